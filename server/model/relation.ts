import { z } from 'zod'
import { GoldenId, RecordId } from './ids.ts'

/** A customer as the household rules see one: where they live now and what they are called. */
export const Resident = z.object({
  golden: GoldenId,
  addressKey: z.string(),
  /** Folded surnames, current first, former ones after. */
  familyNames: z.array(z.string()),
  /** As shown, for the household's name. */
  familyName: z.string(),
  from: z.string().optional(),
  /** Unit of the address, where it has one: without it, many names at one address are a block of flats, not a home. */
  unit: z.string().optional(),
  /** Birth date, where the whole of it is known. */
  born: z.string().optional(),
  /** Keys of the phone numbers and e-mail addresses they are reached at. */
  points: z.array(z.string()).optional(),
  /** Lowest of their records: decides ties, whatever ids were minted. */
  record: z.string().optional(),
})
export type Resident = z.infer<typeof Resident>

/** People who live together, before the household has its id. Members sorted. */
export const HouseholdDraft = z.object({
  addressKey: z.string(),
  name: z.string(),
  reason: z.string(),
  members: z.array(GoldenId),
  head: GoldenId,
  headReason: z.string(),
})
export type HouseholdDraft = z.infer<typeof HouseholdDraft>

/** One way in which an address is written: what tells its place from others. Two that are written alike are one form. */
export const AddressForm = z.object({
  /** Hash of all that it says. */
  key: z.string(),
  /** Key of the cleaned address: spellings that clean to the same share it. */
  address: z.string(),
  houseNumber: z.string(),
  /** Folded for matching, abbreviations short; and word by word as it is written. */
  street: z.string(),
  words: z.string(),
  unit: z.string(),
  city: z.string(),
  region: z.string(),
  postcode: z.string(),
  /** Code of a country that is known; empty else. */
  country: z.string(),
  /** Whether it is one place only with what cleans to the same: it names no house of a street, or is written in signs. */
  exact: z.boolean(),
})
export type AddressForm = z.infer<typeof AddressForm>

/** A contact's job at a company, from the latest record that states it. `company` is a record; its golden is looked up. */
export const RoleDraft = z.object({
  company: RecordId,
  role: z.string().optional(),
  department: z.string().optional(),
  title: z.string().optional(),
  /** Level that the rules read from the title or role. */
  seniority: z.string().optional(),
  primary: z.boolean(),
  from: z.string().optional(),
  to: z.string().optional(),
  record: RecordId,
})
export type RoleDraft = z.infer<typeof RoleDraft>

/** What one record of a company says of its parent; the strongest of a cluster's claims wins. */
export const ParentClaim = z.object({
  parent: RecordId,
  record: RecordId,
  /** Higher wins; ties by `updatedAt`, then lower record id. */
  trust: z.number(),
  updatedAt: z.string(),
  /** Percent that the parent holds. */
  share: z.number().optional(),
  /** Days on which it became the parent, and ceased to be it. */
  from: z.string().optional(),
  to: z.string().optional(),
})
export type ParentClaim = z.infer<typeof ParentClaim>

/** Relations that a golden record has towards others, as the feed calls them. */
export const RELATION_NAMES = {
  IN_HOUSEHOLD: 'household',
  WORKS_AT: 'company',
  SUBSIDIARY_OF: 'parent',
  REFUSED_PARENT: 'refusedParent',
  SAME_PERSON: 'samePerson',
} as const

/** Names under which the feed tells more of a relation than whom it leads to. A change of one is a change of the relation. */
export const RELATION_DETAILS = { parentShare: 'parent' } as const
