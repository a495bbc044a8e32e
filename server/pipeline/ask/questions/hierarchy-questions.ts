import type { ForestView, HierarchyEdit, HierarchyPlan, HierarchyView } from '../../../model/hierarchy.ts'
import type { GoldenId } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import type { ComparisonView, Measure, RollUpView } from '../../../model/roll-up.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { whenOf } from '../../../store/read/moments.ts'
import { hierarchyByName, hierarchyVersions, listHierarchies } from '../../../store/write/hierarchies.ts'
import { type Asking, limitsOf, type Past } from '../asking.ts'
import { found, heirOf } from '../heir-of.ts'
import { planHierarchyEdit } from '../hierarchy-plan.ts'
import { forestAsOf } from '../past/past-forest.ts'
import { compareHierarchies, type HierarchyPair, type RollUpQuery, readRollUp } from '../roll-up.ts'

/** Questions about hierarchies and what they add up to. */
export const hierarchyQuestions = ({ read, rules, now }: Asking) => ({
  list: (): Promise<HierarchyView[]> => read((tx) => listHierarchies.run(tx, {})),

  find: (name: string): Promise<HierarchyView | undefined> =>
    read(async (tx) => (await hierarchyByName.run(tx, { name }))[0]),

  /** @throws ProblemError `hierarchy.not-found` */
  get: (name: string): Promise<HierarchyView> =>
    read(async (tx) => found((await hierarchyByName.run(tx, { name }))[0], 'hierarchy.not-found', `hierarchy ${name}`)),

  /** Who edited one, latest first. */
  versions: (name: string, limit: number) => read((tx) => hierarchyVersions.run(tx, { name, limit })),

  /** One with its nodes, today or as of a moment. @throws ProblemError `hierarchy.not-found` */
  forest: (name: string, past: Past = {}): Promise<ForestView> =>
    read(async (tx) => forestAsOf(tx, name, await pastOf(tx, past, now()), await rules.engine(tx)), limitsOf(past)),

  /** What an edit would do. @throws ProblemError `hierarchy.conflict` with the path, `hierarchy.not-found` */
  planEdit: (name: string, edit: HierarchyEdit, measures: readonly Measure[]): Promise<HierarchyPlan> =>
    read((tx) => planHierarchyEdit(tx, name, edit, { measures, now: now() })),

  /** Sums of every node, or of the part below one, as of any moment. @throws ProblemError `hierarchy.not-found` */
  rollUp: (query: RollUpQuery): Promise<RollUpView> => read((tx) => readRollUp(tx, query, now())),

  /**
   * Sums of a company and all below it. A retired id is answered for its heir today, for itself as of a moment.
   * @throws ProblemError `hierarchy.not-found`, `golden.not-found`
   */
  companyRollUp: (id: GoldenId, query: RollUpQuery): Promise<RollUpView> =>
    read(async (tx) => {
      const past = query.asOf !== undefined && query.asOf.kind !== 'now'
      return readRollUp(tx, { ...query, company: past ? id : await heirOf(tx, id) }, now())
    }),

  /** Where two differ, and what that does to the sums. @throws ProblemError `hierarchy.not-found` */
  compare: (two: HierarchyPair): Promise<ComparisonView> => read((tx) => compareHierarchies(tx, two, now())),
})

/** `now` by itself is the present, which needs no history. */
async function pastOf(tx: Tx, past: Past, now: Date): Promise<When | undefined> {
  return past.asOf?.kind === 'now' && !past.knownAt ? undefined : whenOf(tx, past, now)
}
