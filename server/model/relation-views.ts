import { z } from 'zod'
import { EntityName } from './entities/registry.ts'
import { LifeEventOf } from './life-event.ts'
import { PastView } from './moment.ts'

/** Shapes of what the surface tells of households, contacts and mailings. */

export const AddressView = z.object({
  key: z.string(),
  text: z.string(),
  line1: z.string().optional(),
  /** Flat, floor, staircase. */
  unit: z.string().optional(),
  /** What a letter needs besides: building, care of, locality. */
  line2: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().optional(),
  kind: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  current: z.boolean(),
  /** Somebody made sure of it. */
  verified: z.boolean().optional(),
  /** The latest that was said of it is that nothing arrives there. */
  undeliverable: z.boolean().optional(),
})
export type AddressView = z.infer<typeof AddressView>

/** Somebody at a company. `record` is the one whose word on the job stands; the part before the colon is its source. */
const ContactAt = z.object({
  golden: z.string(),
  name: z.string(),
  company: z.string(),
  companyName: z.string(),
  role: z.string().optional(),
  department: z.string().optional(),
  title: z.string().optional(),
  seniority: z.string().optional(),
  primary: z.boolean(),
  from: z.string().optional(),
  to: z.string().optional(),
  record: z.string().optional(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  sources: z.array(z.string()),
  updatedAt: z.string().optional(),
})

export const CompanyContactsView = z.object({
  company: z.string(),
  path: z.array(z.object({ id: z.string(), name: z.string() })),
  contacts: z.array(ContactAt),
})
export type CompanyContactsView = z.infer<typeof CompanyContactsView>

/** Whom to call for an inquiry, best first. `step` counts companies up (below zero) or down the tree from the one asked about. */
export const RightContactView = z.object({
  company: z.string(),
  /** Whether they answer for what was asked; else they are simply who is known. */
  fits: z.boolean(),
  words: z.string(),
  contacts: z.array(ContactAt.extend({ step: z.int(), because: z.array(z.string()) })),
})
export type RightContactView = z.infer<typeof RightContactView>

/** Somebody in a household. `to` is the day they left, by the records, else the moment that was noticed. */
const HouseholdMember = z.object({
  golden: z.string(),
  name: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
})

export const HouseholdView = z.object({
  id: z.string(),
  name: z.string(),
  reason: z.string(),
  /** The moment that was asked about, in an answer about the past. Name, reason, head and address are the present ones. */
  asOf: PastView.optional(),
  head: z.object({ golden: z.string(), name: z.string(), reason: z.string() }).optional(),
  address: AddressView.optional(),
  members: z.array(HouseholdMember),
  /** Who lived there and left; absent in an answer about the past. */
  former: z.array(HouseholdMember).optional(),
  /** Life events of its members, present and former. */
  events: z.array(LifeEventOf).optional(),
})
export type HouseholdView = z.infer<typeof HouseholdView>

/** Why somebody is not written to, in the order in which it is asked. */
export const OBSTACLES = [
  'suppressed',
  'blocked',
  'refused',
  'noConsent',
  'noAddress',
  'undeliverable',
  'unverified',
] as const
export const Obstacle = z.enum(OBSTACLES)
export type Obstacle = z.infer<typeof Obstacle>

/** A mailing list: one row a piece. Counts are of the whole graph: customers = pieces + covered + all that are excluded. */
export const MailingView = z.object({
  /** Line of the feed that it was made at. */
  seq: z.int(),
  purpose: z.string(),
  per: z.enum(['household', 'person']),
  counts: z.object({
    records: z.int(),
    customers: z.int(),
    pieces: z.int(),
    households: z.int(),
    /** People whom another's piece reaches. */
    covered: z.int(),
    excluded: z.record(Obstacle, z.int()),
    /** Pieces that are not sent, against one a record. */
    saved: z.object({ duplicates: z.int(), sharedHousehold: z.int(), excluded: z.int() }),
  }),
  rows: z.array(
    z.object({
      addressee: z.string(),
      name: z.string(),
      reason: z.string(),
      household: z.string().optional(),
      householdName: z.string().optional(),
      /** Golden records that the piece reaches, the addressee first. */
      covers: z.array(z.string()),
      /** Their names, in the same order. */
      coversNames: z.array(z.string()),
      verified: z.boolean(),
      consent: z.enum(['yes', 'no']).optional(),
      address: AddressView.pick({
        ...{ key: true, text: true, line1: true, unit: true, line2: true, city: true, region: true, postcode: true },
        country: true,
      }),
    }),
  ),
  /** Who gets nothing and why, where that was asked for in place of the rows. */
  left: z.array(z.object({ golden: z.string(), name: z.string(), why: Obstacle })).optional(),
  next: z.int().optional(),
})
export type MailingView = z.infer<typeof MailingView>

/** How two parties hang together: short paths, shortest first, each step in words. */
export const PathsView = z.object({
  from: z.string(),
  to: z.string(),
  paths: z.array(
    z.object({
      length: z.int(),
      words: z.string(),
      nodes: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['customer', 'contact', 'company', 'address', 'contactPoint', 'household', 'other']),
          name: z.string(),
        }),
      ),
      steps: z.array(
        z.object({
          type: z.string(),
          past: z.boolean(),
          /** Whether the relation leads from the node before it to the one after, or the other way. */
          forward: z.boolean(),
          from: z.string().optional(),
          to: z.string().optional(),
          words: z.string(),
        }),
      ),
    }),
  ),
})
export type PathsView = z.infer<typeof PathsView>

/** Who is reached at one phone number or e-mail address, or lives at one address: how many there are, and the first of them. */
export const SharersView = z.object({
  kind: z.enum(['phone', 'email', 'address']),
  key: z.string(),
  value: z.string(),
  /** Its node on the canvas. */
  node: z.string(),
  shared: z.int(),
  owners: z.array(z.object({ id: z.string(), name: z.string(), entity: EntityName })),
})
export type SharersView = z.infer<typeof SharersView>

/** E-mail addresses and phone numbers that several share; `explained` where one household or company has all of them. */
export const SharedContactPoints = z.object({
  points: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      value: z.string(),
      shared: z.int(),
      explained: z.enum(['household', 'company']).optional(),
      parties: z.array(z.object({ id: z.string(), name: z.string(), entity: z.string() })),
    }),
  ),
})
export type SharedContactPoints = z.infer<typeof SharedContactPoints>
