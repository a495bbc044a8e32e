import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasLostLetters, mend } from '../../server/text/mend.ts'

describe('a spoilt text says what it said', () => {
  test.each([
    ['UTF-8 read as Latin-1', 'JÃ¼rgen MÃ¼llerschÃ¶n', 'Jürgen Müllerschön'],
    ['with signs of Windows-1252', 'Oâ€™Brien', 'O’Brien'],
    ['twice', 'JÃƒÂ¼rgen', 'Jürgen'],
    ['another alphabet', 'Ð˜Ð²Ð°Ð½', 'Иван'],
    ['from right to left', 'Ø¹Ù…Ø±', 'عمر'],
    ['a capital', 'Ã‰lodie', 'Élodie'],
    ['with the bytes that Windows-1252 leaves open', '\u00C3\u0081lvaro', 'Álvaro'],
    ['named entities', 'M&uuml;ller &amp; S&ouml;hne', 'Müller & Söhne'],
    ['numbered entities', 'O&#39;Brien, J&#xFC;rgen', "O'Brien, Jürgen"],
    ['an entity of an entity stays one', '&amp;uuml;', '&uuml;'],
  ])('%s: %s', (_why, text, mended) => expect(mend(text)).toBe(mended))

  test.each([
    ...['Jürgen', 'JOÃO', 'São Paulo', 'Ærø', 'Müller & Söhne', 'AT&T', 'Smith&Jones', 'Ñuñoa', 'Œuvre', 'naïve «oui»'],
    ...['Úžas', 'Gußž', 'Éžen', 'Öžan'],
    ...['Ã', 'R&D; Ltd', '髙橋', 'Łódź', 'Ångström', 'Zoë', 'Přemysl', 'a & b; c'],
  ])('%s is not spoilt', (text) => expect(mend(text)).toBe(text))

  test('whatever is spoilt this way is mended', () => {
    const letters = fc.constantFrom(...'äöüßéèçñøåőłžщжΩあ漢ÀÉ', ...'abcXYZ -')
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (list) => {
        const text = list.join('')
        // What looks spoilt itself is another question.
        fc.pre(mend(text) === text)
        const spoilt = new TextDecoder('latin1').decode(new TextEncoder().encode(text))
        expect(mend(spoilt)).toBe(text)
      }),
    )
  })
})

test.each([
  ['J?rgen', true],
  ['M\uFFFDller', true],
  ['Why?', false],
  ['?', false],
  ['Jürgen', false],
])('%s has lost letters: %s', (text, lost) => expect(hasLostLetters(text)).toBe(lost))
