import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withParts } from '../../../server/ingest/parts.ts'
import { RecordInput, type StandardRecord } from '../../../server/model/record.ts'
import { compareVersions } from '../../../server/model/versions/value-times.ts'
import { type Dated, following, precede, reread, succeed } from '../../../server/pipeline/resolve/value-times.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { type Prepared, prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { address, record } from '../../survive/records.ts'

/** A version of one record: its day, and what it says. */
type Version = { day: number; city?: string; emails?: readonly string[]; terms?: string }

const time = (day: number) => `2024-03-${String(day).padStart(2, '0')}T00:00:00.000Z`

function versionOf({ day, city, emails = [], terms }: Version, numbered = false): StandardRecord {
  const values = { ...(emails.length > 0 && { email: emails }), ...(terms && { 'terms.payment': terms }) }
  const addresses = city === undefined ? [] : [{ ...address('1 Elm St', city), original: { city } }]
  return { ...record('crm:person:1', values, { updatedAt: time(day), addresses }), ...(numbered && { version: day }) }
}

/** As versions arrive at a graph: a newer one takes the place of the present one, an older one is history. */
function arrive(versions: readonly StandardRecord[]): Dated {
  const [first, ...others] = versions
  if (!first) throw new Error('no version')
  return others.reduce<Dated>(
    (now, version) => (compareVersions(version, now.standard) < 0 ? precede(now, version) : succeed(now, version)),
    { standard: first },
  )
}

const daysOf = ({ standard: { values, addresses, updatedAt } }: Dated) => ({
  email: Object.fromEntries((values.email ?? []).map(({ value, since }) => [value, dayOf(since ?? updatedAt)])),
  terms: dayOf(values['terms.payment']?.[0]?.since ?? updatedAt),
  address: dayOf(addresses[0]?.since ?? updatedAt),
})
const dayOf = (instant: string | undefined) => Number(instant?.slice(8, 10))

describe('a value is as old as the first version that has said so without a gap', () => {
  test.each<[string, Version[], ReturnType<typeof daysOf>]>([
    ['one version', [{ day: 4, city: 'Bath' }], { email: {}, terms: 4, address: 4 }],
    [
      'a change of terms leaves the address as old as it is',
      [
        { day: 1, city: 'Bath', terms: '30' },
        { day: 7, city: 'Bath', terms: '60' },
      ],
      { email: {}, terms: 7, address: 1 },
    ],
    [
      'back to an earlier value is a new word',
      [
        { day: 1, city: 'Bath' },
        { day: 3, city: 'Wells' },
        { day: 8, city: 'Bath' },
      ],
      { email: {}, terms: 8, address: 8 },
    ],
    [
      'a value that was missing meanwhile is stated anew',
      [{ day: 1, emails: ['a@x.de'] }, { day: 2 }, { day: 5, emails: ['a@x.de'] }],
      { email: { 'a@x.de': 5 }, terms: 5, address: 5 },
    ],
    [
      'of several values each has its own age, whatever their order',
      [
        { day: 2, emails: ['a@x.de'] },
        { day: 6, emails: ['b@x.de', 'a@x.de'] },
      ],
      { email: { 'a@x.de': 2, 'b@x.de': 6 }, terms: 6, address: 6 },
    ],
    [
      'versions of one time that contradict each other are no run',
      [
        { day: 1, city: 'Bath' },
        { day: 4, city: 'Wells' },
        { day: 4, city: 'Bath' },
      ],
      { email: {}, terms: 4, address: 4 },
    ],
  ])('%s', (_name, versions, days) => {
    expect(daysOf(arrive(versions.map((version) => versionOf(version))))).toEqual(days)
  })

  test('a value that is only written otherwise has not changed', () => {
    const [then, now] = [versionOf({ day: 1, city: 'Bath', terms: '30' }), versionOf({ day: 9, city: 'Bath' })]
    const rewritten = { ...now, values: { 'terms.payment': [{ value: '30 days', folded: '30', original: '30 DAYS' }] } }
    expect(daysOf(arrive([then, rewritten])).terms).toBe(1)
  })

  test('a version that states no time makes nothing newer than it is', () => {
    const { updatedAt: _none, ...timeless } = versionOf({ day: 5, city: 'Bath' }, true)
    const dated = arrive([
      versionOf({ day: 2, city: 'Bath' }, true),
      timeless,
      versionOf({ day: 9, city: 'Bath' }, true),
    ])
    expect(daysOf(dated).address).toBe(2)
  })
})

const someVersions = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    city: fc.constantFrom('Bath', 'Wells', undefined),
    emails: fc.uniqueArray(fc.constantFrom('a@x.de', 'b@x.de', 'c@x.de'), { maxLength: 3 }),
    terms: fc.constantFrom('30', '60', undefined),
  }),
  { selector: ({ day }) => day, minLength: 1, maxLength: 12 },
) as fc.Arbitrary<Version[]>

describe('whatever order versions come in', () => {
  test('the age of each value is that of versions in order', () => {
    fc.assert(
      fc.property(someVersions, fc.infiniteStream(fc.nat()), fc.boolean(), (versions, keys, numbered) => {
        const shuffled = versions
          .map((version) => ({ version, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ version }) => versionOf(version, numbered))
        expect(daysOf(arrive(shuffled))).toEqual(expected(versions))
      }),
    )
  })

  test('a version that is sent twice tells nothing new', () => {
    fc.assert(
      fc.property(someVersions, fc.nat(), (versions, nth) => {
        const all = versions.map((version) => versionOf(version))
        const again = all[nth % all.length]
        expect(arrive([...all, ...(again ? [again] : [])])).toEqual(arrive(all))
      }),
    )
  })

  test('cleaned by other rules, what was written the same is as old as it was', () => {
    fc.assert(
      fc.property(someVersions, (versions) => {
        const dated = arrive(versions.map((version) => versionOf(version)))
        const otherwise = (text: string) => `${text}!`
        const { values, addresses } = dated.standard
        const cleaned = Object.entries(values).map(([field, claims]) => [
          field,
          claims.map(({ since: _since, folded, ...claim }) => ({ ...claim, folded: otherwise(folded) })),
        ])
        const anew = {
          ...dated.standard,
          values: Object.fromEntries(cleaned),
          addresses: addresses.map(({ since: _since, checkedSince: _checked, key, ...place }) => ({
            ...place,
            key: otherwise(key),
          })),
        }
        expect(daysOf(reread(dated, anew))).toEqual(daysOf(dated))
      }),
    )
  })

  test('very many versions are told in few', () => {
    const many = Array.from({ length: 900 }, (_, i) => ({
      ...record('crm:person:1', { 'terms.payment': i < 200 ? '30' : '60', name: 'Ames' }),
      version: i,
      updatedAt: new Date(Date.UTC(2020, 0, 1) + i * 3_600_000).toISOString(),
    }))
    const { standard, times } = arrive(many)
    expect(standard.values.name?.[0]?.since).toBe(many[0]?.updatedAt)
    expect(standard.values['terms.payment']?.[0]?.since).toBe(many[200]?.updatedAt)
    expect(times?.stamps.length).toBeLessThan(600)
  })
})

describe('a record of several tables', () => {
  const engine = compileEngine(shippedRuleSet())
  /** What one table says of a company on a day. */
  const part = (name: string, rank: number, day: number, said: object) =>
    RecordInput.parse({
      ...{ source: 'reg', sourceId: '1', entity: 'company', fields: {}, updatedAt: time(day) },
      ...said,
      parts: { [name]: { rank, fields: {}, updatedAt: time(day), ...said } },
    })
  const names = (day: number, name = 'Tamarack Foods') => part('names', 1, day, { fields: { name: [name] } })
  const places = (day: number, city = 'Bath') =>
    part('places', 2, day, { addresses: [{ line1: '1 Elm St', city, country: 'GB' }] })

  const storedAfter = (inputs: readonly RecordInput[]) => {
    let stored: Prepared | undefined
    for (const input of inputs)
      stored = following(prepare(withParts(stored?.input, input), engine, '2026-01-01'), stored && { ...stored })
    return stored
  }
  const daysAfter = (inputs: readonly RecordInput[]) => {
    const stored = storedAfter(inputs)
    const { values, addresses, updatedAt } = stored?.standard ?? record('reg:person:1', {})
    return [values.name?.[0]?.since ?? updatedAt, addresses[0]?.since ?? updatedAt].map(dayOf)
  }

  test.each([
    ['each as old as its own table says', [names(2), places(7)], [2, 7]],
    ['in the other order', [places(7), names(2)], [2, 7]],
    ['a table that comes again with the same word renews nothing', [names(2), places(7), names(9)], [2, 7]],
    ['one that says something else does', [names(2), places(7), places(9, 'Wells')], [2, 9]],
    ['and leaves the other alone', [places(3), names(2), names(8, 'Tamarack Group')], [8, 3]],
    ['an older version that says the same tells since when', [names(6), places(7), names(2)], [2, 7]],
    ['one that says something else tells nothing', [names(6), places(7), names(2, 'Tamarack Group')], [6, 7]],
    [
      'between two that say the same it ends what the earlier said',
      [places(2), places(9), names(3), places(5, 'Wells')],
      [3, 9],
    ],
    ['one right before goes on back to it', [places(2), places(9), names(3), places(5, 'Wells'), places(6)], [3, 6]],
    ['the same older version again changes nothing', [names(6), places(7), names(2), names(2)], [2, 7]],
    ['a spelling is no other value', [names(6), places(7), names(2, 'TAMARACK FOODS')], [2, 7]],
  ])('%s', (_name, inputs, days) => {
    expect(daysAfter(inputs)).toEqual(days)
  })

  test('versions of parts in any order, also several times, make one record', () => {
    const version = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      name: fc.constantFrom('Tamarack Foods', 'Tamarack Group'),
      city: fc.constantFrom('Bath', 'Wells', 'Frome'),
      isName: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(version, { minLength: 2, maxLength: 10, selector: ({ day, isName }) => `${day} ${isName}` }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (versions, ranks) => {
          const inputs = versions.map(({ day, name, city, isName }) => (isName ? names(day, name) : places(day, city)))
          const inOrder = storedAfter(inputs.toSorted((a, b) => (`${a.updatedAt}` < `${b.updatedAt}` ? -1 : 1)))
          const twice = [...inputs, ...inputs].map((input, i) => ({ input, rank: ranks[i] ?? 0 }))
          const shuffled = twice.sort((a, b) => a.rank - b.rank).map(({ input }) => input)
          const stored = storedAfter(shuffled)
          expect(stored?.input).toEqual(inOrder?.input)
          expect(stored?.hash).toBe(inOrder?.hash)
          expect(stored?.standard).toEqual(inOrder?.standard)
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** In order, from the newest back. */
function expected(versions: readonly Version[]): ReturnType<typeof daysOf> {
  const newestFirst = [...versions].sort((a, b) => b.day - a.day)
  const [now] = newestFirst
  const since = (says: (version: Version) => boolean) => {
    const gap = newestFirst.findIndex((version) => !says(version))
    return newestFirst[(gap < 0 ? newestFirst.length : gap) - 1]?.day ?? now?.day ?? 0
  }
  return {
    email: Object.fromEntries(
      (now?.emails ?? []).map((one) => [one, since(({ emails = [] }) => emails.includes(one))]),
    ),
    terms: now?.terms === undefined ? (now?.day ?? 0) : since(({ terms }) => terms === now.terms),
    address: now?.city === undefined ? (now?.day ?? 0) : since(({ city }) => city === now.city),
  }
}
