import { describe, expect, test } from 'vitest'
import type { RecordInput } from '../../server/model/record.ts'
import { AFTER, BEFORE, HOME, HOME_PLACE, heard, mark, OWN, record, said } from './own-word-kit.ts'

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

describe('what was to be emptied, without an answer yet', () => {
  const { email: _own, ...OTHERS } = OWN
  const written = mark('email', { email: ['kith@example.org', ''] }, { updatedAt: '2026-02-10T00:00:00Z' })
  const emptying = mark('email', { email: ['', ''] })
  const before = record(OTHERS, [written])

  test.each<[why: string, shown: RecordInput, email: string[] | undefined, stored: string[] | undefined]>([
    ['is empty', said(OTHERS, AFTER), undefined, []],
    [
      'shows what Kith wrote still',
      said({ ...OTHERS, email: 'kith@example.org' }, AFTER),
      undefined,
      ['kith@example.org'],
    ],
    [
      'shows what somebody typed over it',
      said({ ...OTHERS, email: 'new@example.org' }, AFTER),
      ['new@example.org'],
      undefined,
    ],
  ])('a record that %s tells which it was', (_why, shown, email, stored) => {
    for (const isCurrent of [true, false]) {
      const { input } = heard(shown, before, { sent: [emptying], isCurrent })
      expect(input.fields.email).toEqual(email)
      expect(input.written?.map(({ fields }) => fields.email?.stored)).toEqual(stored && [stored])
    }
  })

  test('once what somebody typed over it is known, it is nobody else’s', () => {
    const typed = { ...OTHERS, email: 'new@example.org' }
    expect(heard(said(typed, AFTER), said(typed, AFTER), { sent: [emptying], isCurrent: true }).input).toEqual(
      said(typed, AFTER),
    )
    const cleared = mark('email', { email: ['', 'own@example.org'] })
    expect(heard(said(typed, AFTER), said(typed, AFTER), { sent: [cleared], isCurrent: true }).input).toEqual(
      said(typed, AFTER),
    )
  })

  test('of an address as of a field', () => {
    const [stood, gone] = [{ line1: '18 Pilot Street', city: 'Rockport', postcode: '04856' }, null]
    const place = mark('address', {}, { updatedAt: '2026-02-10T00:00:00Z', address: { stored: stood, own: null } })
    const homeless = record(OTHERS, [place])
    const sent = [mark('address', {}, { address: { stored: gone, own: null } })]
    const typed = heard(said({ ...OTHERS, ...HOME }, AFTER), homeless, { sent, isCurrent: true }).input
    expect([typed.addresses, typed.written]).toMatchObject([[HOME_PLACE], undefined])
    const still = heard(said(OTHERS, AFTER, { addresses: [stood] }), homeless, { sent, isCurrent: true }).input
    expect([still.addresses, still.written]).toMatchObject([[], [{ address: { stored: stood } }]])
  })
})
