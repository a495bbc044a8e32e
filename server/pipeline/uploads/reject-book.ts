import type { RejectedRow } from '../../model/uploads/upload.ts'
import type { ReadFilesOptions } from '../load/read-files.ts'
import type { Shelf } from './shelf.ts'

/** Rejected rows that are shown; all of them are in the file of rejects. */
const SHOWN = 20

/** The rows that one run rejects, on disk and the first at hand. */
export class RejectBook {
  readonly first: RejectedRow[] = []
  readonly #kept: Awaited<ReturnType<Shelf['openRejects']>>

  private constructor(kept: Awaited<ReturnType<Shelf['openRejects']>>) {
    this.#kept = kept
  }

  static async open(shelf: Shelf, id: string): Promise<RejectBook> {
    return new RejectBook(await shelf.openRejects(id))
  }

  readonly add: NonNullable<ReadFilesOptions['onReject']> = ({ problem, row }) => {
    const { line, column, field, record, detail } = problem
    const told = { line, column, field, record, detail }
    this.#kept.add({ ...told, ...(row ? { row } : {}) })
    if (this.first.length < SHOWN) this.first.push(told)
  }

  readonly close = (): Promise<void> => this.#kept.close()
}
