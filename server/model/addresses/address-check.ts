import { z } from 'zod'
import { AddressInput } from '../record.ts'

// What is said of an address by whoever checks it: Kith's own tables, or a provider. One vocabulary for all of them.

/** An address as it was typed, in one line or in parts, and the country it is in where it names none. */
export const AddressQuestion = z.strictObject({
  address: AddressInput,
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters, as ISO 3166 has them')
    .optional(),
})
export type AddressQuestion = z.infer<typeof AddressQuestion>

/**
 * `deliverable`: a provider or a delivery says so; `plausible`: nothing speaks against it, which is all that tables can say;
 * `correctable`: the proposal is what was meant; `ambiguous`: one of several may be; `incomplete`: a part is missing that mail needs;
 * `undeliverable`: it contradicts itself beyond repair, or says nothing; `unchecked`: nobody could look.
 */
export const AddressVerdict = z.enum([
  'deliverable',
  'plausible',
  'correctable',
  'ambiguous',
  'incomplete',
  'undeliverable',
  'unchecked',
])
export type AddressVerdict = z.infer<typeof AddressVerdict>

/** How far an address was proved, the narrowest first. */
export const ProvedLevel = z.enum(['unit', 'house', 'street', 'postcode', 'city', 'region'])
export type ProvedLevel = z.infer<typeof ProvedLevel>

/** Parts of an address that are checked, each by itself. */
export const AddressPartName = z.enum(['houseNumber', 'street', 'unit', 'city', 'region', 'postcode', 'country'])
export type AddressPartName = z.infer<typeof AddressPartName>

/**
 * `confirmed`: the other parts agree; `corrected`, `added`: the proposal has it otherwise, or at all; `missing`: mail needs it;
 * `conflicting`: it cannot be, with the others or at all, and nothing says what it should be; `unchecked`: nothing is known of it.
 */
export const PartState = z.enum(['confirmed', 'corrected', 'added', 'missing', 'conflicting', 'unchecked'])
export type PartState = z.infer<typeof PartState>

/** Why a part is in its state. `server/places/why.ts` has the words for each. */
export const WhyCode = z.enum([
  'agrees', // with the parts it stands beside
  'misspelt', // a few characters from the one that the others name
  'contradicted', // others agree on another
  'lost-zero', // a 0 in front that a spreadsheet took away
  'look-alike', // O for 0, l for 1
  'read-as-number', // 90210.0
  'moved', // from another part's place
  'from-postcode', // what its postcode says
  'from-city', // what its town says
  'from-form', // what the form of the others says
  'required',
  'placeholder', // n/a, asdf, 00000
  'unknown', // there is none of this name
  'bad-form', // not as its country writes it
  'elsewhere', // it is known, in another place than the others
  'not-in-table', // new, a suburb, or another name: tables do not have all
  'form-only', // it looks right, and that is all that is known
  'no-table', // nothing here knows such parts
  'provider', // a provider said so
])
export type WhyCode = z.infer<typeof WhyCode>

const Why = z.strictObject({ code: WhyCode, text: z.string() })

/** One part: `was` as it came, `is` as it should be; both where they differ. */
export const CheckedPart = z.strictObject({
  part: AddressPartName,
  state: PartState,
  was: z.string().optional(),
  is: z.string().optional(),
  why: Why,
})
export type CheckedPart = z.infer<typeof CheckedPart>

const PlaceText = z.string().optional()

/** An address to write instead: its parts, and the lines of an envelope in the order of its country, which name no country. */
export const AddressProposal = z.strictObject({
  parts: z.strictObject({
    line1: PlaceText,
    line2: PlaceText,
    houseNumber: PlaceText,
    street: PlaceText,
    unit: PlaceText,
    city: PlaceText,
    region: PlaceText,
    postcode: PlaceText,
    country: PlaceText,
  }),
  lines: z.array(z.string()),
})
export type AddressProposal = z.infer<typeof AddressProposal>

/** What to do next: take it, ask whether the proposal is meant, ask for the number of the flat, or have it put right. */
export const NextStep = z.enum(['accept', 'confirm', 'ask-for-unit', 'fix'])
export type NextStep = z.infer<typeof NextStep>

/** Candidates beyond these help nobody who has to choose. */
export const MOST_CANDIDATES = 5

/** The answer about one address. */
export const AddressCheck = z.strictObject({
  verdict: AddressVerdict,
  proved: ProvedLevel.optional(),
  parts: z.array(CheckedPart),
  proposal: AddressProposal.optional(),
  /** What may be meant, the likeliest first, where it is ambiguous or lacks a part that few values fit. */
  candidates: z.array(AddressProposal).max(MOST_CANDIDATES),
  missing: z.array(AddressPartName),
  next: NextStep,
  /** Who looked, by what version of programs and data, and its own code where it has one. */
  provider: z.strictObject({ name: z.string(), version: z.string(), code: z.string().optional() }),
})
export type AddressCheck = z.infer<typeof AddressCheck>
