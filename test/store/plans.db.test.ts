import neo4j, { type Plan } from 'neo4j-driver'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import { declaredQueries } from '../kit/declared-queries.ts'
import { emptyGraph } from '../kit/graph.ts'

// Plans are made with the numbers of the graph there is, and an embedded server makes most of them while it is empty: a scan of
// nothing costs nothing. That plan then reads everything, for every row, while thousands of records arrive.

/** Questions about the whole graph, or about nodes that people make one by one. */
const READ_EVERYTHING: ReadonlySet<string> = new Set([
  'changes/last-by',
  'changes/prune-mark',
  'decisions/list',
  'hierarchies/list',
  'life-events/list',
  'mailings/customers',
  'pins/list',
  'pins/standing-of-entity',
  'plans/later-merges',
  'plans/list',
  'quality/baselines',
  'records/any-of-entities',
  'reports/groups',
  'reports/households',
  'reports/records-by-source',
  'reports/shared-contact-points',
  'review/circles',
  'review/stale',
  'roll-ups/goldens-at',
  'roll-ups/old-terms',
  'roll-ups/ordered',
  'roll-ups/parents',
  'sources/list',
  'store/any-node',
  'store/blank',
])

/** Labels with a node or two each. */
const FEW = /\b\w+:(RuleSet|Source|Migration)\b/

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store?.close())

test('a statement about some records finds them by an index, also where it is planned in an empty graph', async () => {
  const { uri, user, password } = inject('neo4j')
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password))
  const session = driver.session()
  const scans = new Map<string, string[]>()
  try {
    for (const { name, text, params } of await declaredQueries()) {
      const nothing = Object.fromEntries(Object.keys(params).map((key) => [key, null]))
      const { summary } = await session.run(`EXPLAIN ${text}`, nothing)
      const own = summary.plan ? scansOf(summary.plan) : []
      if (own.length > 0) scans.set(name, own)
    }
  } finally {
    await session.close()
    await driver.close()
  }
  expect([...scans].filter(([name]) => !READ_EVERYTHING.has(name))).toEqual([])
  expect([...READ_EVERYTHING].filter((name) => !scans.has(name))).toEqual([])
})

/** What a plan reads from its first to its last. */
function scansOf(plan: Plan): string[] {
  const details = String(plan.arguments?.Details ?? '')
  const own = plan.operatorType.includes('Scan') && !FEW.test(details) ? [`${plan.operatorType}: ${details}`] : []
  return [...own, ...plan.children.flatMap(scansOf)]
}
