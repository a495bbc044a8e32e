import { z } from 'zod'
import { compareIds } from '../model/ids.ts'
import type { Claim, StandardAddress, StandardRecord } from '../model/record.ts'
import { remember } from '../model/remember.ts'
import { applyTransform, Transform } from './transforms.ts'

/** One part of a key: values of a field, put through transforms in order. */
const KeyPart = z.strictObject({
  /** Field name, `address.<part>`, or a family that ends in a dot (`identifier.`). Several fields are pooled. */
  of: z.union([z.string(), z.array(z.string()).min(1)]),
  by: z.array(Transform).default([]),
  /** All values together, in alphabetical order, make one: given and family name in either order. */
  pool: z.boolean().optional(),
})
type KeyPart = z.infer<typeof KeyPart>

const KeyPass = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** All parts must have a value; several values make several keys. Parts of an address come from one address. */
  parts: z.array(KeyPart).min(1),
  /** Most keys that one record may have of this pass. */
  most: z.int().positive().default(2),
  /** Records with a key beyond which it proposes nothing, where the pass wants another cap than the rules'. */
  cap: z.int().positive().optional(),
})

/** How candidates are found: passes, each a recipe for keys. Records that share a key are compared. */
export const BlockRules = z
  .strictObject({
    entity: z.string(),
    /** A key with more live records than this is common and proposes nothing. */
    cap: z.int().min(2),
    /** Most keys a record may have, passes in order. */
    most: z.int().positive().default(14),
    passes: z.array(KeyPass).min(1),
  })
  .superRefine((rules, context) => {
    const names = rules.passes.map((pass) => pass.name)
    for (const name of new Set(names)) {
      if (names.filter((other) => other === name).length > 1) {
        context.addIssue({ code: 'custom', message: `two passes are called ${name}` })
      }
    }
  })
export type BlockRules = z.infer<typeof BlockRules>

/** Records with this key beyond which it is common, by its pass. */
export function keyCap(rules: BlockRules, key: string): number {
  const from = key.indexOf('|') + 1
  const pass = key.slice(from, key.indexOf('|', from))
  return rules.passes.find((one) => one.name === pass)?.cap ?? rules.cap
}

type CompiledField = { name: string; family: boolean; place: keyof StandardAddress['folded'] | undefined }
type CompiledPart = {
  fields: CompiledField[]
  steps: (value: string) => readonly string[]
  pool: boolean
  aboutPlace: boolean
}
/** `parts` are places in the list of all parts: several passes ask the same of a record. */
type CompiledPass = { prefix: string; parts: number[]; aboutPlace: boolean; most: number }

/** Binds rules into a function from a record to its keys, `<entity>|<pass>|<value>`, sorted and unique. */
export function compileBlocker(rules: BlockRules): (record: StandardRecord) => string[] {
  const parts: CompiledPart[] = []
  const numbers = new Map<string, number>()
  const numberOf = (part: KeyPart): number => {
    const text = JSON.stringify([part.of, part.by, part.pool])
    const number = numbers.get(text) ?? parts.push(compilePart(part)) - 1
    numbers.set(text, number)
    return number
  }
  const passes = rules.passes.map((pass): CompiledPass => {
    const own = pass.parts.map(numberOf)
    const aboutPlace = own.some((number) => parts[number]?.aboutPlace)
    return { prefix: `${rules.entity}|${pass.name}|`, parts: own, aboutPlace, most: pass.most }
  })
  // No prefix starts another one, so keys that come out by prefix and sorted within it are sorted.
  const byPrefix = passes.map((_, i) => i).sort((a, b) => compareIds(passes[a]?.prefix ?? '', passes[b]?.prefix ?? ''))
  return (record) => {
    const asked = new Asked(record, parts)
    const found: (readonly string[])[] = []
    let room = rules.most
    for (const pass of passes) {
      const values = room > 0 ? valuesOf(asked, pass) : NONE
      const count = Math.min(values.length, pass.most, room)
      found.push(count < values.length ? values.slice(0, count) : values)
      room -= count
    }
    const keys: string[] = []
    for (const i of byPrefix) for (const value of found[i] ?? NONE) keys.push((passes[i]?.prefix ?? '') + value)
    return keys
  }
}

const NONE: readonly string[] = []

function compilePart({ of, by, pool }: KeyPart): CompiledPart {
  const fields = [of].flat().map(compileField)
  const apply = (value: string): string[] => {
    const values: string[] = []
    collect(values, value, by, 0)
    return values
  }
  // Names and streets repeat and their transforms are dear; numbers and addresses neither repeat nor cost much.
  const steps = by.some((step) => DEAR.has(step)) ? remember(apply) : apply
  const aboutPlace = fields.some(({ place }) => place !== undefined)
  return { fields, steps, pool: pool === true, aboutPlace }
}

const DEAR: ReadonlySet<Transform> = new Set<Transform>([
  'sound',
  'nickname',
  'consonants',
  'acronym',
  'sorted',
  'words',
])

function compileField(name: string): CompiledField {
  const place = name.startsWith('address.')
    ? (name.slice('address.'.length) as keyof StandardAddress['folded'])
    : undefined
  return { name, family: name.endsWith('.'), place }
}

/** Parts of one record, each worked out once however many passes ask for it. */
class Asked {
  readonly record: StandardRecord
  private readonly parts: readonly CompiledPart[]
  private readonly known: (readonly string[] | undefined)[] = []

  constructor(record: StandardRecord, parts: readonly CompiledPart[]) {
    this.record = record
    this.parts = parts
  }

  values(number: number, place: StandardAddress | undefined): readonly string[] {
    const part = this.parts[number]
    if (!part) return NONE
    if (part.aboutPlace) return partValues(this.record, place, part)
    const known = this.known[number]
    if (known) return known
    const made = partValues(this.record, place, part)
    this.known[number] = made
    return made
  }
}

const NOWHERE = [undefined]

/** Combinations of the parts' values, unique and sorted, so that the order of claims does not decide which keys are kept. */
function valuesOf(asked: Asked, pass: CompiledPass): readonly string[] {
  const places: readonly (StandardAddress | undefined)[] = pass.aboutPlace ? asked.record.addresses : NOWHERE
  const values: string[] = []
  for (const place of places) {
    let rows: readonly string[] = START
    for (const number of pass.parts) {
      rows = crossed(rows, asked.values(number, place))
      if (rows.length === 0) break
    }
    for (const row of rows) if (row !== '' && !values.includes(row)) values.push(row)
  }
  return values.length > 1 ? values.sort() : values
}

const START = ['']

function crossed(rows: readonly string[], values: readonly string[]): readonly string[] {
  if (rows === START) return values
  if (rows.length === 1 && values.length === 1) return [`${rows[0]} ${values[0]}`]
  return rows.flatMap((row) => values.map((value) => `${row} ${value}`))
}

function partValues(record: StandardRecord, place: StandardAddress | undefined, part: CompiledPart): readonly string[] {
  let values = NONE
  for (const field of part.fields) {
    if (field.place !== undefined) {
      const folded = place?.folded[field.place]
      if (folded) values = joined(values, part.steps(folded))
    } else if (!field.family) {
      values = withClaims(values, record.values[field.name], part)
    } else {
      for (const name in record.values)
        if (name.startsWith(field.name)) values = withClaims(values, record.values[name], part)
    }
  }
  return part.pool && values.length > 1 ? [[...values].sort().join(' ')] : values
}

function withClaims(
  values: readonly string[],
  claims: readonly Claim[] | undefined,
  { steps }: CompiledPart,
): readonly string[] {
  let all = values
  if (claims) for (const { folded } of claims) if (folded !== '') all = joined(all, steps(folded))
  return all
}

/** Both lists as one without repeats. Neither is changed: they may be remembered. */
function joined(values: readonly string[], more: readonly string[]): readonly string[] {
  if (values.length === 0) return more
  const fresh = more.filter((value) => !values.includes(value))
  return fresh.length === 0 ? values : [...values, ...fresh]
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
