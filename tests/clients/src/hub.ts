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

/** How often a request is sent that comes too early, or of which no answer comes. */
const ATTEMPTS = 5

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000))

/**
 * Asks the hub at TIP_HUB_URL with the token in TIP_HUB_TOKEN. Any error of the answer is thrown. Where no answer comes, nobody
 * knows whether the hub has done what was asked: it is sent again, and so every act needs an idempotencyKey.
 */
export async function ask<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Answer<Data>> {
  const [url, token] = [setting('TIP_HUB_URL'), setting('TIP_HUB_TOKEN')]
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
        },
        body: JSON.stringify({ query: document.toString(), variables }),
      })
      if (response.status === 429 && attempt < ATTEMPTS) {
        const wait = Number(response.headers.get('retry-after') ?? 1)
        console.error(`The hub asks for patience: ${wait} s`)
        await seconds(wait)
        continue
      }
      const answer = await response.json()
      const error = answer.errors?.[0]
      if (error) throw new HubError(error.extensions.code, error.message, error.extensions.fields)
      return answer
    } catch (error) {
      if (error instanceof HubError || attempt === ATTEMPTS) throw error
      console.error('No answer came: the same is sent again')
      await seconds(attempt / 4)
    }
  }
}

/** A value for a reader: what is withheld is not what is empty. The field is named as in `extensions.withheld`. */
export function shown(value: string | null | undefined, field: string, answer: Answer<unknown>): string {
  if (value != null) return value
  const withheld = answer.extensions?.withheld?.find((line) => line.field === field)
  return withheld ? `[withheld; ask ${withheld.responsible.join(', ')}]` : '[not known]'
}
