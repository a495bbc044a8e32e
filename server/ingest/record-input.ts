import { z } from 'zod'
import { ArrivingRecord } from '../model/arriving/arriving-record.ts'
import { ADDRESS_PARTS, type AddressPart } from '../model/entities/field.ts'
import { fieldDef } from '../model/entities/registry.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { type AddressInput, RecordInput } from '../model/record.ts'
import { readInstant } from '../text/instant-text.ts'
import { flawIn } from '../text/sound-json.ts'
import { cardToken, isCardNumber } from './card-token.ts'
import { addressTarget } from './source-mapping.ts'

/** A whole number that JSON gives exactly; of a longer one the last digits are lost before anybody sees it. */
const Exact = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
  error: 'a number beyond 2^53 is rounded on its way; send it as text',
})
const Scalar = z.union([z.string(), Exact, z.boolean()])
const Id = z.union([z.string(), z.int()], { error: 'an id is text, or a whole number below 2^53; send others as text' })
const AddressForm = z.partialRecord(z.enum(ADDRESS_PARTS), Scalar.nullable())

/**
 * A record as people write it by hand: `fields` with one value or a list, numbers and booleans as such, an `address` or
 * a list of them, address parts by dotted name (`address.city`), times in any form `readInstant` knows. What is no
 * property of a record itself may stand beside `fields` instead of in it.
 */
const RecordForm = z
  .object({
    source: z.string(),
    sourceId: Id,
    entity: z.string(),
    channel: z.string().optional(),
    createdAt: z.string().optional(),
    updatedAt: z.string().optional(),
    version: z.union([z.int(), z.string()]).optional(),
    sharedIds: z.boolean().optional(),
    fields: z.record(z.string(), z.union([Scalar, z.array(Scalar), z.null()])).default({}),
    address: z.union([AddressForm, z.array(AddressForm)]).optional(),
    addresses: z.array(AddressForm).default([]),
    customKinds: RecordInput.shape.customKinds,
    hints: RecordInput.shape.hints,
    raw: z.record(z.string(), Scalar.nullable()).optional(),
    written: RecordInput.shape.written,
  })
  .catchall(z.unknown())

type Form = Record<string, string[]>

/**
 * Reads the JSON of one record into a RecordInput.
 * A problem is `record.invalid`; it names the record, the first field that is wrong, and says what is wrong with each.
 */
export function parseRecordInput(json: unknown): Result<RecordInput> {
  const record = recordName(json)
  const flaw = flawIn(json)
  if (flaw) return invalid([{ field: flaw.at, detail: flaw.at === '' ? flaw.why : `${flaw.at}: ${flaw.why}` }], record)
  const form = RecordForm.safeParse(json)
  if (!form.success) return invalid(faultsOf(form.error), record)
  const {
    source,
    sourceId,
    entity,
    channel,
    createdAt,
    updatedAt,
    version,
    sharedIds,
    fields,
    address,
    addresses,
    customKinds,
    hints,
    raw,
    written,
    ...beside
  } = form.data
  const flat = flattened({ ...beside, ...fields })
  if ('faults' in flat) return invalid(flat.faults, record)
  const { times, unread } = instants({ createdAt, updatedAt })
  const made = {
    source,
    sourceId: String(sourceId).trim(),
    entity,
    ...(sharedIds ? { sharedIds: true } : {}),
    ...(channel === undefined ? {} : { channel }),
    ...times,
    ...(version === undefined ? {} : { version: Number(version) }),
    fields: flat.fields,
    addresses: [...[address ?? []].flat(), ...addresses].map(addressForm).concat(flat.addresses).filter(isSomewhere),
    ...(customKinds === undefined ? {} : { customKinds }),
    ...(hints === undefined ? {} : { hints }),
    ...(raw === undefined ? {} : { raw: rawForm(raw) }),
    ...(written === undefined ? {} : { written }),
  }
  const parsed = ArrivingRecord.safeParse(made)
  if (!parsed.success) return invalid(faultsOf(parsed.error), record)
  const unknown = Object.keys(parsed.data.fields).filter((name) => !fieldDef(parsed.data.entity, name))
  if (unknown.length > 0) {
    return invalid(
      unknown.map((name) => ({
        field: name,
        detail: `${parsed.data.entity} has no field ${JSON.stringify(name)}; custom fields are custom.<name>`,
      })),
      record,
    )
  }
  return ok(Object.keys(unread).length > 0 ? { ...parsed.data, unread } : parsed.data)
}

type Fault = { readonly field: string; readonly detail: string }

function invalid(faults: readonly Fault[], record: string | undefined): Result<never> {
  const [first] = faults
  return failed('record.invalid', faults.map(({ detail }) => detail).join('; '), {
    record,
    field: first?.field || undefined,
  })
}

function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.')
    return { field, detail: field === '' ? issue.message : `${field}: ${issue.message}` }
  })
}

/** Source and id where they can be told, for the words of a problem. */
function recordName(json: unknown): string | undefined {
  const known = z.object({ source: z.string(), entity: z.string(), sourceId: Scalar }).safeParse(json)
  return known.success ? `${known.data.source}:${known.data.entity}:${known.data.sourceId}` : undefined
}

/** Values by field, dotted address parts put together, payment card numbers as tokens. */
function flattened(values: Record<string, unknown>): { fields: Form; addresses: AddressInput[] } | { faults: Fault[] } {
  const fields: Form = {}
  const groups = new Map<string, AddressInput>()
  const faults: Fault[] = []
  for (const [name, value] of Object.entries(values)) {
    const list = z.union([Scalar, z.array(Scalar), z.null()]).safeParse(value)
    if (name.endsWith('.id') && [value].flat().some((one) => typeof one === 'boolean')) {
      faults.push({ field: name, detail: `${name}: an id is text or a whole number` })
      continue
    }
    if (!list.success) {
      faults.push({ field: name, detail: `${name}: a text, a number, true or false, or a list of them` })
      continue
    }
    const texts = [list.data ?? []]
      .flat()
      .map(String)
      .filter((text) => text.trim() !== '')
    const target = addressTarget(name)
    if (target) {
      const group = groups.get(target.group) ?? {}
      const [text] = texts
      if (text !== undefined) group[target.part] = text
      groups.set(target.group, group)
    } else if (texts.length > 0) {
      const isIdentifier = name.startsWith('identifier.')
      fields[name] = texts.map((text) => (isIdentifier && isCardNumber(text) ? cardToken(text) : text))
    }
  }
  if (faults.length > 0) return { faults }
  const addresses = [...groups].map(([group, parts]) =>
    group === '' || parts.kind ? parts : { ...parts, kind: group },
  )
  return { fields, addresses }
}

function addressForm(form: z.infer<typeof AddressForm>): AddressInput {
  const address: AddressInput = {}
  for (const part of ADDRESS_PARTS) {
    const value = form[part]
    if (value !== undefined && value !== null && String(value).trim() !== '') address[part] = String(value)
  }
  return address
}

function isSomewhere(address: AddressInput): boolean {
  return ADDRESS_PARTS.some(
    (part: AddressPart) => !['kind', 'from', 'to'].includes(part) && address[part] !== undefined,
  )
}

/** Longest text of a time; of one that is none, so much is told. */
const LONGEST_TIME = 100

/** Times as instants. A text that is none is told with its record, which is as good without it. */
function instants(said: Record<string, string | undefined>): Record<'times' | 'unread', Record<string, string>> {
  const found: Record<'times' | 'unread', Record<string, string>> = { times: {}, unread: {} }
  for (const [name, text = ''] of Object.entries(said)) {
    if (text.trim() === '') continue
    const instant = text.length <= LONGEST_TIME ? readInstant(text) : undefined
    if (instant === undefined) found.unread[name] = text.slice(0, LONGEST_TIME).replace(/\p{Surrogate}$/u, '')
    else found.times[name] = instant
  }
  return found
}

function rawForm(raw: Record<string, z.infer<typeof Scalar> | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      if (value === null) return []
      const text = String(value)
      return [[name, isCardNumber(text) && /card|\bpan\b/i.test(name) ? cardToken(text) : text]]
    }),
  )
}
