import type { FeedFilter } from '../../../model/change.ts'
import type { EntityName } from '../../../model/entities/registry.ts'
import type { ExportPage } from '../../../model/reports.ts'
import type { ChangesPage } from '../../../model/service-views.ts'
import { changesAfter, feedFigures, headOfFeed } from '../../../store/read/change-reads.ts'
import { readExport } from '../../../store/read/export-reads.ts'
import type { Asking } from '../asking.ts'

/** Questions about the change feed, and what is read along it. */
export const changeQuestions = ({ read }: Asking) => ({
  /** A page of the feed. @throws ProblemError `feed.resync` for a number from which nothing can be read on */
  after: (seq: number, limit: number, filter: FeedFilter = {}): Promise<ChangesPage> =>
    read((tx) => changesAfter(tx, seq, limit, filter)),

  /** Where the feed stands. */
  head: (): Promise<{ seq: number; at: string }> => read(headOfFeed),

  /** Its figures, for the metrics. */
  figures: () => read(feedFigures),

  /** Golden records that changed after a number, as rows of one schema. */
  exported: (after: number, entity: EntityName | undefined, limit: number): Promise<ExportPage> =>
    read((tx) => readExport(tx, after, entity ?? '', limit)),
})
