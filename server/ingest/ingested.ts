import type { Problem } from '../model/problem.ts'
import type { OrderInput, RecordInput } from '../model/record.ts'
import type { Row } from './readers.ts'

/** What became of one row. `row` is the row as it came, for truth columns and reject files. */
export type Ingested =
  | Made
  /** The row says that its record is no more. */
  | { readonly line: number; readonly row: Row; readonly removed: RecordInput; readonly sameAs?: string }
  | { readonly line: number; readonly row?: Row; readonly problem: Problem }

/** A record or order. `isFurther`: the row has given another one already. */
export type Made = {
  readonly line: number
  readonly row: Row
  readonly value: RecordInput | OrderInput
  /** Id, in the same source, of the record that this one was merged into. */
  readonly sameAs?: string
  readonly isFurther?: true
}

export function isOrder(value: RecordInput | OrderInput): value is OrderInput {
  return 'orderId' in value
}
