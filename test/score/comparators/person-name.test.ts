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
    ['a letter left out', 'Elizabth Warren', 'Elizabeth Warren', 'typo', 'exact'],
    ['two letters swapped', 'Micheal Brown', 'Michael Brown', 'typo', 'exact'],
    ['a family name with a typo', 'John Doeburg', 'John Dowburg', 'exact', 'typo'],
    ['one of two family names', 'Ana García López', 'Ana García', 'exact', 'part'],
    ['a double name after marriage', 'Anna Weber-Klein', 'Anna Weber', 'exact', 'part'],
    ['a compound given name', 'Jean-Luc Picard', 'Jean Picard', 'part', 'exact'],
    ['it sounds alike', 'Stephen Meyer', 'Stephen Maier', 'exact', 'near'],
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

  test('a missing given name says nothing', () => {
    expect(levelsOf(person({ familyName: 'Smith' }), named('Ann Smith'))).not.toHaveProperty('given')
  })

  test('junior and senior are in conflict, junior and nothing is not', () => {
    const junior = named('John Smith', { suffix: 'Jr.' })
    expect(levelsOf(junior, named('John Smith', { suffix: 'Sr' }))).toMatchObject({ suffix: 'conflict' })
    expect(levelsOf(junior, named('John Smith'))).not.toHaveProperty('suffix')
  })
})
