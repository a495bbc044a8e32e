import { describe, expect, test } from 'vitest'
import type { RecordInput } from '../../server/model/record.ts'
import { AFTER, BEFORE, heard, mark, OWN, record, said } from './own-word-kit.ts'

describe('once Kith has taken back what it wrote', () => {
  const [BETWEEN, BACK] = ['2026-02-10T00:00:00Z', '2026-02-20T00:00:00Z']
  const written = { fields: { email: ['kith@example.org'] } }
  const SPENT = mark(
    'email',
    { email: ['own@example.org', 'own@example.org'] },
    { updatedAt: BACK, earlier: [written] },
  )
  const before = record(OWN, [SPENT])

  test.each<[why: string, shown: RecordInput]>([
    ['as it is now', said(OWN, BACK)],
    ['as it is now, of no time', said(OWN)],
    ['with what Kith wrote, of that time', said({ ...OWN, email: 'kith@example.org' }, BETWEEN)],
    ['with what Kith wrote, of no time', said({ ...OWN, email: 'KITH@example.org' })],
    ['as it was at first', said(OWN, BEFORE)],
  ])('a state %s says nothing new', (_why, shown) => {
    const { input, anew, isEcho } = heard(shown, before)
    expect([input, anew, isEcho]).toEqual([before, [], true])
  })

  test.each<[why: string, shown: RecordInput, isCurrent: boolean]>([
    ['somebody types anything', said({ ...OWN, email: 'new@example.org' }, AFTER), false],
    ['somebody types what Kith wrote', said({ ...OWN, email: 'kith@example.org' }, AFTER), false],
    ['the system, asked just now, shows it', said({ ...OWN, email: 'kith@example.org' }, BACK), true],
  ])(
    'it is the source’s own word where %s, and nothing that it said before gets older by it',
    (_why, shown, isCurrent) => {
      const { input, anew } = heard(shown, before, { isCurrent })
      expect(input.fields.email).toEqual(shown.fields.email)
      expect(anew).toEqual([])
    },
  )

  test('what is written there next is known by its own mark', () => {
    const next = mark('email', { email: ['next@example.org', 'own@example.org'] })
    const shown = said({ ...OWN, email: 'next@example.org' }, AFTER)
    expect(heard(shown, before, { sent: [next] }).input).toMatchObject({
      fields: { email: ['own@example.org'] },
      written: [{ fields: next.fields }],
    })
  })
})
