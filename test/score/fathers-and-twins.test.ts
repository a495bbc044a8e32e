import { describe, expect, test } from 'vitest'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileScorer } from '../../server/score/score.ts'
import { named, type Said, shipped } from '../kit/build.ts'

describe('people of one household, where learning took them for one person', () => {
  const learned = structuredClone(shipped.entities.person.score)
  for (const { lines } of learned.comparisons)
    for (const [key, line] of Object.entries(lines)) {
      const { different } = line.levels as Record<string, { m: number; most?: number }>
      if (different?.most !== undefined && ['given', 'date'].includes(key)) different.m = different.most
    }
  // Names that hardly anybody else has, as in a list of a few hundred people.
  const rare = { counts: {}, floor: 0.1, total: 1_000 }
  learned.frequencies = { givenName: rare, familyName: rare }
  const scorer = compileScorer(learned)
  const born = { birthDate: '1970-06-26' }
  const PLACE: Said = { 'address.line1': 'Calle Alta 77', 'address.city': 'Zaragoza', 'address.postcode': '50001' }
  test.each<[why: string, a: StandardRecord, b: StandardRecord]>([
    [
      'twins with a mail box each',
      named('Ciro Ballester', { ...PLACE, ...born, email: 'ciro_1970@icloud.com' }),
      named('Manuela Ballester', { ...PLACE, ...born, email: 'mballester@outlook.com' }),
    ],
    [
      'twins with a phone each',
      named('Ciro Ballester', { ...PLACE, ...born, phone: '+34 642 864 858' }),
      named('Manuela Ballester', { ...PLACE, ...born, phone: '+34 633 373 273' }),
    ],
    [
      'a son with the family name of his mother behind his father’s, at the same box',
      named('Lucio Robledo Fortuny', {
        ...PLACE,
        birthDate: '1990-07-05',
        email: 'lucio@gmail.com',
        phone: '+34 649 003 004',
      }),
      named('Lucio Robledo Palomares', {
        ...PLACE,
        birthDate: '1957-11-03',
        email: 'lucio@gmail.com',
        phone: '+34 610 268 793',
      }),
    ],
    [
      'a son with the name of his father, and a box of his own',
      named('Goyo Pombo', {
        ...PLACE,
        birthDate: '1976-11-18',
        email: 'goyo.pombo@yahoo.com',
        phone: '+34 641 997 771',
      }),
      named('Goyo Pombo', { ...PLACE, birthDate: '1953-08-11', email: 'pombo117@gmail.com', phone: '+34 610 268 793' }),
    ],
    [
      'a son with another family name behind his father’s, and a box of his own',
      named('Goyo Pombo Riba', { ...PLACE, birthDate: '1976-11-18', email: 'goyo.pombo@yahoo.com' }),
      named('Goyo Pombo Palau', { ...PLACE, birthDate: '1953-08-11', email: 'pombo117@gmail.com' }),
    ],
  ])('%s', (_why, a, b) => {
    const bits = scorer.bits(scorer.prepare(a), scorer.prepare(b))
    expect(bits).toBeLessThan(learned.match)
  })
})
