import { describe, expect, test } from 'vitest'
import { validate } from '../../server/validate/validate.ts'
import { person, shipped } from '../kit/build.ts'
import { onDay } from '../kit/check-around.ts'

const said = (word: string) => person({ familyName: 'Weller', 'consent.mail': word })
const claimOf = (word: string) => said(word).values['consent.mail']?.[0]
const issuesOf = (word: string) =>
  validate(said(word), shipped.entities.person.validate, onDay('2026-01-01')).filter(
    ({ field }) => field === 'consent.mail',
  )

describe('a consent is a yes only in words that are known to be one', () => {
  test.each([
    ...['yes', 'Y', 'TRUE', '1', '1.0', '-1', 'on', 'x', '[x]', '☑', '✓', 'SUBSCRIBED', 'opted-in', 'Opt_In', 'Allow'],
    ...[
      'Oui',
      'vrai',
      'Sì',
      'SIM',
      'tak',
      'ano',
      'igen',
      'kyllä',
      'evet',
      'да',
      'ТАК',
      'Ναι',
      'はい',
      '同意',
      '네',
      'نعم',
    ],
    ...['yes (2023-05-01)', 'opt in 2024', '"yes"'],
  ])('%s is a yes', (word) => {
    expect(claimOf(word)).toEqual({ value: 'true', folded: 'true', original: word })
    expect(issuesOf(word)).toEqual([])
  })

  test.each([
    ...['no', 'N', 'False', '0', '0.0', 'off', '☐', '[ ]', '✗', '❌', 'NOT_SUBSCRIBED', 'never subscribed', 'cleaned'],
    ...['Do Not Allow', 'Do Not E-Mail', "don't mail", 'STOP', 'StopAll', 'unsub', 'DNC', 'complained', 'pending'],
    ...['hard_bounced', 'Blacklisted', 'marked as spam', 'unconfirmed', 'deceased', 'opt out 2024', 'no (03/2024)'],
    ...[
      'Nein',
      'widerrufen',
      'Non',
      'désabonné',
      'baja',
      'NÃO',
      'nee',
      'nie',
      'brak zgody',
      'ei',
      'nej',
      'hayır',
      'нет',
    ],
    ...['отписан', 'Όχι', 'いいえ', '拒否', '退订', '아니오', '수신거부', 'لا', 'לא', 'không', 'tidak'],
  ])('%s is a no', (word) => {
    expect(claimOf(word)).toEqual({ value: 'false', folded: 'false', original: word })
    expect(issuesOf(word)).toEqual([])
  })

  test.each(['ask again', 'yes but not by post', 'kanske', '7', 'tierce', 'only in spring', '???!', '☎'])(
    '%s is taken for a no, and somebody is told the word',
    (word) => {
      expect(claimOf(word)).toMatchObject({ value: 'false', kind: 'unread' })
      expect(issuesOf(word)).toMatchObject([{ policy: 'consent-understood', effect: 'flag' }])
      expect(issuesOf(word)[0]?.message).toContain(JSON.stringify(word))
    },
  )

  test.each(['\\N', 'n/a', 'NULL', '-', '--', '#N/A', 'not set', 'Keine Angabe', '不明'])(
    '%s says neither, and that is said',
    (word) => {
      expect(claimOf(word)).toEqual({ value: word, folded: '', original: word })
      expect(issuesOf(word)).toMatchObject([{ policy: 'says-something', effect: 'none' }])
    },
  )
})
