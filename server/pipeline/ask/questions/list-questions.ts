import type { ChangeLog } from '../../../model/lists/change-log.ts'
import type { GoldenList, GoldenListQuery, GoldenListRow } from '../../../model/lists/golden-list.ts'
import { type ChangeLogQuery, readChangeLog } from '../../../store/read/lists/change-log-reads.ts'
import { countGoldens, readGoldens } from '../../../store/read/lists/golden-list-reads.ts'
import type { Asking } from '../asking.ts'

/** Rows read at once for a file that has all of them. */
const PORTION = 2_000

/** Questions whose answers are lists that a person pages through. */
export const listQuestions = ({ read, now }: Asking) => ({
  /** A page of golden records. @throws ProblemError `request.invalid` for a cursor that is none */
  goldens: (asked: GoldenListQuery, part: { after?: string | undefined; limit: number }): Promise<GoldenList> =>
    read(async (tx) => {
      const total = await countGoldens(tx, asked, now())
      return { total, ...(await readGoldens(tx, asked, part, now())) }
    }),

  /** All of them, portion by portion; each is read by itself, so that what is long holds no transaction open. */
  async *allGoldens(asked: GoldenListQuery): AsyncGenerator<GoldenListRow[]> {
    let after: string | undefined
    do {
      const page = await read((tx) => readGoldens(tx, asked, { after, limit: PORTION }, now()))
      yield page.rows
      after = page.next
    } while (after !== undefined)
  },

  /** What happened since a moment, latest first. */
  changes: (asked: ChangeLogQuery): Promise<ChangeLog> => read((tx) => readChangeLog(tx, asked, now())),
})
