import { describe, expect, test } from 'vitest'
import { SourceName } from '../../server/model/ids.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { timely } from '../../server/rules/timely.ts'
import { shipped } from '../kit/build.ts'

const TODAY = '2026-06-01'
const record = (times: Partial<RecordInput>): RecordInput => ({
  source: SourceName.parse('crm'),
  sourceId: '1',
  entity: 'person',
  fields: { familyName: ['Aubrey'] },
  addresses: [],
  ...times,
})

describe('a time ahead of the clock', () => {
  test.each(['2026-06-03T00:00:00Z', '2999-12-31T00:00:00Z', '2026-07-01T10:00:00.000Z'])(
    '%s is set aside and kept as it came',
    (updatedAt) => {
      expect(timely(record({ updatedAt }), TODAY)).toEqual(record({ unread: { updatedAt } }))
    },
  )
  test.each(['2026-06-01T23:59:59Z', '2026-06-02T23:00:00Z', '1999-01-01T00:00:00Z'])(
    '%s may be a clock that goes ahead, or another zone',
    (updatedAt) => expect(timely(record({ updatedAt }), TODAY)).toEqual(record({ updatedAt })),
  )
  test.each([
    '0001-01-01T00:00:00.000Z',
    '1753-01-01T00:00:00.000Z',
    '1899-12-30T00:00:00.000Z',
    '1900-01-01T05:00:00.000Z',
  ])('%s is what programs write for none, and is set aside as well', (updatedAt) =>
    expect(timely(record({ updatedAt }), TODAY)).toEqual(record({ unread: { updatedAt } })),
  )
  test.each(['1900-01-02T00:00:00.000Z', '1932-05-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])(
    '%s may be since when somebody is a customer',
    (createdAt) => expect(timely(record({ createdAt }), TODAY)).toEqual(record({ createdAt })),
  )
  test('of creation likewise, and each for itself', () => {
    const made = timely(record({ createdAt: '2031-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' }), TODAY)
    expect(made).toMatchObject({ updatedAt: '2026-01-01T00:00:00Z', unread: { createdAt: '2031-01-01T00:00:00Z' } })
  })
  test('leaves the record without one, and is told', () => {
    const engine = compileEngine(shipped)
    const { input, standard, issues } = prepare(record({ updatedAt: '2999-12-31T00:00:00Z' }), engine, TODAY)
    expect([input.updatedAt, standard.updatedAt]).toEqual([undefined, undefined])
    expect(issues.find(({ policy }) => policy === 'readable')?.message).toContain('2999-12-31')
  })
  test('is the same arrival when it is sent again', () => {
    const engine = compileEngine(shipped)
    const sent = record({ updatedAt: '2999-12-31T00:00:00Z' })
    expect(prepare(sent, engine, '2026-07-01').hash).toBe(prepare(sent, engine, TODAY).hash)
  })
})
