// The inbox of a service provider. Without arguments it shows what was referred; with a referral's id it accepts it, and
// with what was done as well it completes it:
//   node build/ngo-referrals/main.js [id [feedback]]
import { ask, HubError, shown, type Answer } from '../hub'
import {
  AcceptDocument,
  AgainDocument,
  CompleteDocument,
  ReferralsDocument,
  type InboxFragment,
  type ReferralsQuery,
} from './generated/graphql'

async function inbox(): Promise<void> {
  let after: string | null = null
  do {
    const answer: Answer<ReferralsQuery> = await ask(ReferralsDocument, { status: 'IN_PROGRESS', after })
    const page = answer.data.referrals
    for (const referral of page?.nodes ?? []) {
      const summary = shown(referral.summary, 'Referral.summary', answer)
      console.log(`${referral.id} ${referral.urgency} ${referral.services?.join(', ')}: ${summary}`)
      console.log(`  victim ${shown(referral.victim?.id, 'Referral.victim', answer)}`)
    }
    after = (page?.pageInfo.hasNextPage && page.pageInfo.endCursor) || null
  } while (after)
}

async function read(id: string): Promise<InboxFragment> {
  const { node } = (await ask(AgainDocument, { id })).data
  if (node?.__typename !== 'Referral') throw new HubError('NOT_FOUND', 'There is no such referral for you.')
  return node
}

/** Does an act at the version just read. Whoever was quicker changed it: it is read again, and asked whether it still can be. */
async function act(id: string, name: 'REFERRAL_ACCEPT' | 'REFERRAL_COMPLETE', send: (version: number) => Promise<void>) {
  for (let attempt = 1; ; attempt++) {
    const referral = await read(id)
    if (!referral.nextActs.some((next) => next.act === name)) return console.log(`${name} is not yours now`)
    try {
      return await send(referral.version)
    } catch (error) {
      if (!(error instanceof HubError && error.code === 'CONFLICT' && attempt < 3)) throw error
    }
  }
}

async function main(): Promise<void> {
  const [id, feedback] = process.argv.slice(2)
  if (!id) return inbox()
  await act(id, 'REFERRAL_ACCEPT', async (version) => {
    const { referralAccept } = (await ask(AcceptDocument, { key: crypto.randomUUID(), id, version })).data
    console.log(`accepted: ${referralAccept?.referral?.status}`)
  })
  if (!feedback) return
  await act(id, 'REFERRAL_COMPLETE', async (version) => {
    const { referralComplete } = (await ask(CompleteDocument, { key: crypto.randomUUID(), id, version, feedback })).data
    console.log(`completed: ${referralComplete?.referral?.status}, ${referralComplete?.referral?.feedback}`)
  })
}

main().catch((error) => {
  console.error(error.code ?? 'FAILED', error.message)
  process.exitCode = 1
})
