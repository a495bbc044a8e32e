import { z } from 'zod'
import type { Caller } from '../../../access/caller.ts'
import { AddressCorrection, AddressKey, CorrectionOutcome } from '../../../model/addresses/address-correction.ts'
import {
  type AddressEvent,
  AddressPage,
  ConfirmedDelivery,
  EventOutcome,
  ReturnedMail,
  readEvent,
} from '../../../model/addresses/address-event.ts'
import type { Kith } from '../../../pipeline/kith.ts'
import { Reply, route } from '../../route.ts'

const tag = 'Addresses'

/** Events of one request. */
const MOST = 500
/** Corrections of one request, each a transaction. */
const MOST_CORRECTIONS = 100

const Outcomes = z.object({ outcomes: z.array(EventOutcome) })
const events = (shape: z.ZodObject) => ({
  body: z.strictObject({ events: z.array(z.unknown()).min(1).max(MOST) }),
  bodyShown: z.strictObject({ events: z.array(shape).min(1).max(MOST) }),
})
const ONE_BY_ONE =
  'Each event has its own outcome, in the order given, with whom it concerns; the status is 207 where any was rejected. The same told again changes nothing.'

export const addressWords = [
  route({
    method: 'post',
    path: '/addresses/returned',
    tag,
    summary: 'What came back: the address is undeliverable, and others of its customers take its place',
    description: `\`no-such-address\` and \`incomplete\` are about the address, whoever states it; \`moved\`, \`unknown\`, \`refused\` and \`deceased\` about that person there: others at the address keep getting mail. It counts until something arrives there later, whatever verifiers say. ${ONE_BY_ONE}`,
    right: 'write',
    ...events(ReturnedMail),
    bodyLimit: '5mb',
    statuses: { 200: 'All kept', 207: 'Some rejected; each outcome says' },
    answer: Outcomes,
    problems: ['graph.busy'],
    handle: ({ body, caller }, { kith }) => told('returned', body.events, caller, kith),
  }),
  route({
    method: 'post',
    path: '/addresses/confirmed',
    tag,
    summary: 'What arrived: the address is verified, also where something came back before',
    description: `Somebody who had moved is there again only where they are named. ${ONE_BY_ONE}`,
    right: 'write',
    ...events(ConfirmedDelivery),
    bodyLimit: '5mb',
    statuses: { 200: 'All kept', 207: 'Some rejected; each outcome says' },
    answer: Outcomes,
    problems: ['graph.busy'],
    handle: ({ body, caller }, { kith }) => told('confirmed', body.events, caller, kith),
  }),
  route({
    method: 'get',
    path: '/addresses/{key}',
    tag,
    summary: 'An address: what was told of it, and who writes it',
    description:
      'By the key of a cleaned address, as events and offers have it, or of a place, as golden records show it: then in all its spellings. Words that were withdrawn are shown as such.',
    right: 'read',
    params: z.strictObject({ key: AddressKey }),
    fits: ({ key }) => AddressKey.safeParse(key).success,
    answer: AddressPage,
    problems: ['address.not-found'],
    handle: async ({ params: { key } }, { ask }) => ask.addresses.find(key),
  }),
  route({
    method: 'post',
    path: '/addresses/corrections',
    tag,
    summary: 'Accept what is meant by an address: it takes its place in every record that writes it, now or later',
    description:
      'By the proposal of a verdict, or in parts. It is no record and no voice of its own: it stands beside the word of each source, with the time and trust of its record; block keys, links and golden records follow at once. Each correction has its own outcome, in the order given; the status is 207 where any was rejected. Withdrawing the `word` takes it back.',
    right: 'decide',
    body: z.strictObject({ corrections: z.array(AddressCorrection).min(1).max(MOST_CORRECTIONS) }),
    statuses: { 200: 'All kept', 207: 'Some rejected; each outcome says' },
    answer: z.object({ outcomes: z.array(CorrectionOutcome) }),
    problems: ['graph.busy'],
    handle: async ({ body: { corrections }, caller }, { kith }) => {
      const outcomes = await kith.acceptCorrections(corrections, caller.actor)
      return new Reply(outcomes.some(({ outcome }) => outcome === 'rejected') ? 207 : 200, { outcomes })
    },
  }),
  route({
    method: 'delete',
    path: '/addresses/words/{id}',
    tag,
    summary: 'Withdraw a word about an address',
    description: 'It stays on record and counts for nothing; the same told again stays withdrawn.',
    right: 'decide',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    answer: z.object({ goldens: z.array(z.string()) }),
    problems: ['address-word.not-found', 'graph.busy'],
    handle: async ({ params: { id }, caller }, { kith }) => kith.withdrawWord(id, caller.actor),
  }),
]

async function told(
  kind: AddressEvent['kind'],
  events: readonly unknown[],
  { actor }: Pick<Caller, 'actor'>,
  kith: Kith,
): Promise<Reply> {
  const read = events.map((raw) => readEvent(kind, raw))
  const outcomes = (await kith.tellEvents(read, actor)).map((outcome, place): EventOutcome => {
    const { problem } = outcome
    return problem ? { ...outcome, problem: { ...problem, field: fieldAt(place, problem.field) } } : outcome
  })
  return new Reply(outcomes.some(({ outcome }) => outcome === 'rejected') ? 207 : 200, { outcomes })
}

/** Where in the request it is. */
function fieldAt(place: number, field: string | undefined): string {
  return ['events', place, ...(field === undefined ? [] : [field])].join('.')
}
