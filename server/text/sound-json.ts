/** Half of a character that UTF-16 writes in two: two texts that differ in it alone are one once they are stored. */
const HALF = /\p{Surrogate}/u
/** Deeper than anything that is said of anybody; what walks through it must not run out of stack. */
const DEEPEST = 64

/** Why a JSON value cannot be kept as it is, and where in it. */
export type Flaw = { readonly at: string; readonly why: string }

/** Whether a text is whole characters alone. */
export function isWellFormed(text: string): boolean {
  return !HALF.test(text)
}

/** The first text of a JSON value that is not well-formed, name that no object can have as its own, or value too deep. */
export function flawIn(value: unknown, at: readonly string[] = []): Flaw | undefined {
  const flaw = (why: string) => ({ at: at.join('.'), why })
  if (typeof value === 'string')
    return isWellFormed(value) ? undefined : flaw('ill-formed text: half of a character (a lone surrogate)')
  if (typeof value !== 'object' || value === null) return undefined
  if (at.length >= DEEPEST) return flaw(`nested more than ${DEEPEST} deep`)
  for (const [name, inner] of Object.entries(value)) {
    if (name === '__proto__') return flaw('no field may be called __proto__')
    if (!isWellFormed(name))
      return flaw('ill-formed text in the name of a field: half of a character (a lone surrogate)')
    const found = flawIn(inner, [...at, name])
    if (found) return found
  }
  return undefined
}
