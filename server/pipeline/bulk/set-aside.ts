import { fail } from '../../model/problem.ts'
import type { Prepared } from '../../rules/prepare.ts'
import { isOfRecord } from '../../store/graph/refusal.ts'
import { rowsOf } from './commit-parcel.ts'
import { halved, type Parcel } from './parcels.ts'
import type { Whole } from './whole-entity.ts'

/** Hears of linked records that cannot be written together, older versions first. @returns whether to go on */
export type OnRefused = (records: readonly Prepared[]) => boolean

/** Records that may be refused before this is no fault of theirs. */
const MOST_REFUSED = 1_000

/**
 * Writes records; where that fails, their halves, down to single ones.
 * @returns whether to go on
 */
export async function writeApart(
  records: readonly Prepared[],
  write: (records: readonly Prepared[]) => Promise<void>,
  onRefused: OnRefused | undefined,
): Promise<boolean> {
  try {
    await write(records)
    return true
  } catch (error) {
    if (!onRefused || !isOfRecord(error)) throw error
    if (records.length === 1) return onRefused(records)
    const middle = records.length >> 1
    return (
      (await writeApart(records.slice(0, middle), write, onRefused)) &&
      writeApart(records.slice(middle), write, onRefused)
    )
  }
}

/** What a parcel's failing sets aside. */
export class Refused {
  #rows = 0
  readonly #whole: Whole
  readonly #onRefused: OnRefused | undefined

  /** @param onRefused without it failing is the end */
  constructor(whole: Whole, onRefused: OnRefused | undefined) {
    this.#whole = whole
    this.#onRefused = onRefused
  }

  /**
   * Commits a parcel; where that fails, its halves, down to single components, so that what is at fault holds up nobody else.
   * @returns whether to go on
   */
  async commit(parcel: Parcel, commit: (parcel: Parcel) => Promise<void>): Promise<boolean> {
    try {
      await commit(parcel)
      return true
    } catch (error) {
      if (!this.#onRefused || !isOfRecord(error)) throw error
      const halves = halved(parcel)
      if (!halves) return this.#onRefused(this.#setAside(parcel, error))
      return (await this.commit(halves[0], commit)) && this.commit(halves[1], commit)
    }
  }

  /** Takes what was refused out of what is yet to be written, with its late versions. */
  #setAside(parcel: Parcel, error: unknown): Prepared[] {
    const rows = rowsOf(parcel, this.#whole)
    if (rows.length === 0) throw error // of what is stored alone: nobody brought the fault
    this.#rows += rows.length
    if (this.#rows > MOST_REFUSED) fail('internal', `the graph refused more than ${MOST_REFUSED} records`)
    const ids = new Set(rows.map(({ id }) => id))
    const late = this.#whole.late.filter(({ id }) => ids.has(id))
    this.#whole.late = this.#whole.late.filter(({ id }) => !ids.has(id))
    return [...late, ...rows]
  }
}
