import { z } from 'zod'
import { ArrivingAddress } from '../arriving/arriving-record.ts'
import { GoldenId, RecordName } from '../ids.ts'
import { Problem } from '../problem.ts'
import { PlainDate } from '../record.ts'
import { AddressWord, ReturnReason } from './address-word.ts'

/** What came back or arrived: to which address, and of whom it is known. */
const Event = {
  address: z
    .union([z.string().trim().min(1).max(1_000), ArrivingAddress])
    .optional()
    .describe('as printed, or in parts; without it the best address of the golden record or record'),
  golden: GoldenId.optional().describe('whom it was sent to'),
  record: RecordName.optional().describe('whom it was sent to, as a source knows them'),
  at: z
    .union([z.iso.datetime({ offset: true }), PlainDate])
    .optional()
    .describe('when it came back or arrived; without it, now'),
  carrier: z.string().trim().min(1).max(100).default('post'),
}

/** Something that came back. */
export const ReturnedMail = z.strictObject({
  ...Event,
  reason: ReturnReason.describe(
    '`no-such-address` and `incomplete` are about the address; the others about the person there, who has to be named',
  ),
})

/** Something that arrived. */
export const ConfirmedDelivery = z.strictObject(Event)

export type AddressEvent =
  | ({ readonly kind: 'returned' } & z.infer<typeof ReturnedMail>)
  | ({ readonly kind: 'confirmed' } & z.infer<typeof ConfirmedDelivery>)

/** A golden record that writes an address, and where mail reaches it by now. */
export const Concerned = z.object({
  golden: GoldenId,
  entity: z.string(),
  name: z.string(),
  /** The best address that it has now, where anything arrives there. */
  sendTo: z.string().optional(),
  /** Whether anything arrives at the address that was asked about; absent where nobody knows. */
  arrives: z.boolean().optional(),
})
export type Concerned = z.infer<typeof Concerned>

/** What became of one event. */
export const EventOutcome = z.object({
  outcome: z.enum(['kept', 'known', 'rejected']).describe('`known`: it was told before, and changes nothing'),
  /** Of the cleaned address. */
  key: z.string().optional(),
  address: z.string().optional(),
  words: z.array(z.string()),
  /** Whom it concerns, at most a hundred of them; `others`: how many more. */
  concerns: z.array(Concerned),
  others: z.int(),
  problem: Problem.optional(),
})
export type EventOutcome = z.infer<typeof EventOutcome>

/** An address by its key: what was told of it and who writes it. */
export const AddressPage = z.object({
  key: z.string(),
  /** Keys of the cleaned addresses: of a place all that are spellings of it. */
  spellings: z.array(z.string()),
  text: z.string().optional(),
  /** Latest first. */
  words: z.array(AddressWord),
  concerns: z.array(Concerned),
  others: z.int(),
})
export type AddressPage = z.infer<typeof AddressPage>

/** An event as somebody sends it, or what is wrong with it. */
export function readEvent(kind: AddressEvent['kind'], raw: unknown): AddressEvent | Problem {
  const parsed = kind === 'returned' ? ReturnedMail.safeParse(raw) : ConfirmedDelivery.safeParse(raw)
  if (parsed.success) return { kind, ...parsed.data } as AddressEvent
  const [first] = parsed.error.issues
  const field = first?.path.map(String).join('.') || undefined
  const detail = `${field === undefined ? '' : `${field}: `}${first?.message ?? 'not an event'}`
  return { code: 'request.invalid', detail, ...(field === undefined ? {} : { field }) }
}
