import { describe, expect, test } from 'vitest'
import { named, person } from '../../kit/build.ts'
import { levelsOf } from '../../kit/levels.ts'

describe('personName', () => {
  test.each<[why: string, a: string, b: string, given: string, family: string]>([
    ['the same', 'Maria Lopez', 'Maria López', 'exact', 'exact'],
    ['umlauts are spelt in three ways', 'Jürgen Müller', 'Juergen Mueller', 'exact', 'exact'],
    ['a nickname', 'Bob Smith', 'Robert Smith', 'nickname', 'exact'],
    ['a nickname of a nickname is another name', 'Ted Smith', 'Bill Smith', 'different', 'exact'],
    ['an initial', 'R. Smith', 'Robert Smith', 'initial', 'exact'],
    ['another initial', 'R. Smith', 'Peter Smith', 'different', 'exact'],
    ['the initial of the whole name', 'R. Smith', 'Bob Smith', 'initial', 'exact'],
    ['the initial of the short name', 'B. Smith', 'Robert Smith', 'different', 'exact'],
    ['the initial of neither', 'P. Smith', 'Bob Smith', 'different', 'exact'],
    ['a letter left out', 'Elizabth Warren', 'Elizabeth Warren', 'typo', 'exact'],
    ['two letters swapped', 'Micheal Brown', 'Michael Brown', 'typo', 'exact'],
    ['a family name with a typo', 'John Doeburg', 'John Dowburg', 'exact', 'typo'],
    ['one of two family names', 'Ana García López', 'Ana García', 'exact', 'part'],
    ['a double name after marriage', 'Anna Weber-Klein', 'Anna Weber', 'exact', 'part'],
    ['a compound given name', 'Jean-Luc Picard', 'Jean Picard', 'part', 'exact'],
    ['it sounds alike', 'Stephen Meyer', 'Stephen Maier', 'exact', 'near'],
    ['two compound given names', 'Jean-Luc Picard', 'Jean-Marie Picard', 'different', 'exact'],
    ['initials of a compound given name', 'JC Juncker', 'Jean-Claude Juncker', 'initial', 'exact'],
    ['a man and a woman', 'Mario Rossi', 'Maria Rossi', 'alike', 'exact'],
    ['two double names', 'Ana García López', 'Ana García Ruiz', 'exact', 'near'],
    ['a particle left out', 'Ludwig van Beethoven', 'Ludwig Beethoven', 'exact', 'part'],
    ['another romanisation', 'Mohammed Gorbatschow', 'Muhammad Gorbachev', 'nickname', 'typo'],
    ['a family name of Korea', 'Jisung Park', 'Jisung Bak', 'exact', 'typo'],
    ['strangers', 'Walter Ulbrich', 'Susan Kowalski', 'different', 'different'],
  ])('%s: %s / %s', (_why, a, b, given, family) => {
    expect(levelsOf(named(a), named(b))).toMatchObject({ given, family, order: 'straight' })
  })

  test('given and family name swapped are read the right way round', () => {
    expect(levelsOf(named('Lopez Maria'), named('Maria Lopez'))).toMatchObject({
      given: 'exact',
      family: 'exact',
      order: 'swapped',
    })
  })

  test('both names in the family name column are told apart', () => {
    const fused = person({ familyName: 'Jay Ruiz' })
    expect(levelsOf(fused, named('Jay Ruiz'))).toMatchObject({ given: 'exact', family: 'exact' })
  })

  test('a former name explains another family name', () => {
    const married = named('Catherine Johnson', { formerName: 'Yu' })
    expect(levelsOf(married, named('Catherine Yu'))).toMatchObject({ given: 'exact', family: 'former' })
  })

  type Spoken = [family: string, given: string, familySpoken?: string, givenSpoken?: string]
  const spoken = ([familyName, givenName, familyNamePhonetic = '', givenNamePhonetic = '']: Spoken) =>
    person({ familyName, givenName, familyNamePhonetic, givenNamePhonetic })
  test.each<[why: string, a: Spoken, b: Spoken, given: string | undefined, family: string | undefined]>([
    ['letters write what is said', ['井上', '里佳', 'イノウエ', 'リカ'], ['Inoue', 'Rika'], 'exact', 'exact'],
    ['so does kana', ['井上', '里佳', 'イノウエ', 'リカ'], ['いのうえ', 'りか'], 'exact', 'exact'],
    [
      'other signs that are said alike',
      ['斎藤', '洋子', 'サイトウ', 'ヨウコ'],
      ['西東', '容子', 'さいとう', 'ようこ'],
      'typo',
      'typo',
    ],
    ['half-width kana', ['佐藤', '健', 'ｻﾄｳ', 'ｹﾝ'], ['砂糖', '健', 'サトウ', 'ケン'], 'exact', 'typo'],
    [
      'said otherwise',
      ['佐藤', '健一', 'サトウ', 'ケンイチ'],
      ['井上', '里佳', 'イノウエ', 'リカ'],
      'different',
      'different',
    ],
    [
      'signs that agree need no sound',
      ['佐藤', '健', 'サトウ', 'ケン'],
      ['佐藤', '健', 'サトウ', 'タケシ'],
      'exact',
      'exact',
    ],
    ['one alone says nothing to signs', ['佐藤', '洋子', 'サトウ', 'ヨウコ'], ['佐藤', '容子'], 'different', 'exact'],
  ])('names as they are said: %s', (_why, a, b, given, family) => {
    expect(levelsOf(spoken(a), spoken(b))).toMatchObject({ given, family })
    expect(levelsOf(spoken(b), spoken(a))).toEqual(levelsOf(spoken(a), spoken(b)))
  })

  const written = (familyName: string, givenName: string) => person({ givenName, familyName })
  test.each<[why: string, a: [string, string], b: [string, string], given?: string, family?: string]>([
    ['Japanese readings of Han signs', ['井上', '里佳'], ['Inoue', 'Rika']],
    ['Chinese readings are Pinyin', ['张', '伟'], ['Zhang', 'Wei'], 'exact', 'exact'],
    ['one part that agrees shows how it is read', ['张', '伟'], ['Zhang', 'Fang'], 'different', 'exact'],
    ['two names in Han signs', ['井上', '里佳'], ['佐藤', '健一'], 'different', 'different'],
    ['Hangul has one reading', ['최', '민준'], ['Jang', 'Seoyeon'], 'different', 'different'],
  ])('%s', (_why, a, b, given, family) => {
    const levels = levelsOf(written(...a), written(...b))
    expect([levels.given, levels.family]).toEqual([given, family])
    expect(levelsOf(written(...b), written(...a))).toEqual(levels)
  })

  test.each<[why: string, a: Record<string, string>, b: Record<string, string>, middle: string | undefined]>([
    ['two of one family', { fullName: 'Virginia Vicens Zamorano' }, { fullName: 'Benita Vicens Zamorano' }, undefined],
    ['one person', { fullName: 'Benita Vicens Zamorano' }, { fullName: 'Benita Vicens Zamorano' }, 'same'],
    [
      'a middle name that is said to be one',
      { givenName: 'Virginia', middleName: 'Luz', familyName: 'Zamorano' },
      { givenName: 'Benita', middleName: 'Luz', familyName: 'Zamorano' },
      'same',
    ],
  ])('the middle of a name in one string: %s', (_why, a, b, middle) => {
    expect(levelsOf(person(a), person(b)).middle).toBe(middle)
  })

  test('a missing given name says nothing', () => {
    expect(levelsOf(person({ familyName: 'Smith' }), named('Ann Smith'))).not.toHaveProperty('given')
  })

  test('junior and senior are in conflict, junior and nothing is not', () => {
    const junior = named('John Smith', { suffix: 'Jr.' })
    expect(levelsOf(junior, named('John Smith', { suffix: 'Sr' }))).toMatchObject({ suffix: 'conflict' })
    expect(levelsOf(junior, named('John Smith'))).not.toHaveProperty('suffix')
  })

  test.each<[why: string, a: string, b: string, levels: Record<string, string>]>([
    [
      'goes by the second name',
      'Boris Johnson',
      'Alexandre Boris de Pfeffel Johnson',
      { given: 'part', family: 'exact' },
    ],
    ['a patronymic more', 'Vladimir Putin', 'Vladimir Vladimirovich Putin', { given: 'exact', family: 'exact' }],
    ['another patronymic', 'Sergey Viktorovich Lavrov', 'Sergey Borisovich Lavrov', { middle: 'different' }],
    ['another initial', 'William W. Frost', 'William G. Frost', { middle: 'different' }],
    [
      'father and son',
      'Salman bin Muhammad al-Rawi',
      'Muhammad bin Salman al-Rawi',
      { given: 'near', family: 'exact' },
    ],
    ['a name behind the family name', 'Fazl Rabi', 'Fazl Rabi Abdul Hamid', { given: 'exact', family: 'part' }],
    [
      'family name in front',
      'Ротенберг Аркадий Романович',
      'Arkadii Romanovich Rotenberg',
      { given: 'typo', family: 'exact' },
    ],
    ['blanks lost', 'SergeiLavrov', 'Sergei Lavrov', { given: 'typo', family: 'typo' }],
    ['a script without vowels', 'محمد بن سلمان', 'Mohammed bin Salman', { given: 'typo', family: 'typo' }],
    ['a foreign name in kana', 'バラク・オバマ', 'Barack Obama', { family: 'exact' }],
    ['Hangul and a romanisation of its own', '김정은', 'Kim Jong Un', { given: 'typo', family: 'typo' }],
    ['another sign', '习近朋', '习近平', { given: 'near', family: 'exact' }],
    ['servant of', "'Abd al-Aziz Saleh", 'Abdulaziz Saleh', { given: 'typo', family: 'typo' }],
    ['one word', 'Hannibal', 'Hanniball', { given: 'typo', family: 'typo' }],
  ])('whole names, %s: %s / %s', (_why, a, b, levels) => {
    const [x, y] = [person({ fullName: a }), person({ fullName: b })]
    expect(levelsOf(x, y)).toMatchObject(levels)
    expect(levelsOf(y, x)).toEqual(levelsOf(x, y))
  })

  const fully = (givenName: string, middleName: string, familyName: string) =>
    person({ givenName, familyName, ...(middleName === '' ? {} : { middleName }) })
  test.each<[why: string, a: [string, string, string], b: [string, string, string], given: string, family: string]>([
    ['one goes by the second name', ['Robert', 'John', 'White'], ['John', '', 'White'], 'part', 'exact'],
    ['by a short form of it', ['Robert', 'William', 'White'], ['Bill', '', 'White'], 'part', 'exact'],
    ['the same under another family name', ['Robert', 'John', 'White'], ['John', '', 'Okafor'], 'part', 'different'],
    ['both have more names', ['Ines', 'Paula', 'Marsh'], ['Paula', 'Ruth', 'Okafor'], 'part', 'different'],
    ['a letter is no name to go by', ['Natalie', 'S', 'Williams'], ['Sharon', '', 'Williams'], 'different', 'exact'],
    ['a letter, the other way', ['Sharon', '', 'Williams'], ['Natalie', 'S.', 'Williams'], 'different', 'exact'],
    ['two letters', ['Ines', 'P', 'Marsh'], ['Paula', 'I', 'Marsh'], 'different', 'exact'],
    ['a family name in the middle', ['Ann', 'Keller', 'Marsh'], ['Ann', '', 'Keller'], 'exact', 'part'],
    ['its letter tells nothing', ['Ann', 'K', 'Marsh'], ['Ann', '', 'Keller'], 'exact', 'different'],
  ])('names with a middle, %s', (_why, a, b, given, family) => {
    const [x, y] = [fully(...a), fully(...b)]
    expect(levelsOf(x, y)).toMatchObject({ given, family })
    expect(levelsOf(y, x)).toEqual(levelsOf(x, y))
  })

  test('the order of a name given as one string tells nothing', () => {
    expect(levelsOf(person({ fullName: 'Lopez Maria' }), named('Maria Lopez'))).not.toHaveProperty('order')
    expect(levelsOf(person({ fullName: 'Lopez, Maria' }), named('Maria Lopez'))).toMatchObject({ order: 'straight' })
  })

  test('a stated family name is nobody’s given name', () => {
    const a = person({ givenName: 'Karl', familyName: 'Thomas Smith' })
    expect(levelsOf(a, named('Thomas Smith'))).toMatchObject({ given: 'different' })
  })
})
