// Relay. Lists the verdicts, page by page; or says from when one is final, at the version that the prosecution's own system
// last read:
//   node build/prosecution-outcomes/main.js [verdict version date]
import { commitMutation, Environment, fetchQuery, Network, RecordSource, Store } from 'relay-runtime'
import { ask, HubError, shown, type Answer } from '../hub'
import finalMutation, { type outcomesFinalMutation } from './__generated__/outcomesFinalMutation.graphql'
import pageQuery, { type outcomesPageQuery } from './__generated__/outcomesPageQuery.graphql'

/** The last answer as it came: Relay keeps the data alone, and what was withheld stands beside it. */
let last: Answer<unknown> = { data: null }

const environment = new Environment({
  network: Network.create(async (request, variables) => {
    last = await ask(request.text ?? '', variables)
    return last as { data: {} }
  }),
  store: new Store(new RecordSource()),
})

async function list(): Promise<void> {
  let after: string | null = null
  do {
    const answer: outcomesPageQuery['response'] | undefined = await fetchQuery<outcomesPageQuery>(environment, pageQuery, {
      first: Number(process.env['PAGE'] ?? 50),
      after,
    }).toPromise()
    const page: outcomesPageQuery['response']['verdicts'] = answer?.verdicts
    for (const { node } of page?.edges ?? []) {
      const final = shown(node.finalOn, 'Verdict.finalOn', last)
      const source = shown(node.sourceRef, 'Verdict.sourceRef', last)
      console.log(`${node.id} ${node.version} ${node.charge?.offence} ${node.outcome} final ${final}, source ${source}`)
    }
    after = (page?.pageInfo.hasNextPage && page.pageInfo.endCursor) || null
  } while (after)
}

function settle(id: string, version: number, finalOn: string): Promise<void> {
  return new Promise((resolve, reject) =>
    commitMutation<outcomesFinalMutation>(environment, {
      mutation: finalMutation,
      variables: { key: crypto.randomUUID(), id, version, finalOn },
      onCompleted: ({ verdictUpdate }) => {
        console.log(`final on ${verdictUpdate?.verdict?.finalOn}, version ${verdictUpdate?.verdict?.version}`)
        resolve()
      },
      onError: (error) => {
        if (!(error instanceof HubError && error.code === 'CONFLICT')) return reject(error)
        // Somebody was quicker. Which of the two holds is for an officer to say, not for a program.
        for (const { field, yours, theirs } of error.fields) console.log(`conflict in ${field}: yours ${yours}, theirs ${theirs}`)
        process.exitCode = 2
        resolve()
      },
    }),
  )
}

const [id, version, finalOn] = process.argv.slice(2)
const done = id && version && finalOn ? settle(id, Number(version), finalOn) : list()
done.catch((error) => {
  console.error(error.code ?? 'FAILED', error.message)
  process.exitCode = 1
})
