import { z } from 'zod'
import { Transform } from './transforms.ts'

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
  /** Records with a key beyond which it is common, where the pass wants another cap than the rules'. */
  cap: z.int().positive().optional(),
  /** 0: common keys of this pass propose nothing at all. */
  near: z.literal(0).optional(),
})

/** How candidates are found: passes, each a recipe for keys. Records that share a key are compared. */
export const BlockRules = z
  .strictObject({
    entity: z.string(),
    /** A key with more live records than this is common: it proposes neighbours only. */
    cap: z.int().min(2),
    /** Profiles on either side, in the order of what they say, that a profile of a common key is compared with. */
    near: z.int().min(0).max(50).default(0),
    /** Most keys a record may have, passes in order. */
    most: z.int().positive().default(14),
    passes: z.array(KeyPass).min(1),
    /** What training on many records leaves out to save time: it lowers the caps of passes. Absent: nothing. */
    spare: z
      .strictObject({
        /** Records from which on. */
        from: z.int().positive(),
        /** Keys of a pass and size propose nothing when fewer of a thousand pairs that only they propose are links. */
        perThousand: z.number().positive(),
      })
      .optional(),
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
  const from = key.indexOf('|') + 1
  return key.slice(from, key.indexOf('|', from))
}

/** What a key says behind its pass. */
export function keyValue(key: string): string {
  return key.slice(key.indexOf('|', key.indexOf('|') + 1) + 1)
}

/** Records with this key beyond which it is common, by its pass. */
export function keyCap(rules: BlockRules, key: string): number {
  const pass = passOf(key)
  return rules.passes.find((one) => one.name === pass)?.cap ?? rules.cap
}

/** Neighbours that common keys propose, by the place of their pass. */
export function nearOf(rules: BlockRules): Uint8Array {
  return Uint8Array.from(rules.passes, (pass) => pass.near ?? rules.near)
}

/** Neighbours that this key proposes once it is common. */
export function keyNear(rules: BlockRules, key: string): number {
  const pass = passOf(key)
  return rules.passes.find((one) => one.name === pass)?.near ?? rules.near
}
