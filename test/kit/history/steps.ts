import fc from 'fast-check'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { RecordId } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'

/** What happens in a history. `nth` chooses among what there is at that moment, so that shrinking keeps a step possible. */
export type Step =
  | { do: 'load'; records: RecordInput[]; way: 'at once' | 'one by one' | 'in bulk' }
  | { do: 'send again' }
  | { do: 'delete'; record: RecordId }
  | { do: 'decide'; low: RecordId; high: RecordId; verdict: 'same' | 'distinct' }
  | { do: 'undo'; nth: number }
  | { do: 'merge'; records: [RecordId, RecordId]; overrule: boolean; then: Then }
  | { do: 'split'; record: RecordId; away: number[]; then: Then }
  | { do: 'unmerge'; record: RecordId; tree: boolean; again: boolean; then: Then }
  | { do: 'rules'; rules: RulesName; then: Then }
  | { do: 'apply'; nth: number }
  | { do: 'revert'; nth: number }
  | { do: 'pin'; record: RecordId; attribute: string; value: string | undefined; days: number | undefined }
  | { do: 'unpin'; nth: number }
  | { do: 'wait'; days: number }
  | { do: 'retire' | 'restore'; source: string }
  | { do: 'restart' }

/** What becomes of a plan at once; one that is left open may be applied, and an applied one reverted, later. */
export type Then = 'apply' | 'leave open' | 'take back'
export type RulesName = 'shipped' | 'strict' | 'low cap' | 'other trust'

type Field = readonly [name: string, values: fc.Arbitrary<string | undefined>]

/** Few values, so that records of few people and firms link, chain and conflict. */
const of = (...values: string[]) => fc.constantFrom(...values)
const perhaps = (...values: string[]) => fc.constantFrom(undefined, ...values)

const HOME = ['3 Tannery Row', '18 Pilot Street']
const PERSON: Field[] = [
  ['givenName', of('Sunniva', 'Sunnifa', 'Casper', 'Kasper')],
  ['familyName', of('Dahlberg', 'Dalberg', 'Montclair')],
  ['email', perhaps('sunniva@example.org', 'casper@example.org')],
  ['birthDate', perhaps('1984-07-02', '1984-02-07', '1991-12-30')],
  ['phone', perhaps('+1 207 555 0111', '+1 207 555 0122')],
  ['gender', perhaps('f', 'm')],
]
const COMPANY: Field[] = [
  ['name', of('Harrow Lane Bakery Ltd', 'Harrow Lane Bakeries Limited', 'Osprey Marine Inc')],
  ['website', perhaps('harrowlane.example.com', 'ospreymarine.example.com')],
  ['registrationNumber', perhaps('04418822', '77120031')],
  ['parent.id', perhaps('F1', 'F2', 'F3')],
]
const CONTACT: Field[] = [
  ...PERSON.slice(0, 3),
  ['company.id', perhaps('F1', 'F2', 'F3')],
  ['role', perhaps('buyer', 'owner')],
]

const ids: Record<EntityName, readonly string[]> = {
  person: ['shop:1', 'shop:2', 'crm:1', 'crm:2', 'erp:1', 'erp:2', 'club:1'],
  company: ['erp:F1', 'erp:F2', 'crm:F1', 'crm:F3'],
  contact: ['erp:K1', 'crm:K1', 'crm:K2'],
}
const SOURCES = ['shop', 'crm', 'erp', 'club']

const idOf = (entity: EntityName) => fc.constantFrom(...ids[entity].map((id) => RecordId.parse(id)))
const anyId = fc.oneof({ weight: 4, arbitrary: idOf('person') }, idOf('company'), idOf('contact'))
/** Two records of one kind; equal ones are refused by the product and say so. */
const pair = fc
  .constantFrom<EntityName>('person', 'person', 'person', 'company', 'contact')
  .chain((entity) => fc.tuple(idOf(entity), idOf(entity)))

/** A record never moves in age: `createdAt` goes with its id, and some have none. */
const createdOf = (id: string) =>
  /[2F]/.test(id) ? undefined : `201${id.length}-0${1 + (id.charCodeAt(0) % 9)}-01T00:00:00Z`

function recordOf(entity: EntityName, fields: readonly Field[]): fc.Arbitrary<RecordInput> {
  const values = fc.tuple(...fields.map(([, arbitrary]) => arbitrary))
  const street = entity === 'person' ? perhaps(...HOME) : fc.constant(undefined)
  // Days of the source's own time: a lower one than the stored is a late version, the same one is the later word.
  const day = fc.integer({ min: 1, max: 9 })
  return fc.tuple(idOf(entity), values, street, day).map(([id, said, line1, at]) => {
    const [source, sourceId] = id.split(':')
    const named = fields.flatMap(([name], i) => (said[i] === undefined ? [] : [[name, [said[i]]] as const]))
    return RecordInput.parse({
      source,
      sourceId,
      entity,
      fields: Object.fromEntries(named),
      addresses: line1 ? [{ line1, city: 'Camden', region: 'ME', postcode: '04843', country: 'US' }] : [],
      createdAt: createdOf(id),
      updatedAt: `2025-05-0${at}T00:00:00Z`,
      hints: { defaultCountry: 'US' },
    })
  })
}

const anyRecord = fc.oneof(
  { weight: 5, arbitrary: recordOf('person', PERSON) },
  { weight: 2, arbitrary: recordOf('company', COMPANY) },
  { weight: 2, arbitrary: recordOf('contact', CONTACT) },
)
const nth = fc.nat({ max: 9 })
const then = fc.constantFrom<Then>('apply', 'apply', 'leave open', 'take back')

const load = (most: number): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constant('load' as const),
    records: fc.array(anyRecord, { minLength: 1, maxLength: most }),
    way: fc.constantFrom('at once' as const, 'at once' as const, 'one by one' as const, 'in bulk' as const),
  })

const STEPS: fc.Arbitrary<Step>[] = [
  load(4),
  load(4),
  load(4),
  fc.record({ do: fc.constant('delete'), record: anyId }),
  fc.record({ do: fc.constant('delete'), record: anyId }),
  fc
    .tuple(pair, fc.constantFrom<'same' | 'distinct'>('same', 'distinct'))
    .map(([[low, high], verdict]) => ({ do: 'decide', low, high, verdict })),
  fc
    .tuple(pair, fc.constantFrom<'same' | 'distinct'>('same', 'distinct'))
    .map(([[low, high], verdict]) => ({ do: 'decide', low, high, verdict })),
  fc.record({ do: fc.constant('undo'), nth }),
  fc.record({ do: fc.constant('merge'), records: pair, overrule: fc.boolean(), then }),
  fc.record({ do: fc.constant('split'), record: anyId, away: fc.array(nth, { minLength: 1, maxLength: 3 }), then }),
  fc.record({ do: fc.constant('unmerge'), record: anyId, tree: fc.boolean(), again: fc.boolean(), then }),
  fc.record({
    do: fc.constant('rules'),
    rules: fc.constantFrom<RulesName>('shipped', 'strict', 'low cap', 'other trust'),
    then,
  }),
  fc.record({ do: fc.constant('apply'), nth }),
  fc.record({ do: fc.constant('revert'), nth }),
  fc.record({
    do: fc.constant('pin'),
    record: anyId,
    attribute: fc.constantFrom('givenName', 'emails', 'address', 'name'),
    value: fc.constantFrom(undefined, 'Sunnie', 'sunnie@example.org'),
    days: fc.constantFrom(undefined, 30),
  }),
  fc.record({ do: fc.constant('unpin'), nth }),
  fc.record({ do: fc.constant('wait'), days: fc.constantFrom(1, 40) }),
  fc.record({ do: fc.constantFrom('retire' as const, 'restore' as const), source: fc.constantFrom(...SOURCES) }),
  fc.record({ do: fc.constantFrom('restart' as const, 'send again' as const) }),
] as fc.Arbitrary<Step>[]

/** A history of a small world: some records to begin with, then whatever may befall them. */
export const history: fc.Arbitrary<Step[]> = fc
  .tuple(load(9), fc.array(fc.oneof(...STEPS), { minLength: 5, maxLength: 9 }))
  .map(([first, rest]) => [first, ...rest])
