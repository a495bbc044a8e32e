import { z } from 'zod'

/** What a key may be given to do. Several roles add up. */
export const Role = z.enum(['reader', 'analyst', 'steward', 'sync', 'address', 'admin'])
export type Role = z.infer<typeof Role>

/** What a route may ask of its caller. `none` is for what a browser needs before it has a key. */
export const Right = z.enum([
  'none',
  'read', // records, goldens, changes, reports, GraphQL
  'query', // free Cypher, read-only
  'write', // records of sources; a sync key only those of its own
  'decide', // the steward's word: same, distinct, undo
  'organise', // hierarchies of one's own department
  'address', // have addresses verified, suggested and confirmed
  'administer', // which systems Kith writes to, and how
])
export type Right = z.infer<typeof Right>

const RIGHTS: Record<Role, readonly Right[]> = {
  reader: ['read'],
  analyst: ['read', 'query', 'organise'],
  steward: ['read', 'query', 'write', 'decide', 'organise', 'address'],
  sync: ['read', 'write', 'address'],
  address: ['address'],
  admin: ['read', 'query', 'write', 'decide', 'organise', 'address', 'administer'],
}

/** Whether any of the roles carries the right. */
export function permits(roles: readonly Role[], right: Right): boolean {
  return right === 'none' || roles.some((role) => RIGHTS[role].includes(right))
}

/** Whether whoever has a right changes nothing by it. */
export function isReading(right: Right): boolean {
  return right === 'none' || right === 'read' || right === 'query'
}

/** Roles that carry a right, to say in a refusal which key would do. */
export function rolesWith(right: Right): Role[] {
  return Role.options.filter((role) => permits([role], right))
}
