import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { fail } from '../../model/problem.ts'
import { Secret } from '../secrets.ts'
import { At, pathWith, RestEntity, StatusMeaning } from './rest-entity-shape.ts'

// How a system that speaks JSON over HTTP is spoken to, as data: a new CRM is a file. The descriptions are what an editor shows.

const BASE = 'an address starts with http(s):// and holds no name, password or query'

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}

const Auth = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bearer'), token: Secret }),
    z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: Secret }),
    z.strictObject({
      kind: z.literal('header'),
      name: z.string().min(1).describe('such as X-Api-Key'),
      value: Secret,
      before: z.string().default('').describe('what stands before the secret: "Token "'),
    }),
    z.strictObject({
      kind: z.literal('oauth2').describe('a token that is asked for with client credentials'),
      tokenUrl: z.string().refine(isBase, BASE).describe('where a token is asked for'),
      clientId: z.string().min(1),
      clientSecret: Secret,
      scope: z.string().min(1).optional(),
      more: z.record(z.string(), z.string()).default({}).describe('what else it wants to know: audience, resource'),
      sends: z.enum(['header', 'body']).default('header').describe('where the client credentials go'),
    }),
  ])
  .describe('how it lets us in; a secret never stands in an address, where logs would keep it')

export type RestAuth = z.infer<typeof Auth>

const Statuses = z
  .record(z.string().regex(/^[2-5](\d\d|xx)$/, 'a status is three digits, or such as 5xx'), StatusMeaning)
  .default({})
  .describe('statuses that mean something else here than elsewhere: { "409": "rejected" }')

const Errors = z
  .strictObject({
    reason: At.default('message').describe('what is wrong, in words'),
    list: At.optional().describe('faults one by one: a list, or an object of them by column'),
    column: At.default('field').describe('in each of the list: which column'),
    message: At.default('message').describe('in each of the list: what is wrong with it'),
    current: At.optional().describe('of a conflict: the record as it is there now'),
    into: At.optional().describe('of a record that is gone: the id of the one it was merged into'),
  })
  .describe('where an answer that is no success says what')

/** A system that speaks JSON over HTTP. */
export const RestSettings = z.strictObject({
  kind: z.literal('rest'),
  url: z.string().refine(isBase, BASE),
  auth: Auth.optional(),
  headers: z
    .record(z.string().min(1), z.string())
    .default({})
    .refine(
      (headers) => !Object.keys(headers).some((name) => /^(authorization|cookie)$/i.test(name)),
      'what lets us in is a secret: it goes under auth',
    )
    .describe('of every request; {origin} is replaced'),
  origin: z.string().min(1).default('kith').describe('who we are there: what a record says that was written by us'),
  probe: pathWith([]).optional().describe('what is asked for to see whether it lets us in'),
  statuses: Statuses,
  errors: Errors.prefault({}),
  entities: z
    .partialRecord(EntityName, RestEntity)
    .refine((entities) => Object.keys(entities).length > 0, 'says nothing of persons, companies or contacts')
    .refine(
      (entities) => new Set(Object.values(entities).map(({ read }) => read !== undefined)).size < 2,
      'records of one entity can be read, those of another cannot: what was written there would never be known',
    ),
})
export type RestSettings = z.infer<typeof RestSettings>

/**
 * How records of an entity are spoken of.
 * @throws ProblemError `system.invalid` where the definition does not say
 */
export function entityOf({ entities }: RestSettings, name: EntityName): RestEntity {
  return entities[name] ?? fail('system.invalid', `the connector does not say how a ${name} is read or written`)
}
