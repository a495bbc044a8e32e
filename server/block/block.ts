import { z } from 'zod'
import type { StandardAddress, StandardRecord } from '../model/record.ts'
import { applyTransform, Transform } from './transforms.ts'

/** One part of a key: values of a field, put through transforms in order. */
const KeyPart = z.strictObject({
  /** Field name, `address.<part>`, or a family that ends in a dot (`identifier.`). Several fields are pooled. */
  of: z.union([z.string(), z.array(z.string()).min(1)]),
  by: z.array(Transform).default([]),
  /** All values together, in alphabetical order, make one: given and family name in either order. */
  pool: z.boolean().optional(),
})

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

/** Name of the pass that made a key. */
export function passOf(key: string): string {
  return key.split('|', 2)[1] ?? ''
}

/** Records with this key beyond which it is common, by its pass. */
export function keyCap(rules: BlockRules, key: string): number {
  const pass = passOf(key)
  return rules.passes.find((one) => one.name === pass)?.cap ?? rules.cap
}

type CompiledField = { name: string; family: boolean; place: keyof StandardAddress['folded'] | undefined }
type CompiledPart = { fields: CompiledField[]; by: readonly Transform[]; pool: boolean }
type CompiledPass = { prefix: string; parts: CompiledPart[]; aboutPlace: boolean; most: number }

/** Binds rules into a function from a record to its keys, `<entity>|<pass>|<value>`, sorted and unique. */
export function compileBlocker(rules: BlockRules): (record: StandardRecord) => string[] {
  const passes = rules.passes.map((pass): CompiledPass => {
    const parts = pass.parts.map((part) => ({
      fields: [part.of].flat().map(compileField),
      by: part.by,
      pool: part.pool === true,
    }))
    const aboutPlace = parts.some((part) => part.fields.some((field) => field.place !== undefined))
    return { prefix: `${rules.entity}|${pass.name}|`, parts, aboutPlace, most: pass.most }
  })
  return (record) => {
    const keys: string[] = []
    for (const pass of passes) {
      let made = 0
      for (const value of valuesOf(record, pass)) {
        if (made >= pass.most || keys.length >= rules.most) break
        keys.push(pass.prefix + value)
        made++
      }
    }
    return keys.sort()
  }
}

function compileField(name: string): CompiledField {
  const place = name.startsWith('address.')
    ? (name.slice('address.'.length) as keyof StandardAddress['folded'])
    : undefined
  return { name, family: name.endsWith('.'), place }
}

const NOWHERE = [undefined]

/** Combinations of the parts' values, unique and sorted, so that the order of claims does not decide which keys are kept. */
function valuesOf(record: StandardRecord, pass: CompiledPass): string[] {
  const places: readonly (StandardAddress | undefined)[] = pass.aboutPlace ? record.addresses : NOWHERE
  const values: string[] = []
  for (const place of places) {
    let rows = ['']
    for (const part of pass.parts) {
      const own = partValues(record, place, part)
      if (own.length === 1)
        for (const [i, row] of rows.entries()) rows[i] = row === '' ? `${own[0]}` : `${row} ${own[0]}`
      else rows = rows.flatMap((row) => own.map((value) => (row === '' ? value : `${row} ${value}`)))
      if (rows.length === 0) break
    }
    for (const row of rows) if (row !== '' && !values.includes(row)) values.push(row)
  }
  return values.length > 1 ? values.sort() : values
}

function partValues(record: StandardRecord, place: StandardAddress | undefined, part: CompiledPart): string[] {
  const values: string[] = []
  for (const field of part.fields) {
    if (field.place !== undefined) {
      const folded = place?.folded[field.place]
      if (folded) collect(values, folded, part.by, 0)
    } else if (!field.family) {
      for (const claim of record.values[field.name] ?? [])
        if (claim.folded !== '') collect(values, claim.folded, part.by, 0)
    } else {
      for (const [name, claims] of Object.entries(record.values)) {
        if (!name.startsWith(field.name)) continue
        for (const claim of claims) if (claim.folded !== '') collect(values, claim.folded, part.by, 0)
      }
    }
  }
  return part.pool && values.length > 0 ? [values.sort().join(' ')] : values
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
