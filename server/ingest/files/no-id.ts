/** Columns of ids whose cell is no text and no exact integer, with what it is: as text it would be another record's. */
export type NoIds = Readonly<Record<string, string>>

/** What a value is that cannot be an id; undefined for one that can. */
export function noIdBecause(value: unknown): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return `${value}, which is no id`
    case 'number':
      if (Number.isSafeInteger(value)) return undefined
      return Number.isInteger(value) ? 'a number that is not exact; write it as text' : 'a number with a fraction'
    case 'object':
      return Array.isArray(value) ? 'a list, which is no id' : 'an object, which is no id'
    default:
      return undefined
  }
}
