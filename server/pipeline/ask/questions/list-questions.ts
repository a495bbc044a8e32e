import type { ChangeLog } from '../../../model/lists/change-log.ts'
import type { GoldenList, GoldenListQuery, GoldenListRow } from '../../../model/lists/golden-list.ts'
import { type ChangeLogQuery, readChangeLog } from '../../../store/read/lists/change-log-reads.ts'
import { countGoldens, readGoldens } from '../../../store/read/lists/golden-list-reads.ts'
import { readGoldensThen } from '../../../store/read/lists/golden-lists-at.ts'
import type { Asking } from '../asking.ts'

/** Rows read at once for a file that has all of them. */
const PORTION = 2_000
/** What is found by going through all is gone through once. */
const EVERYBODY = 100_000_000

/** Questions whose answers are lists that a person pages through. */
export const listQuestions = ({ read, now }: Asking) => ({
  /** A page of golden records. @throws ProblemError `request.invalid` for a cursor that is none */
  goldens: (asked: GoldenListQuery, part: { after?: string | undefined; limit: number }): Promise<GoldenList> =>
    read(async (tx) => {
      const { asOf } = asked
      if (asOf !== undefined) return readGoldensThen(tx, { ...asked, asOf }, part, now())
      const counted = await countGoldens(tx, asked, now())
      return { ...counted, ...(await readGoldens(tx, asked, part, now())) }
    }),

  /** All of them, portion by portion; each is read by itself, so that what is long holds no transaction open. */
  async *allGoldens(asked: GoldenListQuery): AsyncGenerator<GoldenListRow[]> {
    let after: string | undefined
    do {
      const page = await read((tx) =>
        asked.asOf === undefined
          ? readGoldens(tx, asked, { after, limit: PORTION }, now())
          : readGoldensThen(tx, { ...asked, asOf: asked.asOf }, { after, limit: EVERYBODY }, now()),
      )
      yield page.rows
      after = page.next
    } while (after !== undefined)
  },

  /** What happened since a moment, latest first. */
  changes: (asked: ChangeLogQuery): Promise<ChangeLog> => read((tx) => readChangeLog(tx, asked, now())),
})
