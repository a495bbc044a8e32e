import { z } from 'zod'
import { HierarchyName, LEGAL } from '../../model/hierarchy.ts'
import { Moment } from '../../model/moment.ts'
import { ComparisonView, type Measure, RollUpView, type Totals } from '../../model/roll-up.ts'
import { report } from '../report.ts'
import { GoldenParams, measure } from './shapes.ts'

const tag = 'Roll-ups'
const asOf = Moment.optional().describe('a number of the feed, an instant, a day (its end, UTC) or now')
const common = {
  asOf,
  measure,
  contracts: z.literal('active').optional().describe('only companies with a contract that runs on that day'),
  released: z.stringbool().default(false).describe('leave out companies that are held or blocked'),
}
const ONCE =
  'Each company counts once, however many nodes place it. Money is in minor units per currency and never added across them. As of a moment it repeats exactly: `hash` is the same again. '

/** Nodes as rows. */
const nodes = {
  columns: ['key', 'name', 'type', 'parent', 'depth', 'company', 'companies'],
  rows: (view: RollUpView) => view.nodes.map(({ totals, ...node }) => ({ ...node, ...flat(totals) })),
}

export const rollUps = [
  report({
    field: 'companyRollUp',
    path: '/companies/{id}/rollup',
    tag,
    summary: 'What a company and everything below it adds up to, in any hierarchy, as of any moment',
    description: `${ONCE}A retired id answers for its heir; as of a moment it answers for itself.`,
    args: GoldenParams.extend({ hierarchy: HierarchyName.default(LEGAL), ...common }),
    answer: RollUpView,
    problems: ['golden.not-found', 'hierarchy.not-found', 'history.pruned'],
    lists: ['nodes'],
    tables: { nodes },
    read: (ask, { id, ...query }) => ask.hierarchies.companyRollUp(id, rollUpQuery(query)),
  }),
  report({
    field: 'hierarchyRollUp',
    path: '/hierarchies/{name}/rollup',
    tag,
    summary: 'What every node of a hierarchy adds up to, or of the part below one, as of any moment',
    description: `${ONCE}In a sales hierarchy this is the bonus base of every position and the total of every territory.`,
    args: z.strictObject({ name: HierarchyName, node: z.string().max(300).optional(), ...common }),
    answer: RollUpView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    lists: ['nodes'],
    tables: { nodes },
    read: (ask, { name, node, ...query }) =>
      ask.hierarchies.rollUp({ ...rollUpQuery({ hierarchy: name, ...query }), node }),
  }),
  report({
    field: 'hierarchyComparison',
    path: '/reports/hierarchies',
    tag,
    summary: 'Where two hierarchies put a company differently, and what that does to the sums',
    args: z.strictObject({ a: HierarchyName.default(LEGAL), b: HierarchyName, asOf, measure }),
    answer: ComparisonView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    lists: ['differences'],
    tables: {
      differences: {
        columns: ['company', 'name', 'inA', 'inB'],
        rows: ({ differences }) =>
          differences.map(({ company, name, inA, inB, totals }) => ({
            ...{ company, name, inA: inA?.path.join(' > '), inB: inB?.path.join(' > ') },
            ...flat(totals),
          })),
      },
    },
    read: (ask, { measure: measures, ...two }) => ask.hierarchies.compare({ ...two, measures }),
  }),
  report({
    field: 'territories',
    path: '/reports/territories',
    tag,
    summary: 'Totals of every territory of a sales hierarchy, with who covers it',
    args: z.strictObject({ hierarchy: HierarchyName.default('sales'), ...common }),
    answer: RollUpView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    lists: ['nodes'],
    tables: { nodes },
    read: async (ask, query) => {
      const view = await ask.hierarchies.rollUp(rollUpQuery(query))
      return { ...view, nodes: view.nodes.filter(({ type }) => type === 'territory') }
    },
  }),
]

function rollUpQuery({
  hierarchy,
  asOf: then,
  measure: measures,
  contracts,
  released,
}: {
  hierarchy: string
  asOf?: Moment | undefined
  measure: Measure[]
  contracts?: 'active' | undefined
  released: boolean
}) {
  return { hierarchy, asOf: then, measures, contracted: contracts === 'active', released }
}

/** Totals as columns, money in one column a currency: `revenue_EUR`. */
function flat(totals: Totals): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(totals).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([currency, amount]) => [`${name}_${currency}`, amount])
        : [[name, value]],
    ),
  )
}
