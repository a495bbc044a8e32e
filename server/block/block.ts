import { compareIds } from '../model/ids.ts'
import { type Claim, comparedText, type StandardAddress, type StandardRecord } from '../model/record.ts'
import { indexable } from '../text/indexable.ts'
import type { BlockRules } from './block-rules.ts'
import { applyTransform, type Transform } from './transforms.ts'

/** Values of one field put through steps; several parts and passes may ask for the same. */
type Column = {
  name: string
  family: boolean
  place: keyof StandardAddress['folded'] | undefined
  by: readonly Transform[]
}
/** `columns` are places in the list of all columns. */
type CompiledPart = { columns: readonly number[]; pool: boolean }
type CompiledPass = { parts: readonly CompiledPart[]; aboutPlace: boolean; most: number }

/** Finds the keys of records. */
export type Blocker = {
  /** Keys of a record, `<entity>|<pass>|<value>`, sorted and unique. */
  keys(record: StandardRecord): string[]
  /** The same as values of passes by their place, in the same order: for batches, which have no use for the text. */
  each(record: StandardRecord, visit: (pass: number, value: string) => void): void
}

/** What the keys of a pass begin with. */
export function prefixOf(entity: string, pass: string): string {
  return `${entity}|${pass}|`
}

/** Binds rules into a finder of keys. */
export function compileBlocker(rules: BlockRules): Blocker {
  const columns: Column[] = []
  const numbers = new Map<string, number>()
  const numberOf = (name: string, by: readonly Transform[]): number => {
    const text = JSON.stringify([name, by])
    const number = numbers.get(text) ?? columns.push(columnOf(name, by)) - 1
    numbers.set(text, number)
    return number
  }
  const passes = rules.passes.map((pass): CompiledPass => {
    const parts = pass.parts.map(({ of, by, pool }) => ({
      columns: [of].flat().map((name) => numberOf(name, by)),
      pool: pool === true,
    }))
    const aboutPlace = parts.some((part) => part.columns.some((number) => columns[number]?.place !== undefined))
    return { parts, aboutPlace, most: pass.most }
  })
  const prefixes = rules.passes.map(({ name }) => prefixOf(rules.entity, name))

  // No prefix starts another one, so keys that come out by prefix and sorted within it are sorted.
  const byPrefix = passes.map((_, i) => i).sort((a, b) => compareIds(prefixes[a] ?? '', prefixes[b] ?? ''))

  const each: Blocker['each'] = (record, visit) => {
    const asked = new Asked(record, columns)
    const found: (readonly string[])[] = []
    let room = rules.most
    for (const pass of passes) {
      const values = room > 0 ? valuesOf(asked, pass) : NONE
      const count = Math.min(values.length, pass.most, room)
      found.push(count < values.length ? values.slice(0, count) : values)
      room -= count
    }
    for (const pass of byPrefix) for (const value of found[pass] ?? NONE) visit(pass, value)
  }

  return {
    each,
    keys: (record) => {
      const keys: string[] = []
      each(record, (pass, value) => keys.push(`${prefixes[pass]}${value}`))
      return keys
    },
  }
}

const NONE: readonly string[] = []

function columnOf(name: string, by: readonly Transform[]): Column {
  const place = name.startsWith('address.')
    ? (name.slice('address.'.length) as keyof StandardAddress['folded'])
    : undefined
  return { name, family: name.endsWith('.'), place, by }
}

/** Columns of one record, each worked out once however many passes ask for it. */
class Asked {
  readonly record: StandardRecord
  private readonly columns: readonly Column[]
  private readonly known: (readonly string[] | undefined)[]

  constructor(record: StandardRecord, columns: readonly Column[]) {
    this.record = record
    this.columns = columns
    this.known = new Array(columns.length)
  }

  values(number: number, place: StandardAddress | undefined): readonly string[] {
    const known = this.known[number]
    if (known) return known
    const column = this.columns[number]
    if (!column) return NONE
    const values: string[] = []
    if (column.place !== undefined) {
      const folded = place?.folded[column.place]
      if (folded) collect(values, folded, column.by, 0)
      return values
    }
    if (!column.family) withClaims(values, this.record.values[column.name], column.by)
    else
      for (const name in this.record.values)
        if (name.startsWith(column.name)) withClaims(values, this.record.values[name], column.by)
    this.known[number] = values
    return values
  }
}

function withClaims(values: string[], claims: readonly Claim[] | undefined, by: readonly Transform[]): void {
  if (!claims) return
  for (const claim of claims) {
    const text = comparedText(claim)
    if (text !== '') collect(values, text, by, 0)
  }
}

/** Combinations of the parts' values, unique and sorted, so that the order of claims does not decide which keys are kept. */
function valuesOf(asked: Asked, pass: CompiledPass): readonly string[] {
  if (!pass.aboutPlace) return inOrder(rowsOf(asked, pass, undefined))
  const { addresses } = asked.record
  if (addresses.length < 2) return addresses[0] ? inOrder(rowsOf(asked, pass, addresses[0])) : NONE
  return inOrder(addresses.flatMap((place) => rowsOf(asked, pass, place)))
}

/** Nearly all keys are; no key that is gets another form. */
const SHORT = 300

function inOrder(rows: readonly string[]): readonly string[] {
  const keys = rows.every((row) => row.length <= SHORT) ? rows : rows.map(indexable)
  return keys.length < 2 ? keys : [...new Set(keys)].sort()
}

function rowsOf(asked: Asked, { parts }: CompiledPass, place: StandardAddress | undefined): readonly string[] {
  let rows: readonly string[] | undefined
  for (const part of parts) {
    const values = partValues(asked, place, part)
    if (values.length === 0) return NONE
    if (!rows) rows = values
    else if (rows.length === 1 && values.length === 1) rows = [`${rows[0]} ${values[0]}`]
    else rows = rows.flatMap((row) => values.map((value) => `${row} ${value}`))
  }
  return rows ?? NONE
}

function partValues(asked: Asked, place: StandardAddress | undefined, part: CompiledPart): readonly string[] {
  let values = NONE
  for (const number of part.columns) values = joined(values, asked.values(number, place))
  return part.pool && values.length > 1 ? [[...values].sort().join(' ')] : values
}

/** Both lists as one without repeats. Neither is changed: other parts have them too. */
function joined(values: readonly string[], more: readonly string[]): readonly string[] {
  if (values.length === 0) return more
  if (more.length === 0) return values
  const all = [...values]
  for (const value of more) if (!all.includes(value)) all.push(value)
  return all
}

/** Puts a value through the steps from `at` on and keeps what comes out, once. */
function collect(values: string[], value: string, by: readonly Transform[], at: number): void {
  const step = by[at]
  if (step === undefined) {
    if (value !== '' && !values.includes(value)) values.push(value)
    return
  }
  for (const made of applyTransform(step, value)) collect(values, made, by, at + 1)
}
