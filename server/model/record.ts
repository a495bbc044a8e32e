import { z } from 'zod'
import { ReadAddress } from './addresses/read-address.ts'
import { LONGEST_ID } from './arriving/lengths.ts'
import { ADDRESS_PARTS, FieldKind } from './entities/field.ts'
import { EntityName } from './entities/registry.ts'
import { RecordId, referredTo, SourceName } from './ids.ts'
import { Mark } from './sync/mark.ts'
import { ValueTimes } from './versions/value-times.ts'

/** UTC instant, ISO 8601 with Z. */
export const Instant = z.iso.datetime()
/** Calendar date without a time zone, `yyyy-MM-dd`. */
export const PlainDate = z.iso.date()

/** One address as a source gave it: any of the address parts, verbatim. */
export const AddressInput = z.partialRecord(z.enum(ADDRESS_PARTS), z.string())
export type AddressInput = z.infer<typeof AddressInput>

/** What is said of a record. */
const SAID = {
  channel: z.string().max(100).optional(),
  createdAt: Instant.optional(),
  updatedAt: Instant.optional(),
  version: z.int().nonnegative().optional(),
  fields: z.record(z.string().max(200), z.array(z.string().max(10_000)).max(100)),
  addresses: z.array(AddressInput).max(50).default([]),
  /** Kind of each custom field that is not plain text. */
  customKinds: z.record(z.string(), FieldKind).optional(),
  /** Hints for cleaning, from the mapping: country of local phone numbers, order of ambiguous dates. */
  hints: z
    .strictObject({
      defaultCountry: z.string().length(2).optional(),
      dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
      dateFormats: z.record(z.string(), z.string()).optional(),
      /** The sign between whole and fraction: 1.234 is one thousand two hundred thirty-four where it is a comma. */
      decimal: z.enum(['.', ',']).optional(),
      /** How whole names are written where they do not say so themselves. */
      nameOrder: z.enum(['givenFirst', 'familyFirst']).optional(),
    })
    .optional(),
  /** What could not be read at all, by field: a time of change that is none, a value that is too long. */
  unread: z.record(z.string().max(200), z.string().max(200)).optional(),
  /** The whole source row verbatim, unknown columns included. */
  raw: z.record(z.string(), z.string()).optional(),
}

/**
 * What one table of a source says of a record that several tables know a part of. `rank`: of two, the lower goes first;
 * `times`: since when it has said so, where several versions of it are known.
 */
export const RecordPart = z.strictObject({ rank: z.int(), ...SAID, times: ValueTimes.optional() })
export type RecordPart = z.infer<typeof RecordPart>

/**
 * A record as it arrives, after mapping and before cleaning: what `ingest` makes of a row and what `POST /records` takes.
 * `fields` holds verbatim values by dotted field name (`givenName`, `identifier.ssn`, `consent.email`, `company.id`).
 */
export const RecordInput = z.strictObject({
  source: SourceName,
  sourceId: z.string().min(1).max(LONGEST_ID),
  entity: EntityName,
  /** Its source has one table of ids for all entities: a record of this id that is there as another entity is what this one was. */
  sharedIds: z.literal(true).optional(),
  ...SAID,
  /** What each of its tables said, where it is put together of several. */
  parts: z.record(z.string().max(100), RecordPart).optional(),
  /** What stands in its system because Kith wrote it there: no part of what its source says. */
  written: z.array(Mark).max(200).optional(),
})
export type RecordInput = z.infer<typeof RecordInput>

/** A value that never travels without its original. */
export const Claim = z.object({
  /** Cleaned and shown: `Catherine`, `+15125550142`, `cat@example.com`, `1984-03-02`. */
  value: z.string(),
  /** Folded for matching (lower case, ASCII, no punctuation; provider rules for e-mail). Empty: unusable, says nothing. */
  folded: z.string(),
  /** Verbatim from the source. */
  original: z.string(),
  /** Type of phone, e-mail, date precision and the like. */
  kind: z.string().optional(),
  /** Since when its record has said so in every version that is known; absent: as of the record's own time. */
  since: Instant.optional(),
})
export type Claim = z.infer<typeof Claim>

/** One cleaned address, as its record states it. */
export const StandardAddress = ReadAddress.extend({
  kind: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** Somebody made sure that it exists and is theirs, as the source says; false: somebody found that it does not, or is not. */
  verified: z.boolean().optional(),
  /** Since when its record has stated it, and since when with this word on whether it holds; as of a claim. */
  since: Instant.optional(),
  checkedSince: Instant.optional(),
  original: AddressInput,
  /** What it was read as where accepted corrections took its place, and the addresses that these were told of, in order. */
  readAs: z.object({ keys: z.array(z.string()), address: ReadAddress }).optional(),
})
export type StandardAddress = z.infer<typeof StandardAddress>

/** A part of an address that says nothing: n/a as a city, a country that nobody knows. */
export const Unread = z.object({
  part: z.enum(ADDRESS_PARTS),
  text: z.string(),
  why: z.enum(['placeholder', 'unknown']),
})
export type Unread = z.infer<typeof Unread>

/** A quality finding of `validate`, stored on the record. */
export const Issue = z.object({
  policy: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  /** What happens to the golden record: nothing, a flag on it, or it is held back from publication. */
  effect: z.enum(['none', 'flag', 'hold']),
  field: z.string().optional(),
  /** It is the record that lacks the field: where another of the golden record's has it, the golden record does not. */
  missing: z.literal(true).optional(),
  message: z.string(),
  /** Whose task it is: the policy's owner, a role or a team. */
  owner: z.string().optional(),
})
export type Issue = z.infer<typeof Issue>

/** A cleaned record: the only form that block, score, cluster and survive see. */
export const StandardRecord = z.object({
  id: RecordId,
  source: SourceName,
  entity: EntityName,
  channel: z.string().optional(),
  createdAt: Instant.optional(),
  updatedAt: Instant.optional(),
  version: z.int().optional(),
  /** Claims by field name. A field without a usable or shown value is absent. */
  values: z.record(z.string(), z.array(Claim)),
  /** Kind of each custom field that is not plain text, as the mapping gave it. */
  customKinds: z.record(z.string(), FieldKind).optional(),
  addresses: z.array(StandardAddress),
  /** Parts of its addresses that say nothing. */
  unread: z.array(Unread).optional(),
  /** Other fields that could not be read at all, as they came. */
  unreadable: z.record(z.string(), z.string()).optional(),
  /** All that stands in its system is what Kith wrote there: it keeps no golden record alive alone. */
  wordless: z.literal(true).optional(),
})
export type StandardRecord = z.infer<typeof StandardRecord>

/** Whether what a record says is all Kith's: it was made by it, and nobody there has changed it. */
export function isWordless({ written, fields, addresses }: RecordInput): boolean {
  return written !== undefined && addresses.length === 0 && Object.values(fields).every((texts) => texts.length === 0)
}

/** First claim of a field, if there is one. */
export function firstClaim(record: StandardRecord, field: string): Claim | undefined {
  return record.values[field]?.[0]
}

/** A record as cleaning left it: values by field, in order, and addresses. */
export const CleanedView = z.object({
  values: z.record(z.string(), z.array(z.string())),
  addresses: z.array(StandardAddress),
})

/** What a record says, by field, each value as it is shown. */
export function shownValues({ values }: Pick<StandardRecord, 'values'>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(values).map(([field, claims]) => [field, claims.map(({ value }) => value)]))
}

/** The record that a record names in a field, as far as it names one. */
export function referenceIn(record: StandardRecord, field: string, entity: EntityName): RecordId | undefined {
  const claim = firstClaim(record, field)
  const id = claim?.folded || claim?.value
  return id ? referredTo(record.source, entity, id) : undefined
}

/** An order line's worth of an order, as `entity: order` mappings deliver it. */
export const OrderInput = z.strictObject({
  source: SourceName,
  orderId: z.string().min(1).max(LONGEST_ID),
  /** Record that placed it, as `customerRefOf` reads it; may arrive later. */
  customerId: z.string().optional(),
  date: PlainDate.optional(),
  status: z.string().optional(),
  channel: z.string().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Payment terms it was entered under. */
  terms: z.string().optional(),
  product: z.string().optional(),
  quantity: z.number().optional(),
  /** In minor units of the currency: cents. */
  amount: z.int().optional(),
})
export type OrderInput = z.infer<typeof OrderInput>

/** An order that arrives by itself, over REST. */
export type OrderArrival = {
  /** One a line, as a file has them; one about the order alone where it has none. */
  lines: OrderInput[]
  /** It gave all of its lines. */
  isWhole: boolean
  /** The record of whoever placed it, where it came along: JSON as a record is sent. */
  customer: Record<string, unknown> | undefined
}

/** Extension of a phone number behind its switchboard: what its kind says. */
export function extensionOf({ kind }: Claim): string | undefined {
  return kind?.startsWith(EXTENSION) ? kind.slice(EXTENSION.length) : undefined
}

/** What the kind of a phone number with an extension starts with. */
export const EXTENSION = 'ext '

/** What matching looks at of a claim: its folded text, or of a phone number without its area the number as written. */
export function comparedText(claim: Claim): string {
  return claim.folded === '' && claim.kind === 'local' ? claim.value : claim.folded
}
