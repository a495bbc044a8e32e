import { expect, test } from 'vitest'
import { person } from '../../kit/build.ts'
import { levelsOf } from '../../kit/levels.ts'

test.each<[why: string, a: string, b: string, level: string]>([
  ['the same day', '1984-03-12', '1984-03-12', 'same'],
  ['day and month swapped', '1984-03-12', '1984-12-03', 'swapped'],
  ['one digit of the year', '1984-03-12', '1994-03-12', 'typo'],
  ['two digits of the year swapped', '1984-03-12', '1948-03-12', 'typo'],
  ['a month later', '1984-03-12', '1984-04-12', 'typo'],
  ['ten days later', '1984-03-12', '1984-03-22', 'typo'],
  ['three weeks apart', '1984-03-12', '1984-02-26', 'near'],
  ['a year and some days', '1984-03-12', '1985-03-27', 'around'],
  ['the first of January says its year', '1984-01-01', '1984-07-30', 'year'],
  ['two first of January', '1984-01-01', '1984-01-01', 'year'],
  ['only the year is the same', '1984-03-12', '1984-11-27', 'year'],
  ['a generation apart', '1954-05-02', '1984-11-27', 'different'],
])('%s: %s / %s → %s', (_why, a, b, level) => {
  expect(levelsOf(person({ birthDate: a }), person({ birthDate: b }))).toMatchObject({ birthDate: level })
  expect(levelsOf(person({ birthDate: b }), person({ birthDate: a }))).toMatchObject({ birthDate: level })
})
