// One request to the hub. Copy this file with the client you copy; it needs nothing but Node.js.

/** A field that was withheld somewhere in an answer: null stands in its place. */
export interface Withheld {
  field: string
  responsible: string[]
  reason: string
}

/** What the hub refused. `fields` says more, such as both values of a conflict. */
export class HubError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: { field?: string; yours?: unknown; theirs?: unknown }[] = [],
  ) {
    super(message)
  }
}

/** An answer as it comes. */
export interface Answer<Data> {
  data: Data
  extensions?: { withheld?: Withheld[] }
}

/** A document with the types of its answer and its variables, as graphql-codegen makes it. */
interface Document<Data, Variables> {
  toString(): string
  __apiType?: (variables: Variables) => Data
}

/** How often a request is sent again that came too early. */
const ATTEMPTS = 5

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** Asks the hub at TIP_HUB_URL with the token in TIP_HUB_TOKEN. Any error of the answer is thrown. */
export async function ask<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Answer<Data>> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${setting('TIP_HUB_URL')}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${setting('TIP_HUB_TOKEN')}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    })
    if (response.status === 429 && attempt < ATTEMPTS) {
      const seconds = Number(response.headers.get('retry-after') ?? 1)
      console.error(`The hub asks for patience: ${seconds} s`)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      continue
    }
    const answer = await response.json()
    const error = answer.errors?.[0]
    if (error) throw new HubError(error.extensions.code, error.message, error.extensions.fields)
    return answer
  }
}

/** A value for a reader: what is withheld is not what is empty. The field is named as in `extensions.withheld`. */
export function shown(value: string | null | undefined, field: string, answer: Answer<unknown>): string {
  if (value != null) return value
  const withheld = answer.extensions?.withheld?.find((line) => line.field === field)
  return withheld ? `[withheld; ask ${withheld.responsible.join(', ')}]` : '[not known]'
}
