import { z } from 'zod'
import { HierarchyName, LEGAL } from '../../model/hierarchy.ts'
import { Moment } from '../../model/moment.ts'
import { ComparisonView, Measure, type RollUpNode, RollUpView, type Totals } from '../../model/roll-up.ts'
import { compareHierarchies, readRollUp } from '../../pipeline/roll-up.ts'
import { csvReply } from '../csv.ts'
import { heirOf } from '../heir-of.ts'
import { type Reply, route } from '../route.ts'
import { GoldenParams } from './shapes.ts'

const tag = 'Roll-ups'
const asOf = Moment.optional().describe('a number of the feed, an instant, a day (its end, UTC) or now')
const measure = z
  .string()
  .optional()
  .describe(
    'with commas between them: revenue, orders, products, contacts, bonusBase, contracts; all of them when absent',
  )
  .transform((text) => (text === undefined ? Measure.options : text.split(',').map((name) => name.trim())))
  .pipe(z.array(Measure).min(1))
const format = z.enum(['json', 'csv']).default('json')
const common = {
  asOf,
  measure,
  format,
  contracts: z.literal('active').optional().describe('only companies with a contract that runs on that day'),
  released: z.stringbool().default(false).describe('leave out companies that are held or blocked'),
}
const ONCE =
  'Each company counts once, however many nodes place it. Money is in minor units per currency and never added across them. As of a moment it repeats exactly: `hash` is the same again. '

export const rollUps = [
  route({
    method: 'get',
    path: '/companies/{id}/rollup',
    tag,
    summary: 'What a company and everything below it adds up to, in any hierarchy, as of any moment',
    description: `${ONCE}A retired id answers for its heir; as of a moment it answers for itself.`,
    right: 'read',
    params: GoldenParams,
    query: z.strictObject({ hierarchy: HierarchyName.default(LEGAL), ...common }),
    answer: RollUpView,
    problems: ['golden.not-found', 'hierarchy.not-found', 'history.pruned'],
    handle: async ({ params: { id }, query: { hierarchy, asOf: then, format: as, ...rest } }, { store }) => {
      const view = await store.read(async (tx) => {
        const company = then && then.kind !== 'now' ? id : await heirOf(tx, id)
        return readRollUp(tx, { hierarchy, asOf: then, company, ...filters(rest) }, new Date())
      })
      return as === 'json' ? view : rollUpCsv(view.nodes)
    },
  }),
  route({
    method: 'get',
    path: '/hierarchies/{name}/rollup',
    tag,
    summary: 'What every node of a hierarchy adds up to, or of the part below one, as of any moment',
    description: `${ONCE}In a sales hierarchy this is the bonus base of every position and the total of every territory.`,
    right: 'read',
    params: z.strictObject({ name: HierarchyName }),
    query: z.strictObject({ node: z.string().max(300).optional(), ...common }),
    answer: RollUpView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    handle: async ({ params: { name }, query: { node, asOf: then, format: as, ...rest } }, { store }) => {
      const view = await store.read((tx) =>
        readRollUp(tx, { hierarchy: name, asOf: then, node, ...filters(rest) }, new Date()),
      )
      return as === 'json' ? view : rollUpCsv(view.nodes)
    },
  }),
  route({
    method: 'get',
    path: '/reports/hierarchies',
    tag,
    summary: 'Where two hierarchies put a company differently, and what that does to the sums',
    right: 'read',
    query: z.strictObject({ a: HierarchyName.default(LEGAL), b: HierarchyName, asOf, measure, format }),
    answer: ComparisonView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    handle: async ({ query: { a, b, asOf: then, measure: measures, format: as } }, { store }) => {
      const view = await store.read((tx) => compareHierarchies(tx, { a, b, asOf: then, measures }, new Date()))
      if (as === 'json') return view
      const rows = view.differences.map(({ company, name, inA, inB, totals }) => ({
        company,
        name,
        inA: inA?.path.join(' > '),
        inB: inB?.path.join(' > '),
        ...flat(totals),
      }))
      return csvReply([...new Set(['company', 'name', 'inA', 'inB', ...rows.flatMap(Object.keys)])], rows)
    },
  }),
  route({
    method: 'get',
    path: '/reports/territories',
    tag,
    summary: 'Totals of every territory of a sales hierarchy, with who covers it',
    right: 'read',
    query: z.strictObject({ hierarchy: HierarchyName.default('sales'), ...common }),
    answer: RollUpView,
    problems: ['hierarchy.not-found', 'history.pruned'],
    handle: async ({ query: { hierarchy, asOf: then, format: as, ...rest } }, { store }) => {
      const view = await store.read((tx) => readRollUp(tx, { hierarchy, asOf: then, ...filters(rest) }, new Date()))
      const nodes = view.nodes.filter(({ type }) => type === 'territory')
      return as === 'json' ? { ...view, nodes } : rollUpCsv(nodes)
    },
  }),
]

function filters({
  measure: measures,
  contracts,
  released,
}: {
  measure: Measure[]
  contracts?: 'active' | undefined
  released: boolean
}) {
  return { measures, contracted: contracts === 'active', released }
}

function rollUpCsv(nodes: readonly RollUpNode[]): Reply {
  const rows = nodes.map(({ totals, ...node }) => ({ ...node, ...flat(totals) }))
  const first = ['key', 'name', 'type', 'parent', 'depth', 'company', 'companies']
  return csvReply([...new Set([...first, ...rows.flatMap(Object.keys)])], rows)
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
