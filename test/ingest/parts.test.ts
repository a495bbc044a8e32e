import { describe, expect, test } from 'vitest'
import { formerVersions, withParts } from '../../server/ingest/parts.ts'
import { RecordInput } from '../../server/model/record.ts'

const whole = (fields: Record<string, string>, own: object = {}): RecordInput =>
  RecordInput.parse({
    source: 'db',
    sourceId: '7',
    entity: 'person',
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]])),
    ...own,
  })
const part = (name: string, rank: number, fields: Record<string, string>, own: object = {}): RecordInput => {
  const { source: _source, sourceId: _id, entity: _entity, ...said } = whole(fields, own)
  return { ...whole(fields, own), parts: { [name]: { rank, ...said } } }
}
const put = (...inputs: RecordInput[]) =>
  inputs.reduce<RecordInput | undefined>((stored, input) => withParts(stored, input), undefined)

const NAMES = part('names', 1, { givenName: 'Ada', email: 'a@x.test' })
const MAIL = part('mail', 2, { email: 'b@x.test', givenName: 'Adah' })
const PLACES = part('places', 3, {}, { addresses: [{ city: 'Kent' }] })

describe('a record of several tables', () => {
  test('is the same in whatever order they come; the lower rank goes first', () => {
    const made = put(NAMES, MAIL, PLACES)
    expect(made).toMatchObject({
      fields: { givenName: ['Ada'], email: ['a@x.test', 'b@x.test'] },
      addresses: [{ city: 'Kent' }],
    })
    expect(put(PLACES, MAIL, NAMES)).toEqual(made)
    expect(put(MAIL, NAMES, PLACES, NAMES)).toEqual(made)
    expect(RecordInput.parse(made)).toEqual(made)
  })

  test('a table replaces only what it said itself', () => {
    expect(put(NAMES, MAIL, part('names', 1, { familyName: 'Lovelock' }))?.fields).toEqual({
      familyName: ['Lovelock'],
      email: ['b@x.test'],
      givenName: ['Adah'],
    })
  })

  test.each([
    ['time', { updatedAt: '2024-01-01T00:00:00Z' }, { updatedAt: '2023-01-01T00:00:00Z' }],
    ['version', { version: 3 }, { version: 2, updatedAt: '2025-01-01T00:00:00Z' }],
  ])('an older one by its own %s changes nothing', (_why, now, before) => {
    const late = put(part('a', 1, { givenName: 'Ada' }, now), part('a', 1, { givenName: 'Adah' }, before))
    expect(late?.fields).toEqual({ givenName: ['Ada'] })
  })

  test('what was loaded whole stays beside parts, and goes when it is loaded whole again', () => {
    const first = whole({ givenName: 'Ada', familyName: 'Lovelock' })
    expect(put(first, MAIL)?.fields).toEqual({ givenName: ['Ada'], familyName: ['Lovelock'], email: ['b@x.test'] })
    expect(put(first, MAIL, first)).toEqual(first)
  })

  const at = (day: number, givenName: string) => part('a', 1, { givenName }, { updatedAt: `2024-01-0${day}T00:00:00Z` })
  test.each<[string, stored: RecordInput[], inLoad: RecordInput[], arriving: RecordInput, former: string[]]>([
    ['the first', [], [], at(2, 'Ada'), []],
    ['a newer one than is stored, which the graph keeps itself', [at(1, 'Ada')], [], at(2, 'Adah'), []],
    ['a newer one of the same load', [], [at(1, 'Ada')], at(2, 'Adah'), ['Ada']],
    ['an older one', [at(2, 'Ada')], [], at(1, 'Adah'), ['Adah']],
    ['an older one that has been met', [at(2, 'Ada'), at(1, 'Adah')], [], at(1, 'Adah'), []],
    ['the same again', [at(2, 'Ada')], [], at(2, 'Ada'), []],
    ['one without a time', [at(2, 'Ada')], [], part('a', 1, { givenName: 'Adah' }), []],
    [
      'an older one of another part',
      [at(2, 'Ada')],
      [],
      part('b', 1, { givenName: 'Adah' }, { updatedAt: '2023-01-01T00:00:00Z' }),
      [],
    ],
  ])('history is made by %s: %#', (_why, stored, inLoad, arriving, former) => {
    const known = stored.length > 0 ? put(...stored) : undefined
    const before = inLoad.reduce<RecordInput | undefined>((now, input) => withParts(now, input), known)
    const after = withParts(before, arriving)
    const versions = formerVersions({ stored: known, before, arriving, after })
    expect(versions.map(({ fields }) => fields.givenName?.[0])).toEqual(former)
    for (const version of versions) expect(RecordInput.parse(version)).toEqual(version)
  })
})
