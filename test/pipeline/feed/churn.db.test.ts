import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { feedFigures } from '../../../server/store/read/change-reads.ts'
import { planById } from '../../../server/store/write/plans.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
const home = mkdtempSync(join(tmpdir(), 'kith-churn-'))
beforeAll(async () => {
  store = await emptyGraph()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))
afterAll(() => store?.close())

/** Two accounts each of many people, by mailbox and by phone, and then a register that knows both of each person. */
const PEOPLE = 130
const born = (n: number) => `19${String(50 + (n % 50)).padStart(2, '0')}-0${1 + (n % 9)}-1${n % 9}`
const row = (id: string, n: number, mail: boolean, phone: boolean) => {
  const name = `${String.fromCharCode(97 + (n % 26))}${'aeiou'[n % 5]}l${'bdfgkmnprst'[n % 11]}o`
  return [
    id,
    name,
    `${name}er${n}`,
    mail ? `p${n}@example.org` : '',
    phone ? `+1406555${String(1000 + n)}` : '',
    mail && phone ? born(n) : '',
  ].join()
}
const HEADER = 'id,given,family,mail,tel,born'

function load(source: string, rows: string[], budget?: number) {
  const path = join(home, `${source}.csv`)
  writeFileSync(path, [HEADER, ...rows].join('\n'))
  const mapping = SourceMapping.parse({
    ...{ source, entity: 'person', id: 'id', defaultCountry: 'US' },
    fields: { given: 'givenName', family: 'familyName', mail: 'email', tel: 'phone', born: 'birthDate' },
  })
  const options = { train: false, ...(budget === undefined ? {} : { churnBudget: budget }) }
  return loadFiles(store, [{ path, mapping }], TEST_CONTEXT, options)
}

test('a load beyond the budget for ids stops before it writes, and says what it would do', async () => {
  const people = Array.from({ length: PEOPLE }, (_, n) => n)
  await load(
    'shop',
    people.flatMap((n) => [row(`m${n}`, n, true, false), row(`t${n}`, n, false, true)]),
    0,
  ) // the first load is free
  const count = async () => (await store.autoCommit('MATCH (g:Golden) RETURN count(g) AS goldens'))[0]?.goldens
  const before = Number(await count())
  const register = people.map((n) => row(`r${n}`, n, true, true))
  const stopped = await load('register', register, 0.1).catch((error: unknown) => error)
  if (!(stopped instanceof ProblemError)) throw new Error(`not stopped: ${before} golden records`)
  expect(stopped.problem).toMatchObject({ code: 'churn.exceeded', path: [expect.stringMatching(/^pla_/)] })
  expect(await count()).toBe(before)
  const [plan] = await store.read((tx) => planById.run(tx, { id: stopped.problem.path?.[0] ?? '' }))
  expect(plan).toMatchObject({ kind: 'load', status: 'open' })
  const { merges, retired } = plan?.body.plan.effects.totals ?? { merges: 0, retired: 0 }
  expect(retired).toBeGreaterThan(100)
  expect(merges).toBeGreaterThan(100)

  await load('register', register)
  expect(await count()).toBe(before - retired)
  expect((await store.read(feedFigures)).churned).toBe(retired)
}, 120_000)
