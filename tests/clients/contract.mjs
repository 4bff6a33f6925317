// Whether a client of the last release can still ask as it did:
//   node contract.mjs released.graphql schema.graphql
// What the release called @deprecated may be gone. What is deprecated now names what stands in its place.
import { readFileSync } from 'node:fs'
import { buildASTSchema, findBreakingChanges, Kind, parse, valueFromASTUntyped, visit } from 'graphql'

const deprecation = (node) => node.directives?.find((directive) => directive.name.value === 'deprecated')

/** A schema without what it calls deprecated. */
function kept(document) {
  const drop = { enter: (node) => (deprecation(node) ? null : undefined) }
  return visit(document, {
    [Kind.FIELD_DEFINITION]: drop,
    [Kind.INPUT_VALUE_DEFINITION]: drop,
    [Kind.ENUM_VALUE_DEFINITION]: drop,
  })
}

/** The deprecations whose reason does not begin with what to use instead. */
function unexplained(document) {
  const found = []
  const look = (node) => {
    const reason = deprecation(node)?.arguments?.find((argument) => argument.name.value === 'reason')
    const text = reason ? valueFromASTUntyped(reason.value) : ''
    if (deprecation(node) && !/^Use `[A-Za-z.]+`/.test(text)) found.push(node.name.value)
  }
  visit(document, { enter: look })
  return found
}

const [released, current] = process.argv.slice(2).map((path) => parse(readFileSync(path, 'utf8')))
const breaking = findBreakingChanges(buildASTSchema(kept(released)), buildASTSchema(current))
for (const change of breaking) console.error(`${change.type}: ${change.description}`)
for (const name of unexplained(current)) {
  console.error(`DEPRECATION_UNEXPLAINED: ${name}: begin its reason with "Use \`…\`", the name of what stands in its place.`)
}
process.exitCode = breaking.length > 0 || unexplained(current).length > 0 ? 1 : 0
