import { expect, test } from 'vitest'
import { areAmong, codeTerm, nameTerms, partedWords, soundTerms } from '../../server/text/search-terms.ts'

test.each([
  ["O'Gormley", "O'Gormley", 'O’Gormley', 'o´gormley', 'OGormley', 'Gormley', 'O Gormley', 'O-Gormley'],
  ["D'Arcangelo", "D'Arcangelo", 'd’arcangelo', 'Darcangelo', 'Arcangelo', 'D Arcangelo'],
  ["Sant'Anna", "Sant'Anna", 'Sant’Anna', 'Santanna', 'Sant Anna', 'Anna'],
  ["N'Golo", 'n‘golo', 'Ngolo', 'Golo'],
  ["L'Estrange", 'lestrange', 'L`Estrange', 'Estrange'],
  ['Ashdown-Vale', 'Ashdown Vale', 'AshdownVale', 'Ashdown', 'vale', 'Ashdown‐Vale'],
  ['van der Berg', 'Vanderberg', 'Van Der Berg', 'van derBerg', 'Berg'],
  ['Mac Donald', 'MacDonald', 'macdonald', 'Donald'],
  ['Copper Kettle Bakeries', 'Copperkettle Bakeries', 'copper', 'Copper-Kettle'],
  ['A. B. C. Tools', 'ABC Tools', 'A.B.C. Tools', 'abc'],
  ['Müller', 'Muller', 'Mueller', 'MÜLLER', 'müller'],
  ['Łukasiewicz', 'Lukasiewicz', 'łukasiewicz'],
  ['Ångström', 'Angstrom', 'Angstroem'],
  ['Nuñez', 'Nunez', 'NUÑEZ', 'Nun\u0303ez'],
  ['Straße', 'Strasse', 'STRASSE'],
  ['Иванов', 'Ivanov', 'иванов', 'ИВАНОВ'],
  ['Παπαδόπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Παπαδοπουλος'],
  ['高橋', '高橋', '橋'],
  ['タカハシ', 'Takahashi', 'たかはし', 'ﾀｶﾊｼ'],
])('%s is found as %s and in its other spellings', (name, ...spellings) => {
  const known = new Set(nameTerms(name))
  for (const spelling of spellings)
    expect({ spelling, found: areAmong(partedWords(spelling), known) }).toEqual({ spelling, found: true })
})

test.each([
  ["O'Gormley", 'Gormleys'],
  ["O'Gormley", 'D Gormley'],
  ['Ashdown-Vale', 'Ashdown Dale'],
  ['van der Berg', 'van den Berg'],
  ['Müller', 'Möller'],
])('%s is not %s', (name, other) => {
  expect(areAmong(partedWords(other), new Set(nameTerms(name)))).toBe(false)
})

test('only the last word may be unfinished', () => {
  const known = new Set(nameTerms("Declan O'Gormley"))
  expect(areAmong(['declan', 'gor'], known, true)).toBe(true)
  expect(areAmong(['declan', 'o', 'gor'], known, true)).toBe(true)
  expect(areAmong(['ogor'], known, true)).toBe(true)
  expect(areAmong(['dec', 'gormley'], known, true)).toBe(false)
  expect(areAmong(['declan', 'gor'], known)).toBe(false)
})

test.each([
  ['NID-77120045', 'nid 77120045'],
  ['077-12-0045', '077120045'],
  ['+44 20 7946 0555', '442079460555'],
  ['declan@Harbor.test', 'DECLAN@harbor.test'],
  ['１２３-４５', '12345'],
])('%s is the code of %s', (one, other) => {
  expect(codeTerm(one)).toBe(codeTerm(other))
  expect(codeTerm(one)).not.toBe('')
})

test.each([
  ['محمد', 'Mohammed'],
  ['محمد', 'Muhammad'],
  ['Дмитрий', 'Dmitri'],
  ['Σωκράτης', 'Sokratis'],
  ['בנימין', 'Binyamin'],
])('%s sounds as %s does', (one, other) => {
  expect(soundTerms(one)).toEqual(soundTerms(other))
  expect(soundTerms(one)).toHaveLength(1)
})

test('a syllable sign says nothing of its sound', () => {
  expect(soundTerms('高橋')).toEqual([])
})
