import { describe, expect, test } from 'vitest'
import { isTarget } from '../../server/ingest/source-mapping.ts'
import {
  idInWords,
  isRefined,
  ORDER_WORDS,
  ROW_KINDS,
  type RowKind,
  targetGroups,
  targetLabel,
  targetsOf,
  withKey,
  withRowKind,
  withTarget,
} from '../../web/words/load-mapping.ts'

const MAPPING = {
  ...{ source: 'shop', entity: 'person', id: 'no' },
  fields: { mail: { to: 'email', split: ';' }, name: 'fullName', zip: 'address.postcode', born: 'birthDate' },
}
const KINDS = Object.keys(ROW_KINDS) as RowKind[]

test.each(KINDS)('whatever is offered for %s can be said in a mapping', (kind) => {
  const offered = targetGroups(kind).flatMap(({ targets }) => targets.map(({ to }) => to))
  expect(offered.filter((to) => !isTarget(kind, to))).toEqual([])
  expect(new Set(offered).size).toBe(offered.length)
})

test('every field of an order is offered', () => {
  expect(Object.keys(ORDER_WORDS).filter((to) => !isTarget('order', to))).toEqual([])
})

test.each<[column: string, targets: string[], refined: boolean]>([
  ['mail', ['email'], true],
  ['name', ['fullName'], false],
  ['no', ['id'], false],
  ['other', [], false],
])('%s feeds %j', (column, targets, refined) => {
  expect(targetsOf(MAPPING, column)).toEqual(targets)
  expect(isRefined(MAPPING, column)).toBe(refined)
})

describe('a choice', () => {
  test('of another field takes the place of the one before', () => {
    expect(withTarget(MAPPING, 'name', 'familyName').fields).toMatchObject({
      name: 'familyName',
      zip: 'address.postcode',
    })
  })
  test('of nothing takes the column out', () => {
    expect(withTarget(MAPPING, 'name', undefined).fields).not.toHaveProperty('name')
  })
  test('of the id makes the column it', () => {
    expect(withTarget(MAPPING, 'zip', 'id')).toMatchObject({ id: 'zip' })
  })
  test('of something else for the id leaves the content to tell records apart', () => {
    const mapping = withTarget(MAPPING, 'no', 'phone')
    expect(mapping).toMatchObject({ id: { content: true }, fields: { no: 'phone' } })
    expect(idInWords(mapping)).toMatch(/^No column tells the rows apart/)
  })
})

test.each<[kind: RowKind, fields: Record<string, unknown>]>([
  ['company', { mail: { to: 'email', split: ';' }, name: 'name', zip: 'address.postcode' }],
  ['contact', MAPPING.fields],
  ['order', {}],
])('rows that are %s keep what such a row has', (kind, fields) => {
  const mapping = withRowKind(MAPPING, kind)
  expect(mapping.entity).toBe(kind)
  if (kind !== 'order') expect(mapping.fields).toEqual(fields)
})

test('a key is set, and taken out by an empty text', () => {
  expect(withKey(MAPPING, 'source', ' crm ')).toMatchObject({ source: 'crm' })
  expect(withKey({ ...MAPPING, dateOrder: 'DMY' }, 'dateOrder', '')).not.toHaveProperty('dateOrder')
})

test.each([
  ['person', 'birthDate', 'Birth date'],
  ['person', 'address.billing.city', 'Town (billing)'],
  ['person', 'identifier.ssn', 'Identifier: ssn'],
  ['company', 'parent.id', 'Parent'],
  ['order', 'customer.id', 'Customer’s id'],
] as const)('of a %s, %s is called %s', (kind, to, label) => {
  expect(targetLabel(kind, to)).toBe(label)
})
