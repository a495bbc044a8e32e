import { describe, expect, test } from 'vitest'
import { compileBlocker } from '../../server/block/block.ts'
import { BlockRules, keyCap } from '../../server/block/block-rules.ts'
import { applyTransform, type Transform } from '../../server/block/transforms.ts'
import { contact, named, person, shipped } from '../kit/build.ts'

describe('transforms', () => {
  test.each<[transform: Transform, value: string, made: string[]]>([
    ['digits', '+1 (512) 555', ['1512555']],
    ['joined', 'van der berg', ['vanderberg']],
    ['sorted', 'outdoor klemm', ['klemmoutdoor']],
    ['words', 'garcia lopez', ['garcia', 'lopez']],
    ['firstWord', 'garcia lopez', ['garcia']],
    ['lastWord', 'garcia lopez', ['lopez']],
    ['nickname', 'qwertz', ['qwertz']],
    ['year', '1984-03-12', ['1984']],
    ['monthDay', '1984-03-12', ['0312']],
    ['local', 'ann.lee@web.de', ['ann.lee']],
    ['local', 'not an address', []],
    ['domain', 'ann.lee@web.de', ['web.de']],
    ['domain', 'https://www.lesage.fr/contact', ['lesage.fr']],
    ['letters', 'ann.lee86', ['annlee']],
    ['consonants', 'milwaukee outdoor', ['mlktdr']],
    ['acronym', 'barker department stores', ['bds']],
    [{ prefix: 3 }, 'smith', ['smi']],
    [{ prefix: 3 }, 's', []],
    [{ suffix: 4 }, '5550142', ['0142']],
    [{ suffix: 9 }, '5550142', []],
    [{ least: 4 }, 'abc', []],
    [{ not: ['web.de'] }, 'web.de', []],
  ])('%j of %s', (transform, value, made) => {
    expect(applyTransform(transform, value)).toEqual(made)
  })

  test('nicknames of one name share a value', () => {
    const [bob, robert] = [applyTransform('nickname', 'bob'), applyTransform('nickname', 'robert')]
    expect(bob.some((value) => robert.includes(value))).toBe(true)
  })
})

const blocker = compileBlocker(shipped.entities.person.block).keys
const shared = (a: ReturnType<typeof person>, b: ReturnType<typeof person>) => {
  const keys = blocker(b)
  return blocker(a).filter((key) => keys.includes(key))
}

describe('shipped person keys', () => {
  test('are sorted, unique, few, and say entity and pass', () => {
    const keys = blocker(
      named('Jean-Luc de la Picard', {
        birthDate: '1984-03-12',
        email: ['a.picard@web.de', 'jl@gmail.com'],
        phone: ['512 555 0142', '512 555 0143', '512 555 0144', '512 555 0145'],
        'identifier.ssn': '529-33-1122',
        'address.line1': '12 Oak St',
        'address.city': 'Austin',
        'address.postcode': '78701',
      }),
    )
    expect(keys).toEqual([...new Set(keys)].sort())
    expect(keys.length).toBeLessThanOrEqual(shipped.entities.person.block.most)
    const passes = keys.map((key) => /^person\|([a-z0-9-]+)\|./.exec(key)?.[1])
    const expected = ['born', 'born-name', 'email', 'house', 'id', 'name', 'name-place', 'name-year', 'phone', 'street']
    expect([...new Set(passes)].sort()).toEqual(expected)
  })

  test.each<[why: string, a: ReturnType<typeof person>, b: ReturnType<typeof person>]>([
    [
      'nickname and moved',
      named('Bob Smith', { 'address.postcode': '78701' }),
      named('Robert Smith', { 'address.postcode': '02110' }),
    ],
    ['names swapped', named('Maria Lopez'), named('Lopez Maria')],
    [
      'a typo in the name, the same day of birth',
      named('Xavier Kent', { birthDate: '1984-03-12' }),
      named('Xaveir Knet', { birthDate: '1984-03-12' }),
    ],
    ['only the phone', named('A B', { phone: '512 555 0142' }), named('C D', { phone: '+1 512-555-0142' })],
    [
      'another name at the same door',
      named('Ann Lee', { 'address.line1': '12 Oak St', 'address.postcode': '78701' }),
      named('Ann Ortiz', { 'address.line1': '12 Oak Street', 'address.postcode': '78701' }),
    ],
  ])('bring together: %s', (_why, a, b) => {
    expect(shared(a, b)).not.toEqual([])
  })

  test('an empty record has none', () => {
    expect(blocker(person({}))).toEqual([])
  })

  test('a pass may have a cap of its own', () => {
    const rules = shipped.entities.person.block
    expect(keyCap(rules, 'person|email|a@web.de')).toBe(rules.cap)
    expect(keyCap(rules, 'person|born|1984-03-12')).toBe(rules.passes.find(({ name }) => name === 'born')?.cap)
  })
})

describe('keys of several things that each are common', () => {
  const sharedBy = (pass: string, records: [ReturnType<typeof person>, ReturnType<typeof person>]) => {
    const [a = [], b = []] = records.map((record) => compileBlocker(shipped.entities[record.entity].block).keys(record))
    return a.filter((key) => b.includes(key) && key.split('|')[1] === pass).length
  }
  const works = (name: string, employer: string) => named(name, { employer })
  test.each<[why: string, a: ReturnType<typeof person>, b: ReturnType<typeof person>, keys: number]>([
    [
      'one company in two spellings',
      works('Otto Brandl', 'Veltron AG'),
      works('Otto Brandl', 'VELTRON Aktiengesellschaft'),
      2,
    ],
    ['another given name', works('Otto Brandl', 'Veltron AG'), works('O. Brandl', 'Veltron'), 1],
    ['another company', works('Otto Brandl', 'Veltron AG'), works('Otto Brandl', 'Quarzit GmbH'), 0],
  ])('a name at an employer: %s', (_why, a, b, keys) => expect(sharedBy('name-employer', [a, b])).toBe(keys))

  const at = (givenName: string, familyName: string, firm: string) =>
    contact({ givenName, familyName, 'company.name': firm })
  test.each<[why: string, a: ReturnType<typeof person>, b: ReturnType<typeof person>, keys: number]>([
    ['a slip in the family name', at('Irma', 'Tessmer', 'Veltron'), at('Irma', 'Tesmmer', 'Quarzit'), 1],
    ['a nickname and one of two family names', at('Bob', 'Ruiz Prado', 'Veltron'), at('Robert', 'Ruiz', 'Quarzit'), 1],
    ['another name', at('Irma', 'Tessmer', 'Veltron'), at('Irma', 'Obermann', 'Quarzit'), 0],
  ])('somebody who went to another company: %s', (_why, a, b, keys) => {
    expect(sharedBy('name-start', [a, b]) > 0).toBe(keys > 0)
  })
})

test('two passes of one name are refused', () => {
  const rules = shipped.entities.person.block
  expect(BlockRules.safeParse({ ...rules, passes: [...rules.passes, rules.passes[0]] }).success).toBe(false)
})
