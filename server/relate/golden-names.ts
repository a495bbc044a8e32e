import anyAscii from 'any-ascii'
import type { GoldenContent } from '../model/golden.ts'

/** Values of a property, none where it is absent. */
export function many(values: GoldenContent['values'], property: string): readonly string[] {
  const value = values[property]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** Golden values are as shown; names are compared without case, accents and punctuation. O'Brien and OBrien are one. */
export function fold(name: string): string {
  return anyAscii(name.normalize('NFC'))
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
