// Lists every case that exists for its user, page by page, or shows the one whose national number is given:
//   node build/case-query/main.js [case number]
import { ask, shown } from '../hub'
import { CasesDocument, OneCaseDocument, type CasesQuery } from './generated/graphql'

/** Cases in one request; at most 100. */
const PAGE = Number(process.env['PAGE'] ?? 50)

async function list(): Promise<void> {
  let after: string | null = null
  for (;;) {
    const { cases }: CasesQuery = (await ask(CasesDocument, { first: PAGE, after })).data
    if (!cases) return console.log('Your organisation reads no cases.')
    if (after === null) console.log(`${cases.totalCount} cases`)
    for (const found of cases.nodes) console.log(`${found.caseNo} ${found.status}`)
    if (!cases.pageInfo.hasNextPage) return
    after = cases.pageInfo.endCursor ?? null
  }
}

async function show(caseNo: string): Promise<void> {
  const answer = await ask(OneCaseDocument, { by: { caseNo } })
  const found = answer.data.case
  // What exists and is not yours answers as what does not exist.
  if (!found) return console.log('There is no such case for you.')
  console.log(`${found.caseNo} ${found.status}`)
  for (const victim of found.victims?.nodes ?? []) {
    console.log(`  victim ${shown(victim.person?.familyName, 'Person.familyName', answer)}`)
    console.log(`    migrant type ${shown(victim.migrantType, 'Victim.migrantType', answer)}`)
    for (const care of victim.assistances?.nodes ?? []) {
      console.log(`    ${care.serviceType}: needs ${shown(care.medicalNeeds, 'Assistance.medicalNeeds', answer)}`)
    }
  }
}

const [caseNo] = process.argv.slice(2)
const done = caseNo ? show(caseNo) : list()
done.catch((error) => {
  console.error(error.code ?? 'FAILED', error.message)
  process.exitCode = 1
})
