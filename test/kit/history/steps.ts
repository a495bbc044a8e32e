import fc from 'fast-check'
import { EntityName } from '../../../server/model/entities/registry.ts'
import { RecordId, splitRecordId } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'

/** What happens in a history. `nth` chooses among what there is at that moment, so that shrinking keeps a step possible. */
export type Step =
  | { do: 'load'; records: RecordInput[]; way: 'at once' | 'one by one' | 'in bulk' }
  | { do: 'send again' }
  | { do: 'delete'; record: RecordId }
  | { do: 'decide'; low: RecordId; high: RecordId; verdict: 'same' | 'distinct' }
  | { do: 'undo'; nth: number }
  | { do: 'merge'; records: [RecordId, RecordId]; overrule: boolean; next: Next }
  | { do: 'split'; record: RecordId; away: number[]; next: Next }
  | { do: 'unmerge'; record: RecordId; tree: boolean; again: boolean; next: Next }
  | { do: 'rules'; rules: RulesName; next: Next }
  | { do: 'apply'; nth: number }
  | { do: 'revert'; nth: number }
  | { do: 'pin'; record: RecordId; attribute: string; value: string | undefined; days: number | undefined }
  | { do: 'unpin'; nth: number }
  | { do: 'wait'; days: number }
  | { do: 'retire' | 'restore'; source: string }
  | { do: 'restart' }

/** What becomes of a plan at once; one that is left open may be applied, and an applied one reverted, later. */
export type Next = 'apply' | 'leave open' | 'take back'
export type RulesName = 'shipped' | 'strict' | 'low cap' | 'other trust'

/** How somebody's records spell each field: the first is the usual one. */
type Somebody = Record<string, readonly string[]>

/** Few people and firms, so that records link, chain and conflict: two sisters of one home and name, and a stranger. */
const PEOPLE: Somebody[] = [
  {
    givenName: ['Sunniva', 'Sunnifa', 'Sunni'],
    familyName: ['Dahlberg', 'Dalberg', 'Montclair'],
    email: ['sunniva@example.org'],
    birthDate: ['1984-07-02', '1984-02-07'],
    phone: ['+1 207 555 0111'],
    line1: ['3 Tannery Row', '18 Pilot Street'],
  },
  {
    givenName: ['Sunita', 'Sunniva'],
    familyName: ['Dahlberg'],
    email: ['sunita@example.org', 'sunniva@example.org'],
    birthDate: ['1991-12-30'],
    phone: ['+1 207 555 0111', '+1 207 555 0122'],
    line1: ['3 Tannery Row'],
  },
  {
    givenName: ['Casper', 'Kasper'],
    familyName: ['Montclair'],
    email: ['casper@example.org', 'c.montclair@example.net'],
    birthDate: ['1977-03-15'],
    phone: ['+1 207 555 0133'],
    line1: ['18 Pilot Street', '3 Tannery Row'],
  },
]
const FIRMS: Somebody[] = [
  {
    name: ['Harrow Lane Bakery Ltd', 'Harrow Lane Bakeries Limited'],
    website: ['harrowlane.example.com'],
    registrationNumber: ['04418822'],
    'parent.id': ['2', 'crm:company:3'],
  },
  {
    name: ['Osprey Marine Inc', 'Osprey Marine Incorporated'],
    website: ['ospreymarine.example.com', 'harrowlane.example.com'],
    registrationNumber: ['77120031'],
    'parent.id': ['1'],
  },
]
const STAFF: Somebody[] = PEOPLE.slice(0, 2).map(({ line1: _home, ...somebody }) => ({
  ...somebody,
  'company.id': ['1', '2', '3', 'erp:company:1'],
  role: ['buyer', 'owner'],
}))
const OF: Record<EntityName, readonly Somebody[]> = { person: PEOPLE, company: FIRMS, contact: STAFF }

/** Every table of a source counts from 1. */
const ids: Record<EntityName, readonly string[]> = {
  person: ['shop:1', 'shop:2', 'crm:1', 'crm:2', 'erp:1', 'erp:2', 'club:1'],
  company: ['erp:1', 'erp:2', 'crm:1', 'crm:3'],
  contact: ['erp:1', 'crm:1', 'crm:2'],
}
const named = (entity: EntityName) => ids[entity].map((id) => RecordId.parse(id.replace(':', `:${entity}:`)))
const SOURCES = ['shop', 'crm', 'erp', 'club']

const idOf = (entity: EntityName) => fc.constantFrom(...named(entity))
const anyId = fc.oneof({ weight: 4, arbitrary: idOf('person') }, idOf('company'), idOf('contact'))
/** Two records of one kind. */
const pair = fc
  .constantFrom<EntityName>('person', 'person', 'person', 'company', 'contact')
  .chain((entity) => fc.tuple(idOf(entity), idOf(entity)).filter(([a, b]) => a !== b))

/** A record never moves in age: `createdAt` goes with its id, and some have none. */
const createdOf = (id: string) =>
  /2|:company:/.test(id) ? undefined : `201${id.length % 10}-0${1 + (id.charCodeAt(0) % 9)}-01T00:00:00Z`

/** A record of somebody: most fields as usual, some spelled otherwise or missing. */
function recordOf(id: RecordId): fc.Arbitrary<RecordInput> {
  const { entity } = splitRecordId(id)
  const fields = (somebody: Somebody) =>
    fc.record(
      Object.fromEntries(
        Object.entries(somebody).map(([name, [usual, ...others]]) => {
          const said = fc.oneof(
            { weight: 6, arbitrary: fc.constant(usual) },
            { weight: 3, arbitrary: fc.constantFrom(undefined, ...others) },
          )
          return [name, said]
        }),
      ),
    )
  // Days of the source's own time: a lower one than the stored is a late version, the same one is the later word.
  const day = fc.integer({ min: 1, max: 9 })
  return fc.tuple(fc.constantFrom(...OF[entity]).chain(fields), day).map(([{ line1, ...said }, at]) => {
    const { source, sourceId } = splitRecordId(id)
    const stated = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]]))
    return RecordInput.parse({
      source,
      sourceId,
      entity,
      fields: Object.fromEntries(stated),
      addresses: line1 ? [{ line1, city: 'Camden', region: 'ME', postcode: '04843', country: 'US' }] : [],
      createdAt: createdOf(id),
      updatedAt: `2025-05-0${at}T00:00:00Z`,
      hints: { defaultCountry: 'US' },
    })
  })
}

const allIds = EntityName.options.flatMap(named)
const anyRecord = fc
  .oneof(
    { weight: 5, arbitrary: fc.constantFrom(...named('person')) },
    { weight: 2, arbitrary: fc.constantFrom(...named('company')) },
    { weight: 2, arbitrary: fc.constantFrom(...named('contact')) },
  )
  .chain(recordOf)
/** Most of the records there can be. */
const population = fc
  .tuple(
    ...allIds.map((id) =>
      fc.oneof({ weight: 4, arbitrary: recordOf(id) }, { weight: 1, arbitrary: fc.constant(undefined) }),
    ),
  )
  .map((records) => records.filter((record) => record !== undefined))

const nth = fc.nat({ max: 9 })
const next = fc.constantFrom<Next>('apply', 'apply', 'leave open', 'take back')

const load = (records: fc.Arbitrary<RecordInput[]>): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constant('load' as const),
    records,
    way: fc.constantFrom('at once' as const, 'at once' as const, 'one by one' as const, 'in bulk' as const),
  })

const some = fc.array(anyRecord, { minLength: 1, maxLength: 4, size: 'max' })

const decide: fc.Arbitrary<Step> = fc
  .tuple(pair, fc.constantFrom<'same' | 'distinct'>('same', 'distinct'))
  .map(([[low, high], verdict]) => ({ do: 'decide', low, high, verdict }))
/** What may befall them; what is named more often happens more often. */
const STEPS: fc.Arbitrary<Step>[] = [
  load(some),
  load(some),
  load(some),
  fc.record({ do: fc.constant('delete'), record: anyId }),
  fc.record({ do: fc.constant('delete'), record: anyId }),
  decide,
  decide,
  decide,
  fc.record({ do: fc.constant('undo'), nth }),
  fc.record({ do: fc.constant('merge'), records: pair, overrule: fc.boolean(), next }),
  fc.record({ do: fc.constant('split'), record: anyId, away: fc.array(nth, { minLength: 1, maxLength: 3 }), next }),
  fc.record({ do: fc.constant('unmerge'), record: anyId, tree: fc.boolean(), again: fc.boolean(), next }),
  fc.record({
    do: fc.constant('rules'),
    rules: fc.constantFrom<RulesName>('shipped', 'strict', 'low cap', 'other trust'),
    next,
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

const rulesFirst = fc.constantFrom<Step[]>([], [{ do: 'rules', rules: 'low cap', next: 'apply' }])

/** A history of a small world: some records to begin with, then whatever may befall them. */
export const history: fc.Arbitrary<Step[]> = fc
  .tuple(rulesFirst, load(population), fc.array(fc.oneof(...STEPS), { minLength: 5, maxLength: 9, size: 'max' }))
  .map(([rules, first, rest]) => [...rules, first, ...rest])
