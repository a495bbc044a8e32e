/**
 * A JSON object as a row: nested keys joined by dots, list items by their index (`emails.0`), everything as text.
 * Null and empty lists are absent. Returns undefined for anything that is not an object.
 */
export function flatten(value: unknown, onValue?: OnValue): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const row: Record<string, string> = {}
  put(row, '', value, onValue)
  return row
}

/** Hears of each value, of those that hold others too, before it is text. */
type OnValue = (at: string, value: unknown) => void

function put(row: Record<string, string>, at: string, value: unknown, onValue: OnValue | undefined): void {
  if (value === null || value === undefined) return
  onValue?.(at, value)
  if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) put(row, at === '' ? key : `${at}.${key}`, inner, onValue)
    return
  }
  // defineProperty semantics for a key such as __proto__, which plain assignment would treat as a prototype.
  Object.defineProperty(row, at, { value: String(value), enumerable: true, writable: true, configurable: true })
}
