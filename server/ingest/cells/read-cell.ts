import { ownValue } from '../../collections/own-value.ts'
import type { FieldKind } from '../../model/entities/field.ts'
import { FILE_WORDS } from '../files/words.ts'
import type { Target } from '../mapping-shape.ts'
import { cleaner } from './clean.ts'
import { plainAmount } from './plain-amount.ts'

/** What a cell says: its values, none where it says nothing, undefined where it does not fit what it should. */
export type ReadCell = (cell: string) => readonly string[] | undefined

export type CellOptions = Omit<Target, 'to' | 'format' | 'kind'>

const NOTHING: readonly string[] = []
const NULL_MARKS = new Set(FILE_WORDS.nullMarks)
/** None is longer. */
const LONGEST_MARK = Math.max(...FILE_WORDS.nullMarks.map((mark) => mark.length))

/** Kinds whose values begin with no apostrophe of their own. */
const CODES = new Set<FieldKind>([
  'phone',
  'identifier',
  'reference',
  'number',
  'money',
  'percent',
  'date',
  'code',
  'email',
])
/** Kinds that are names of people: who is called Null, None or Nan is told from NULL by the rules of names. */
const NAMES = new Set<FieldKind>(['fullName', 'givenName', 'familyName'])
const NUMBERS = new Set<FieldKind>(['number', 'money', 'percent'])

/** Whether a text stands for no value. */
export function isNullMark(text: string): boolean {
  return text.length <= LONGEST_MARK && NULL_MARKS.has(text)
}

/**
 * What spreadsheets put around a cell so that they leave it alone: `="0042"`, and an apostrophe before what would be a
 * number or a formula. `isCode`: whatever follows, since the value is no word.
 */
export function unguarded(cell: string, isCode = false): string {
  const first = cell.charCodeAt(0)
  if (first === 61) return /^="(.*)"$/s.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell
  if (first !== 39) return cell
  return isCode || /^'(?:[=+@-]|[\d\s.,+()/-]+$)/.test(cell) ? cell.slice(1) : cell
}

/** Makes the reader of a column's cells for a field of a kind. */
export function cellReader(kind: FieldKind | undefined, options: CellOptions): ReadCell {
  const isCode = kind !== undefined && CODES.has(kind)
  const isName = kind !== undefined && NAMES.has(kind)
  const own = new Set(options.nulls)
  const saysNothing = (text: string) => {
    const trimmed = text.trim()
    if (trimmed === '' || own.has(trimmed)) return true
    // A word alone may be somebody's name.
    return isNullMark(trimmed) && !(isName && /^\p{L}+$/u.test(trimmed))
  }
  const steps = stepsOf(kind, options)
  const separators = options.split === undefined ? [] : [options.split].flat()
  const change = steps.length === 0 ? undefined : (text: string) => through(steps, text)
  return (cell) => {
    if (cell === '') return NOTHING
    const text = unguarded(cell, isCode)
    if (saysNothing(text)) return NOTHING
    const { map } = options
    const mapped = map ? (ownValue(map, text) ?? ownValue(map, text.trim()) ?? text) : text
    if (map && mapped.trim() === '') return NOTHING
    if (separators.length === 0 && !change) return [mapped]
    const parts = separators.length === 0 ? [mapped] : apart(mapped, separators).filter((part) => !saysNothing(part))
    if (!change) return parts
    const read = parts.map(change)
    const fit = read.filter((part) => part !== undefined)
    return fit.length === 0 && read.length > 0 ? undefined : fit.filter((part) => part.trim() !== '')
  }
}

type Change = (text: string) => string | undefined

function through(steps: readonly Change[], text: string): string | undefined {
  let now: string | undefined = text
  for (const step of steps) {
    if (now === undefined) return undefined
    now = step(now)
  }
  return now
}

function stepsOf(kind: FieldKind | undefined, { match, clean, decimal, invert }: CellOptions): Change[] {
  const steps: Change[] = []
  if (match !== undefined) {
    const pattern = new RegExp(match, 'u')
    steps.push((text) => {
      const found = pattern.exec(text)
      return found ? (found.slice(1).find((group) => group !== undefined) ?? found[0]) : undefined
    })
  }
  if (clean !== undefined) steps.push(cleaner([clean].flat()))
  if (decimal !== undefined && (kind === undefined || NUMBERS.has(kind)))
    steps.push((text) => plainAmount(text, decimal))
  if (invert) steps.push(inverted)
  return steps
}

function apart(text: string, separators: readonly string[]): string[] {
  let parts = [text]
  for (const separator of separators) parts = parts.flatMap((part) => part.split(separator))
  return parts.map((part) => part.trim())
}

const OPPOSITES = new Map([
  ...FILE_WORDS.yes.map((word) => [word, 'no'] as const),
  ...FILE_WORDS.no.map((word) => [word, 'yes'] as const),
])

/** A yes is a no; what is neither stays, so that nobody's refusal becomes a consent. */
function inverted(text: string): string {
  return OPPOSITES.get(text.trim().toLowerCase()) ?? text
}
