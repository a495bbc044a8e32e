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
  const pass = key.split('|', 2)[1]
  return rules.passes.find((one) => one.name === pass)?.cap ?? rules.cap
}

/** Binds rules into a function from a record to its keys, `<entity>|<pass>|<value>`, sorted and unique. */
export function compileBlocker(rules: BlockRules): (record: StandardRecord) => string[] {
  return (record) => {
    const keys = new Set<string>()
    for (const pass of rules.passes) {
      const made = new Set<string>()
      for (const value of valuesOf(record, pass.parts)) {
        if (made.size >= pass.most || keys.size >= rules.most) break
        const key = `${rules.entity}|${pass.name}|${value}`
        made.add(key)
        keys.add(key)
      }
    }
    return [...keys].sort()
  }
}

/** Combinations of the parts' values, sorted, so that the order of claims does not decide which keys are kept. */
function valuesOf(record: StandardRecord, parts: readonly KeyPart[]): string[] {
  const aboutPlace = parts.some((part) => [part.of].flat().some((field) => field.startsWith('address.')))
  const places: (StandardAddress | undefined)[] = aboutPlace ? record.addresses : [undefined]
  const values = new Set<string>()
  for (const place of places) {
    let rows = ['']
    for (const part of parts) {
      const own = partValues(record, place, part)
      rows = rows.flatMap((row) => own.map((value) => (row === '' ? value : `${row} ${value}`)))
      if (rows.length === 0) break
    }
    for (const row of rows) if (row !== '') values.add(row)
  }
  return [...values].sort()
}

function partValues(record: StandardRecord, place: StandardAddress | undefined, part: KeyPart): string[] {
  const values = new Set<string>()
  for (const field of [part.of].flat()) {
    for (const folded of foldedOf(record, place, field)) {
      let made = [folded]
      for (const transform of part.by) made = made.flatMap((value) => applyTransform(transform, value))
      for (const value of made) if (value !== '') values.add(value)
    }
  }
  return part.pool && values.size > 0 ? [[...values].sort().join(' ')] : [...values]
}

function foldedOf(record: StandardRecord, place: StandardAddress | undefined, field: string): string[] {
  if (field.startsWith('address.')) {
    const value = place?.folded[field.slice('address.'.length) as keyof StandardAddress['folded']]
    return value ? [value] : []
  }
  const values: string[] = []
  for (const [name, claims] of Object.entries(record.values)) {
    if (field.endsWith('.') ? !name.startsWith(field) : name !== field) continue
    for (const claim of claims) if (claim.folded !== '') values.push(claim.folded)
  }
  return values
}
