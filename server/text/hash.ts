import { hash } from 'node:crypto'

/** SHA-256 in hex, first 32 digits: 128 bits, enough to tell any two states of one graph apart. */
export function hashOf(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex').slice(0, 32)
}

/** JSON with sorted object keys, so that equal values have equal text whatever order they were built in. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item) ?? 'null').join()}]`
  const entries: string[] = []
  for (const name of sortedNames(value)) {
    const inner = canonicalJson((value as Record<string, unknown>)[name])
    if (inner !== undefined) entries.push(`${JSON.stringify(name)}:${inner}`)
  }
  return `{${entries.join()}}`
}

/** Names of an object as JSON has them once it was built in their order: an array's indexes come first whatever one does. */
function sortedNames(value: object): string[] {
  const names = Object.keys(value)
  const indexes = names.findIndex((name) => !isIndex(name))
  if (indexes === 0) return names.sort()
  return indexes < 0 ? names : [...names.slice(0, indexes), ...names.slice(indexes).sort()]
}

function isIndex(name: string): boolean {
  return /^\d/.test(name) && String(Number(name) >>> 0) === name && name !== '4294967295'
}
