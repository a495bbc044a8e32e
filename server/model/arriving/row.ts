/** A symbol, so that copies of a record keep it and whatever is hashed, stored or sent of one leaves it out. */
const ROW = Symbol('row')

/** Number of the row that a record or an order came in; undefined where it came in none. */
export function rowOf(value: object): number | undefined {
  return (value as { [ROW]?: number })[ROW]
}

/** Notes the row that a record or an order came in. */
export function setRow(value: object, row: number | undefined): void {
  if (row !== undefined) (value as { [ROW]?: number })[ROW] = row
}
