import type { GoldenContent } from '../model/golden.ts'

/** Values of a property, none where it is absent. */
export function many(values: GoldenContent['values'], property: string): readonly string[] {
  const value = values[property]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
