import { basename } from 'node:path'
import neo4j, { type Driver, type Plan } from 'neo4j-driver'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoFiles } from '../../server/cli/demo.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { declaredQueries } from '../kit/declared-queries.ts'
import { emptyGraph } from '../kit/graph.ts'
import { sized } from '../kit/size.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

// Plans are made with the numbers of the graph there is, and an embedded server makes most of them while it is empty: a scan of
// nothing costs nothing. That plan then reads everything, for every row, while thousands of records arrive. The same holds where
// records came before the first order.

/** Questions about the whole graph, or about nodes that people make one by one. */
const READ_EVERYTHING: ReadonlySet<string> = new Set([
  'address-words/standing',
  'changes/last-by',
  'changes/prune-mark',
  'decisions/list',
  'hierarchies/list',
  'life-events/list',
  'mailings/customers',
  'orders/ambiguous', // once a load
  'pins/list',
  'pins/standing-of-entity',
  'plans/later-merges',
  'plans/list',
  'quality/baselines',
  'record-ids/unmarked',
  'records/overwritten',
  'reports/address-months',
  'reports/address-source-months',
  'reports/address-totals',
  'reports/address-words',
  'reports/addresses',
  'reports/groups',
  'reports/households',
  'reports/records-by-source',
  'reports/shared-contact-points',
  'reports/worst-addresses',
  'review/circles',
  'review/stale',
  'roll-ups/goldens-at',
  'roll-ups/old-terms',
  'roll-ups/ordered',
  'roll-ups/parents',
  'sources/list',
  'store/any-node',
  'store/blank',
  'verify/streets', // once a day
  'verify/towns', // once a day
])

/** Labels with a node or two each. */
const FEW = /\b\w+:(RuleSet|Source|System|Migration)\b/

/** About all records of an entity: by which end of a relation it begins is a matter of numbers. */
const OF_AN_ENTITY: ReadonlySet<string> = new Set(['decisions/standing-of-entity'])

/** What is loaded one after the other: plans of each stand while the next comes, of kinds that there were none of. */
const FILES = sized<string[]>([], ['crm-west-contacts', 'crm-west-companies', 'crm-customers', 'crm-orders'])

let store: Store
let driver: Driver
beforeAll(async () => {
  store = await emptyGraph()
  const { uri, user, password } = inject('neo4j')
  driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
})
afterAll(async () => {
  await driver?.close()
  await store?.close()
})

test('a statement about some records finds them by an index, also where it is planned in an empty graph', async () => {
  const scans = await scanning()
  expect([...scans].filter(([name]) => !READ_EVERYTHING.has(name))).toEqual([])
  expect([...READ_EVERYTHING].filter((name) => !scans.has(name))).toEqual([])
})

test.each(FILES)('also where it is planned once %s are there and much else is not', async (name) => {
  const files = demoFiles().filter(({ path }) => basename(path).startsWith(name))
  expect(files).toHaveLength(1)
  await loadFiles(store, files, TEST_CONTEXT, { train: false })
  const scans = await scanning()
  expect([...scans].filter(([name]) => !READ_EVERYTHING.has(name) && !OF_AN_ENTITY.has(name))).toEqual([])
})

/** Statements whose plan, made now, reads a whole label, type or index, with what they read. */
async function scanning(): Promise<Map<string, string[]>> {
  const session = driver.session()
  const scans = new Map<string, string[]>()
  try {
    for (const { name, text, params } of await declaredQueries()) {
      const nothing = Object.fromEntries(Object.keys(params).map((key) => [key, null]))
      const { summary } = await session.run(`CYPHER replan=force EXPLAIN ${text}`, nothing)
      const own = summary.plan ? scansOf(summary.plan) : []
      if (own.length > 0) scans.set(name, own)
    }
  } finally {
    await session.close()
  }
  return scans
}

/** What a plan reads from its first to its last. */
function scansOf(plan: Plan): string[] {
  const details = String(plan.arguments?.Details ?? '')
  const own = plan.operatorType.includes('Scan') && !FEW.test(details) ? [`${plan.operatorType}: ${details}`] : []
  return [...own, ...plan.children.flatMap(scansOf)]
}
