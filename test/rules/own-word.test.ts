import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mark } from '../../server/model/sync/mark.ts'
import {
  AFTER,
  BEFORE,
  type Fields,
  HOME,
  HOME_PLACE,
  heard,
  MAIL,
  mark,
  NAME,
  OWN,
  PLACE,
  record,
  said,
} from './own-word-kit.ts'

describe('an echo is the own word again', () => {
  test.each<[why: string, shown: Fields, marks: Mark[]]>([
    ['to the letter', { ...OWN, email: 'kith@example.org' }, [MAIL]],
    ['in other case', { ...OWN, email: 'KITH@EXAMPLE.ORG' }, [MAIL]],
    ['with blanks around', { ...OWN, email: '  kith@example.org ' }, [MAIL]],
    [
      'cut as the system answered that it stores it',
      { ...OWN, email: 'kith@example' },
      [mark('email', { email: ['kith@example', 'own@example.org'] })],
    ],
    ['a whole name', { ...OWN, givenName: 'Sunny', familyName: 'Montclair' }, [NAME]],
    [
      'where the source said nothing',
      { ...OWN, phone: '+1 207 555 0111' },
      [mark('phone', { phone: ['+12075550111', ''] })],
    ],
    [
      'an emptied field',
      { givenName: 'Sunniva', familyName: 'Dahlberg' },
      [mark('email', { email: ['', 'own@example.org'] })],
    ],
    ['several at once', { givenName: 'Sunny', familyName: 'Montclair', email: 'kith@example.org' }, [MAIL, NAME]],
  ])('%s', (_why, shown, marks) => {
    const before = record(OWN, marks)
    const { input, anew, isEcho } = heard(said(shown, AFTER), before)
    expect({ fields: input.fields, anew, isEcho }).toEqual({ fields: before.fields, anew: [], isEcho: true })
    expect(input.written).toEqual(marks)
    expect(input.updatedAt).toBe(BEFORE)
  })

  test('an address in other spelling', () => {
    const before = record({ ...OWN, ...HOME }, [PLACE])
    const shown = said(
      { ...OWN, 'address.line1': '18 PILOT ST', 'address.city': 'Rockport', 'address.postcode': '04856' },
      AFTER,
    )
    const { input, isEcho } = heard(shown, before)
    expect([input.addresses, isEcho]).toEqual([[HOME_PLACE], true])
  })

  test('among other fields that somebody changed, which are news of their own time', () => {
    const before = record(OWN, [MAIL])
    const { input, isEcho } = heard(
      said({ ...OWN, email: 'kith@example.org', phone: '+1 207 555 0111' }, AFTER),
      before,
    )
    expect(isEcho).toBe(false)
    expect(input).toMatchObject({ updatedAt: AFTER, written: [MAIL] })
    expect(input.fields).toMatchObject({ email: ['own@example.org'], phone: ['+1 207 555 0111'] })
  })

  test('beside another value of its list, in the place that it has there', () => {
    const fields = { email: ['kith@example.org', 'second@example.org'] }
    const before = said({}, BEFORE, { fields: { email: ['own@example.org', 'second@example.org'] }, written: [MAIL] })
    const { input, isEcho } = heard(said({}, AFTER, { fields }), before)
    expect([input.fields.email, isEcho]).toEqual([['own@example.org', 'second@example.org'], true])
  })

  test('of what was sent and not answered, also where the system cut it', () => {
    const sent = [mark('email', { email: ['kith.montclair@example.org', 'own@example.org'] })]
    for (const email of ['kith.montclair@example.org', 'kith.montclair@exam']) {
      const { input, isEcho } = heard(said({ ...OWN, email }, AFTER), said(OWN, BEFORE), { sent })
      expect([input.fields.email, isEcho]).toEqual([['own@example.org'], true])
      expect(input.written).toMatchObject([{ fields: { email: { stored: [email] } } }])
    }
  })

  test('applied twice changes nothing more', () => {
    const before = record(OWN, [MAIL])
    const arriving = said({ ...OWN, email: 'kith@example.org' }, AFTER)
    const once = heard(arriving, before).input
    expect(heard(arriving, once).input).toEqual(once)
  })
})

describe('whoever writes over it speaks for the source again', () => {
  test.each<[why: string, shown: Fields, updatedAt: string | undefined, isCurrent: boolean]>([
    ['another value', { ...OWN, email: 'new@example.org' }, AFTER, false],
    ['another value, without a time', { ...OWN, email: 'new@example.org' }, undefined, false],
    ['the own word again, later', OWN, AFTER, false],
    ['the own word again, as the system was just asked', OWN, BEFORE, true],
    ['nothing any more', { givenName: 'Sunniva', familyName: 'Dahlberg' }, AFTER, false],
  ])('%s', (_why, shown, updatedAt, isCurrent) => {
    const arriving = said(shown, updatedAt)
    const { input, anew, isEcho } = heard(arriving, record(OWN, [MAIL], updatedAt === undefined ? undefined : BEFORE), {
      isCurrent,
    })
    expect({ anew, isEcho, fields: input.fields }).toEqual({ anew: ['email'], isEcho: false, fields: arriving.fields })
    expect(input.written).toBeUndefined()
  })

  test('half of a name: all of it is somebody there’s word', () => {
    const arriving = said({ ...OWN, givenName: 'Sunny', familyName: 'Holm' }, AFTER)
    const { input, anew } = heard(arriving, record(OWN, [NAME]))
    expect(anew).toEqual(['givenName', 'familyName'])
    expect(input.fields).toEqual(arriving.fields)
    expect(input.written).toBeUndefined()
  })
})

describe('a state from before the write changes nothing of it', () => {
  test.each<[why: string, updatedAt: string | undefined]>([
    ['a nightly file of the same state', BEFORE],
    ['a source that knows no times', undefined],
  ])('%s', (_why, updatedAt) => {
    const before = said(OWN, updatedAt, { written: [MAIL] })
    const { input, anew } = heard(said(OWN, updatedAt), before)
    expect([input.written, input.fields, anew]).toEqual([[MAIL], before.fields, []])
  })

  test('an echo of an earlier write that comes late is no word of the source', () => {
    const { input } = heard(said({ ...OWN, email: 'earlier@example.org' }, BEFORE), record(OWN, [MAIL]))
    expect(input).toMatchObject({ updatedAt: BEFORE, fields: { email: ['own@example.org'] }, written: [MAIL] })
  })

  test('nor where the system moves no time when Kith writes', () => {
    const { updatedAt: _time, ...still } = MAIL
    const earlier = [{ fields: { email: ['earlier@example.org'] } }]
    const before = record(OWN, [{ ...still, updatedAt: BEFORE, earlier }])
    const shown = said({ ...OWN, email: 'earlier@example.org' }, BEFORE)
    expect(heard(shown, before).input.fields.email).toEqual(['own@example.org'])
    expect(heard(shown, before, { isCurrent: true }).anew).toEqual(['email'])
  })

  test('nor one that is newer than its source’s last word, but no newer than the state that was written over', () => {
    const between = '2026-01-20T00:00:00Z'
    const marks = [{ ...MAIL, over: { updatedAt: between } }]
    const { input } = heard(said({ ...OWN, email: 'earlier@example.org' }, between), record(OWN, marks))
    expect(input).toMatchObject({ fields: { email: ['own@example.org'] }, written: marks })
  })

  test('what its source said before the write, and Kith hears only now, is its own word', () => {
    const between = '2026-01-20T00:00:00Z'
    const { input } = heard(said({ ...OWN, email: 'between@example.org' }, between), record(OWN, [MAIL]))
    expect(input).toMatchObject({ updatedAt: between, fields: { email: ['between@example.org'] } })
    expect(input.written).toMatchObject([
      { fields: { email: { stored: ['kith@example.org'], own: ['between@example.org'] } } },
    ])
  })
})

describe('properties', () => {
  const text = fc.constantFrom('', 'a@example.org', 'b@example.org', 'c@example.net', 'd@example.com')
  const name = fc.constantFrom('', 'Sunniva', 'Casper', 'Oda')
  const own = fc.record({ email: text, givenName: name, familyName: name })
  const filled = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))

  test('own word and writes together give the own word back', () => {
    fc.assert(
      fc.property(own, own, fc.boolean(), fc.boolean(), (is, written, isAnswered, isCurrent) => {
        const marks = [
          mark('email', { email: [written.email, is.email] }),
          mark('name', {
            givenName: [written.givenName, is.givenName],
            familyName: [written.familyName, is.familyName],
          }),
        ].filter(({ fields }) => Object.values(fields).some(({ stored, own: was }) => stored[0] !== was[0]))
        const before = said(filled(is), BEFORE, isAnswered && marks.length > 0 ? { written: marks } : {})
        const sent = isAnswered ? [] : marks
        const shown = said(filled(written), AFTER)
        const { input } = heard(shown, before, { sent, isCurrent })
        expect(input.fields).toEqual(before.fields)
        expect(heard(shown, input, { sent, isCurrent }).input).toEqual(input)
      }),
    )
  })
})
