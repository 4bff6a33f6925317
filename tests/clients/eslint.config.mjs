// The rules of @graphql-eslint for schemas, as recommended and as Relay asks. What is switched off says why.
import graphql from '@graphql-eslint/eslint-plugin'

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema.graphql' } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // Beyond what is recommended: fields and codes, too. Arguments are left to `tests/e2e/schema.rs`, for those of
      // `@skip` and `@include`, which the specification defines, have no description.
      '@graphql-eslint/require-description': [
        'error',
        { types: true, DirectiveDefinition: true, EnumValueDefinition: true, FieldDefinition: true },
      ],
      // Relay's own `nodes(ids:): [Node]!` and a connection's `nodes` are lists of no edges, as are lists of codes.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      // `Case.caseNo`, `Report.reporterType` and their like are the names of the data standards, and of filters and inputs.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Facts that are parts of an answer, not records: they have no identity.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          acceptedIdNames: ['id'],
          acceptedIdTypes: ['ID'],
          exceptions: {
            suffixes: ['Connection', 'Edge', 'Payload'],
            types: [
              'AccessSimulation',
              'Authority',
              'BorderPost',
              'CodeEntry',
              'CodeLabel',
              'CodeList',
              'CodeMapping',
              'CountryPack',
              'Court',
              'District',
              'FieldAccess',
              'NextAct',
              'OffenceDefinition',
              'PageInfo',
              'PenaltyRegime',
              'SentenceCeiling',
              'Stage',
              'Task',
              'Thresholds',
              'Viewer',
              'WhyWithheld',
            ],
          },
        },
      ],
    },
  },
]
