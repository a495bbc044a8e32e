import { describe, expect, test } from 'vitest'
import { type NameParts, nameCleaner } from '../../server/standardise/name/name.ts'
import type { NameContext } from '../../server/standardise/name/name-order.ts'
import { KNOWN } from './rules.ts'

const names = nameCleaner(KNOWN)

/** Parts as one line: title | given | middle | family | suffix and credentials. */
function line({ title, givenName, middleName, familyName, suffix, credentials }: NameParts): string {
  const behind = [suffix, credentials].flatMap((c) => c?.value ?? []).join(' ')
  return [...[title, givenName, middleName, familyName].map((c) => c?.value ?? ''), behind].join('|')
}

describe('a whole name', () => {
  test.each([
    ['plain', 'Catherine Yu', '|Catherine||Yu|'],
    ['middle name', 'John Fitzgerald Kennedy', '|John|Fitzgerald|Kennedy|'],
    ['middle initial', 'Robert J. Smith', '|Robert|J.|Smith|'],
    ['title', 'Dr. Jane Doe', 'Dr|Jane||Doe|'],
    ['two titles', 'Prof. Dr. Angela Kasner', 'Prof Dr|Angela||Kasner|'],
    ['a title said twice', 'Mr. Mr Max Muster', 'Mr|Max||Muster|'],
    ['titles behind the family name', 'Smith, Prof. Dr. Anna, MBA', 'Prof Dr|Anna||Smith|MBA'],
    ['credentials, each', 'John Q. Public, MD, PhD', '|John|Q.|Public|MD PhD'],
    ['a generation and credentials', 'Dr. John Smith Jr., MD, PhD', 'Dr|John||Smith|Jr. MD PhD'],
    ['German title', 'Herr Max Muster', 'Mr|Max||Muster|'],
    ['generation', 'John Smith Jr.', '|John||Smith|Jr.'],
    ['generation behind a comma', 'John Smith, III', '|John||Smith|III'],
    ['credential', 'Jane Doe, PhD', '|Jane||Doe|PhD'],
    ['a generation goes before a credential', 'John Smith Jr., MD', '|John||Smith|Jr. MD'],
    ['family first', 'Smith, John', '|John||Smith|'],
    ['family first, middle name', 'Smith, John Adam', '|John|Adam|Smith|'],
    ['family first, suffix', 'Smith Jr., John', '|John||Smith|Jr.'],
    ['family first, title', 'Smith, Dr. John', 'Dr|John||Smith|'],
    ['title behind the comma', 'John Smith, Dr.', 'Dr|John||Smith|'],
    ['Dutch particles', 'Vincent van der Berg', '|Vincent||van der Berg|'],
    ['Spanish particles', 'Maria de la Cruz', '|Maria||de la Cruz|'],
    ['Arabic particle', 'Omar al Rashid', '|Omar||al Rashid|'],
    ['a particle alone is a name', 'Van Morrison', '|Van||Morrison|'],
    ['capitals', 'LUDWIG VAN BEETHOVEN', '|Ludwig||van Beethoven|'],
    ['small letters', 'ronald mcdonald', '|Ronald||McDonald|'],
    ['own case stays', 'Danah boyd', '|Danah||boyd|'],
    ['one word', 'Madonna', '|||Madonna|'],
    ['Chinese, family first', '张秀英', '|秀英||张|'],
    ['Chinese, family of two', '欧阳娜娜', '|娜娜||欧阳|'],
    ['Japanese with a blank', '山田 太郎', '|太郎||山田|'],
    ['Cyrillic, family first', 'ВАСИЛЬЕВ, Александр Павлович', '|Александр|Павлович|Васильев|'],
    ['quotes and brackets', '“Robert” (Bob) Smith', '|Robert|Bob|Smith|'],
    ['only a title', 'Dr.', '|||Dr.|'],
  ])('%s: %s', (_why, text, parts) => expect(line(names.full(text))).toBe(parts))

  test('is folded in the order of given name first', () => {
    expect(names.full('Müller-Lüdenscheidt, Prof. Hans Jr.').fullName).toEqual({
      value: 'Hans Müller-Lüdenscheidt Jr.',
      folded: 'hans muller ludenscheidt jr',
      original: 'Müller-Lüdenscheidt, Prof. Hans Jr.',
    })
  })
})

describe('a whole name of which the order is known', () => {
  test.each<[text: string, context: NameContext, parts: string]>([
    ['Rossi Mario', { order: 'familyFirst' }, '|Mario||Rossi|'],
    ['van der Berg Jan Piet', { order: 'familyFirst' }, '|Jan|Piet|van der Berg|'],
    ['Dr. Rossi Mario jr', { order: 'familyFirst' }, 'Dr|Mario||Rossi|Jr.'],
    ['Rossi', { order: 'familyFirst' }, '|||Rossi|'],
    ['Rossi, Mario', { order: 'familyFirst' }, '|Mario||Rossi|'],
    ['Kovács János', { order: 'givenFirst' }, '|Kovács||János|'],
    ['Lakner Zita', { countries: ['HU'] }, '|Zita||Lakner|'],
    ['Zoltán Lakner', { countries: ['HU'] }, '|Zoltán||Lakner|'],
    ['Nguyen Van An', { countries: ['VN'] }, '|An|Van|Nguyen|'],
    ['Lakner Zita', { countries: ['US'] }, '|Lakner||Zita|'],
    ['山田太郎', { countries: ['JP'] }, '|太郎||山田|'],
    ['王小明', { countries: ['CN'] }, '|小明||王|'],
  ])('%s %o', (text, context, parts) => expect(line(names.full(text, context))).toBe(parts))
})

describe('a part of a name', () => {
  test.each([
    ['capitals', 'familyName', 'SMITH', 'Smith', 'smith'],
    ['hyphen', 'givenName', 'ANNE-MARIE', 'Anne-Marie', 'anne marie'],
    ['apostrophe', 'familyName', "O'BRIEN", "O'Brien", 'obrien'],
    ['Mc', 'familyName', 'MCDONALD', 'McDonald', 'mcdonald'],
    ['particles stay small', 'familyName', 'VAN DEN BERG', 'van den Berg', 'van den berg'],
    ['blanks', 'familyName', '  Felnet ', 'Felnet', 'felnet'],
    ['fused names are left alone', 'familyName', 'johnsmith', 'Johnsmith', 'johnsmith'],
    ['a Turkish capital', 'familyName', 'İPEKÇİ', 'İpekçi', 'ipekci'],
    ['native script stays', 'familyName', 'ИВАНОВ', 'Иванов', 'ivanov'],
  ] as const)('%s: %s %s → %s', (_why, as, text, value, folded) => {
    expect(names.part(text, as)[as]).toEqual({ value, folded, original: text })
  })

  test.each(['N/A', 'Unknown', 'TEST', 'customer', 'xxx', '123', 'aaaa'])('%s says nothing but stays', (text) => {
    expect(names.part(text, 'givenName').givenName).toMatchObject({ folded: '', original: text })
  })

  test.each(['Cash', 'Nan', 'Na', 'Child', 'Blank'])('%s is a name', (text) => {
    expect(names.part(text, 'familyName').familyName?.folded).toBe(text.toLowerCase())
  })

  test('a suffix in the family name and a title in the given name come out', () => {
    expect(line(names.part('Brown Jr', 'familyName'))).toBe('|||Brown|Jr.')
    expect(line(names.part('Dr Robert J', 'givenName'))).toBe('Dr|Robert|J||')
  })

  test('generations tell people apart, credentials do not: the kind says which', () => {
    expect(names.suffix('senior')).toMatchObject({ value: 'Sr.', folded: 'sr', kind: 'generation' })
    expect(names.suffix('Ph.D.')).toMatchObject({ value: 'PhD', folded: 'phd', kind: 'credential' })
  })
})
