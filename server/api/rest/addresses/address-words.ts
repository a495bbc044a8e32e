import { z } from 'zod'
import type { Caller } from '../../../access/caller.ts'
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

/** No word that another route below /addresses may be called by. */
const KEY = /^[0-9a-f]{20,64}$/

/** Events of one request. */
const MOST = 500

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
    params: z.strictObject({ key: z.string().regex(KEY, 'the key of an address') }),
    fits: ({ key }) => KEY.test(String(key)),
    answer: AddressPage,
    problems: ['address.not-found'],
    handle: async ({ params: { key } }, { ask }) => ask.addresses.find(key),
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
