import type { ForestView, HierarchyEdit, HierarchyPlan, HierarchyView } from '../../../model/hierarchy.ts'
import type { GoldenId } from '../../../model/ids.ts'
import type { Moment } from '../../../model/moment.ts'
import type { ComparisonView, Measure, RollUpView } from '../../../model/roll-up.ts'
import { hierarchyByName, hierarchyVersions, listHierarchies } from '../../../store/write/hierarchies.ts'
import type { Asking } from '../asking.ts'
import { found, heirOf } from '../heir-of.ts'
import { planHierarchyEdit } from '../hierarchy-plan.ts'
import { compareHierarchies, type HierarchyPair, type RollUpQuery, readForest, readRollUp } from '../roll-up.ts'

/** Questions about hierarchies and what they add up to. */
export const hierarchyQuestions = ({ read, now }: Asking) => ({
  list: (): Promise<HierarchyView[]> => read((tx) => listHierarchies.run(tx, {})),

  find: (name: string): Promise<HierarchyView | undefined> =>
    read(async (tx) => (await hierarchyByName.run(tx, { name }))[0]),

  /** @throws ProblemError `hierarchy.not-found` */
  get: (name: string): Promise<HierarchyView> =>
    read(async (tx) => found((await hierarchyByName.run(tx, { name }))[0], 'hierarchy.not-found', `hierarchy ${name}`)),

  /** Who edited one, latest first. */
  versions: (name: string, limit: number) => read((tx) => hierarchyVersions.run(tx, { name, limit })),

  /** One with its nodes, as of any moment. @throws ProblemError `hierarchy.not-found` */
  forest: (name: string, asOf: Moment | undefined): Promise<ForestView> =>
    read((tx) => readForest(tx, name, asOf, now())),

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
