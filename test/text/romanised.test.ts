import { describe, expect, test } from 'vitest'
import { withNumerals } from '../../server/text/numbers/numerals.ts'
import { consonantsOf, romanisedKey } from '../../server/text/romanised.ts'

describe('romanised', () => {
  test.each([
    ['muhammad', 'mohammed'],
    ['wolodymyr', 'volodymyr'],
    ['zelenskyy', 'selenskyj'],
    ['gorbatschow', 'gorbachev'],
    ['khrushchev', 'chruschtschow'],
    ['bachar', 'bashar'],
  ])('%s and %s are spellings of one name', (a, b) => expect(romanisedKey(a)).toBe(romanisedKey(b)))

  test.each([
    ['hassan', 'hussein'],
    ['marina', 'moreno'],
  ])('%s and %s are two names', (a, b) => expect(romanisedKey(a)).not.toBe(romanisedKey(b)))

  test.each([
    ['mhmd', 'muhammad'],
    ['slman', 'salman'],
    ['byryz', 'perez'],
    ['lswdny', 'sudani'],
  ])('%s has the consonants of %s', (a, b) => expect(consonantsOf(a)).toBe(consonantsOf(b)))
})

describe('numerals', () => {
  test.each([
    ['brigade forty four', 'brigade 44'],
    ['brigade forty 4', 'brigade 44'],
    ['1st bank', '1 bank'],
    ['first bank', '1 bank'],
    ['fund xiii', 'fund 13'],
    ['x corp', 'x corp'],
    ['mix dim', 'mix dim'],
    ['trust 2007 ahl1', 'trust 2007 ahl1'],
  ])('%s → %s', (text, numbered) => expect(withNumerals(text.split(' ')).join(' ')).toBe(numbered))
})
