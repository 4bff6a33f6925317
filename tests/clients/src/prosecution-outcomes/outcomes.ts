// The documents of this client. relay-compiler reads them here and writes `__generated__`, which `main` takes them from;
// a build with babel-plugin-relay or its kin would put them in place instead.
import { graphql } from 'relay-runtime'

export const page = () => graphql`
  query outcomesPageQuery($first: Int!, $after: String) {
    verdicts(first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
          version
          outcome
          deliveredOn
          finalOn
          sourceRef
          charge {
            offence
          }
        }
      }
    }
  }
`

export const final = () => graphql`
  mutation outcomesFinalMutation($key: String!, $id: ID!, $version: Int!, $finalOn: Date!) {
    verdictUpdate(idempotencyKey: $key, id: $id, version: $version, patch: { finalOn: $finalOn }) {
      verdict {
        id
        version
        finalOn
      }
    }
  }
`
