import { LEGAL } from '../../model/hierarchy.ts'
import { compareIds } from '../../model/ids.ts'
import type { Moment } from '../../model/moment.ts'
import { fail } from '../../model/problem.ts'
import type { ComparisonView, Measure, RollUpView } from '../../model/roll-up.ts'
import { doublePlaces, pathUp } from '../../relate/forest.ts'
import { rollUp, subtrees, totalsOf } from '../../relate/roll-up.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { whenOf } from '../../store/read/moments.ts'
import {
  dayOf,
  type HierarchyRow,
  presentMoment,
  readContracted,
  readFacts,
  readHierarchy,
  readLegal,
  readStanding,
  type SumMoment,
} from '../../store/read/roll-up-reads.ts'
import { hierarchyByName } from '../../store/write/hierarchies.ts'
import { hashOf } from '../../text/hash.ts'

export type RollUpQuery = {
  hierarchy: string
  asOf?: Moment | undefined
  measures: readonly Measure[]
  /** Only what is below this node … */
  node?: string | undefined
  /** … or below the node of this company. */
  company?: string | undefined
  /** Only companies with a contract that runs. */
  contracted?: boolean | undefined
  /** Without companies that are held or blocked. */
  released?: boolean | undefined
}

/** A moment to sum as of: the present needs no history. */
export async function sumMoment(tx: Tx, asOf: Moment | undefined, now: Date): Promise<SumMoment> {
  const when = asOf?.kind === 'now' ? undefined : await whenOf(tx, { asOf }, now)
  return when ? { ...when.known, past: true } : presentMoment(tx)
}

/**
 * Sums of every node of a hierarchy, or of the part below one, each company counted once, at any moment of the feed.
 * @throws ProblemError `hierarchy.not-found`, `golden.not-found` when the company has no place in it.
 */
export async function readRollUp(tx: Tx, query: RollUpQuery, now: Date): Promise<RollUpView> {
  const moment = await sumMoment(tx, query.asOf, now)
  const rows = await rowsOf(tx, query, moment)
  const root = rootOf(rows, query)
  const trees = subtrees(rows, root)
  const inScope = [...new Set(trees.flatMap(({ companies }) => [...companies]))].sort(compareIds)
  const measures = new Set(query.measures)
  const today = dayOf(now.toISOString())
  const states = await readStanding(tx, inScope, moment)
  const unreleased = states
    .filter(({ status }) => status === 'held' || status === 'blocked')
    .map(({ id, name = id, status = '', reasons }) => ({ company: id, name, status, reasons }))
    .sort((a, b) => compareIds(a.company, b.company))
  const withheld = new Set(query.released ? unreleased.map(({ company }) => company) : [])
  const contracted = query.contracted ? await readContracted(tx, inScope, moment, today) : undefined
  const counts = (company: string) => !withheld.has(company) && (contracted?.has(company) ?? true)
  const facts = await readFacts(tx, inScope.filter(counts), measures, moment, today)
  const nodes = rollUp(rows, facts, { measures, root, counts })
  const answer = {
    hierarchy: query.hierarchy,
    measures: [...query.measures],
    totals: totalsOf(inScope.filter(counts), facts, measures),
    nodes,
    conflicts: doublePlaces(trees.map(({ node }) => node)),
    unreleased,
  }
  return { ...answer, asOf: { seq: moment.seq, at: moment.at }, hash: hashOf(answer) }
}

export type HierarchyPair = { a: string; b: string; asOf?: Moment | undefined; measures: readonly Measure[] }

/** Where two hierarchies differ, company by company, and what that does to the sums. */
export async function compareHierarchies(
  tx: Tx,
  { a, b, asOf, measures: asked }: HierarchyPair,
  now: Date,
): Promise<ComparisonView> {
  const moment = await sumMoment(tx, asOf, now)
  const [left, right] = [await rowsOf(tx, { hierarchy: a }, moment), await rowsOf(tx, { hierarchy: b }, moment)]
  const [inA, inB] = [pathsOf(left), pathsOf(right)]
  const all = [...new Set([...inA.keys(), ...inB.keys()])].sort(compareIds)
  const measures = new Set(asked)
  const facts = await readFacts(tx, all, measures, moment, dayOf(now.toISOString()))
  const names = new Map((await readStanding(tx, all, moment)).map(({ id, name }) => [id, name]))
  const sum = (of: Iterable<string>) => totalsOf(of, facts, measures)
  return {
    a,
    b,
    asOf: { seq: moment.seq, at: moment.at },
    differences: all
      .filter((company) => JSON.stringify(inA.get(company)) !== JSON.stringify(inB.get(company)))
      .map((company) => {
        const [pathA, pathB] = [inA.get(company), inB.get(company)]
        return {
          company,
          name: names.get(company) ?? company,
          ...(pathA ? { inA: { path: pathA } } : {}),
          ...(pathB ? { inB: { path: pathB } } : {}),
          totals: sum([company]),
        }
      }),
    totals: {
      a: sum(inA.keys()),
      b: sum(inB.keys()),
      onlyA: sum(all.filter((company) => !inB.has(company))),
      onlyB: sum(all.filter((company) => !inA.has(company))),
      both: sum(all.filter((company) => inA.has(company) && inB.has(company))),
    },
  }
}

/** Names of the nodes above each company, from the root down: what two hierarchies can be told apart by. */
function pathsOf(rows: readonly HierarchyRow[]): Map<string, string[]> {
  const known = new Map(rows.map((row) => [row.key, row]))
  const paths = new Map<string, string[]>()
  for (const { key, company } of rows) {
    if (company === undefined || paths.has(company)) continue
    const above = pathUp(key, known).slice(1).reverse()
    paths.set(
      company,
      above.map((each) => known.get(each)?.name ?? each),
    )
  }
  return paths
}

/** @throws ProblemError `hierarchy.not-found` */
async function rowsOf(
  tx: Tx,
  { hierarchy, company }: Pick<RollUpQuery, 'hierarchy' | 'company'>,
  moment: SumMoment,
): Promise<HierarchyRow[]> {
  if (hierarchy === LEGAL) return readLegal(tx, moment, company)
  if ((await hierarchyByName.run(tx, { name: hierarchy })).length === 0)
    return fail('hierarchy.not-found', `there is no hierarchy ${hierarchy}`)
  return readHierarchy(tx, hierarchy, moment)
}

function rootOf(rows: readonly HierarchyRow[], { hierarchy, node, company }: RollUpQuery): string | undefined {
  if (node !== undefined && !rows.some(({ key }) => key === node))
    return fail('hierarchy.not-found', `there is no node ${node} in ${hierarchy} at that moment`)
  if (company === undefined) return node
  const own = rows.find((row) => row.company === company)
  return own?.key ?? fail('golden.not-found', `${company} has no place in the hierarchy ${hierarchy} at that moment`)
}
