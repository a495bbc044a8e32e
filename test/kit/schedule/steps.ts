import fc from 'fast-check'
import { RECORDS, SYSTEMS, type SystemName } from './systems.ts'

/** Whether and how often Kith hears of what somebody typed; `later` until the mail is brought, in whatever order. */
export type Tell = 'now' | 'later' | 'twice' | 'never'

/** What happens in a schedule. `nth` chooses among what there is at that moment, so that shrinking keeps a step possible. */
export type Step =
  | { do: 'edit'; record: number; attribute: Attribute; nth: number; tell: Tell }
  | { do: 'mail'; nth: number; again: boolean }
  | { do: 'write file'; system: SystemName }
  | { do: 'load file'; nth: number }
  | { do: 'sync'; turns: number }
  | { do: 'answer'; system: SystemName; as: Answer; record: number; nth: number }
  | { do: 'trouble'; system: SystemName; as: 'away' | 'dies before' | 'dies after' }
  | { do: 'decide'; records: [number, number]; verdict: 'same' | 'distinct' }
  | { do: 'undo'; nth: number }
  | { do: 'erase'; record: number; tell: Tell }
  | { do: 'wait'; minutes: number }
  | { do: 'stop'; system: SystemName }
  | { do: 'restart' }

/** What becomes of a write. */
type Answer = 'lost' | 'lost before' | 'rejected' | 'retry' | 'edited in between'
type Attribute = 'name' | 'email' | 'phone' | 'birthDate' | 'address'

const record = fc.nat({ max: RECORDS.length - 1 })
const attribute = fc.constantFrom<Attribute>('name', 'email', 'email', 'phone', 'birthDate', 'address', 'address')
const nth = fc.nat({ max: 7 })
const system = fc.constantFrom(...SYSTEMS)
const tell = fc.constantFrom<Tell>('now', 'now', 'later', 'later', 'twice', 'never')
const edit = fc.record({ do: fc.constant('edit' as const), record, attribute, nth, tell })
const sync = fc.record({ do: fc.constant('sync' as const), turns: fc.integer({ min: 1, max: 3 }) })

const STEPS: fc.Arbitrary<Step>[] = [
  edit,
  edit,
  edit,
  edit,
  sync,
  sync,
  sync,
  fc.record({ do: fc.constant('mail' as const), nth, again: fc.boolean() }),
  fc.record({ do: fc.constant('mail' as const), nth, again: fc.boolean() }),
  fc.record({ do: fc.constant('write file' as const), system }),
  fc.record({ do: fc.constant('load file' as const), nth }),
  fc.record({
    do: fc.constant('answer' as const),
    system,
    as: fc.constantFrom<Answer>('lost', 'lost before', 'rejected', 'retry', 'edited in between'),
    record,
    nth,
  }),
  fc.record({
    do: fc.constant('trouble' as const),
    system,
    as: fc.constantFrom('away' as const, 'dies before' as const, 'dies after' as const),
  }),
  fc.record({
    do: fc.constant('decide' as const),
    records: fc.tuple(record, record).filter(([a, b]) => a !== b),
    verdict: fc.constantFrom('same' as const, 'distinct' as const, 'distinct' as const),
  }),
  fc.record({ do: fc.constant('undo' as const), nth }),
  fc.record({ do: fc.constant('erase' as const), record, tell }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 90, 3000) }),
  fc.record({ do: fc.constant('stop' as const), system }),
  fc.constant({ do: 'restart' as const }),
]

/** How each record is made at first: `nth` of each attribute, 0 the usual one. */
const begin = fc.array(
  fc.record({
    name: fc.constantFrom(0, 0, 1),
    email: fc.constantFrom(0, 0, 0, 1, 3),
    phone: fc.constantFrom(0, 0, 2),
    birthDate: fc.constantFrom(0, 0, 0, 2),
    address: fc.constantFrom(0, 0, 1, 3),
  }),
  { minLength: RECORDS.length, maxLength: RECORDS.length },
)
export type Beginning = Record<Attribute, number>[]
export type Schedule = { begin: Beginning; applied: 'at once' | 'later'; steps: Step[] }

/** A schedule: records as they begin, then whatever may befall them. */
export const scheduleOf = (longest: number): fc.Arbitrary<Schedule> =>
  fc.record({
    begin,
    applied: fc.constantFrom('at once', 'later'),
    steps: fc.array(fc.oneof(...STEPS), { minLength: Math.floor(longest / 2), maxLength: longest, size: 'max' }),
  })
