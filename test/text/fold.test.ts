import { expect, test } from 'vitest'
import { fold, foldCode, tidy } from '../../server/text/fold.ts'

test.each([
  ['umlaut', 'Müller', 'muller'],
  ['umlaut spelt out', 'Mueller', 'muller'],
  ['umlaut dropped', 'Muller', 'muller'],
  ['umlaut at the start', 'Oezdemir', 'ozdemir'],
  ['umlaut at the start, written', 'Özdemir', 'ozdemir'],
  ['no umlaut behind a vowel', 'Bauer', 'bauer'],
  ['no umlaut in Michael', 'Michael', 'michael'],
  ['no umlaut in Samuels', 'Samuels', 'samuels'],
  ['no umlaut in Rodriguez', 'Rodríguez', 'rodriguez'],
  ['sharp s', 'Großmann', 'grossmann'],
  ['apostrophe closes up', "O'Brien", 'obrien'],
  ['typographic apostrophe', 'O’Brien', 'obrien'],
  ['hyphen parts', 'Anne-Marie', 'anne marie'],
  ['points part', 'St. John', 'st john'],
  ['Cyrillic', 'Иванов', 'ivanov'],
  ['Greek', 'Παπανικολάου', 'papanikolaoy'],
  ['Han, a blank between syllables', '张伟', 'zhang wei'],
  ['Arabic', 'فيصل', 'fysl'],
  ['nothing left', '—', ''],
])('fold: %s: %s → %s', (_why, text, folded) => expect(fold(text)).toBe(folded))

test('codes fold to letters and digits in capitals', () => expect(foldCode('de 123-456/ä')).toBe('DE123456A'))

test('tidy takes invisible characters and doubled blanks out and composes letters', () => {
  expect(tidy(' a\u00A0\u200B b\u0308\t')).toBe('a b\u0308'.normalize('NFC'))
})
