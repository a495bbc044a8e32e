import { describe, expect, test } from 'vitest'
import { contact, named, person } from '../../kit/build.ts'
import { levelsOf } from '../../kit/levels.ts'

describe('email', () => {
  test.each<[why: string, a: string, b: string, level: string]>([
    ['the same box', 'Ann.Lee@Example-Mail.com', 'ann.lee@example-mail.com', 'same'],
    ['points and tags do not matter to some providers', 'ann.lee+acme@gmail.com', 'annlee@gmail.com', 'same'],
    ['a letter is missing', 'katharina.vogt@web.de', 'katharna.vogt@web.de', 'typo'],
    ['the domain has a typo', 'katharina.vogt@vogt-und-sohn.de', 'katharina.vogt@vogt-und-shon.de', 'typo'],
    ['the same person moved provider', 'katharina.vogt@web.de', 'katharina.vogt@yahoo.com', 'local'],
    ['another number is another box', 'jan.smith1@gmail.com', 'jan.smith2@gmail.com', 'similar'],
    ['colleagues', 'ann@muster-textil.de', 'bernd@muster-textil.de', 'domain'],
    ['a free provider tells nothing', 'ann.lee@gmail.com', 'bernd.otto@gmail.com', 'different'],
  ])('%s: %s / %s → %s', (_why, a, b, level) => {
    expect(levelsOf(person({ email: a }), person({ email: b }))).toMatchObject({ email: level })
  })

  test.each<[why: string, box: [string, string?], a: string, b: string, level: string | undefined]>([
    ['named after its owner', ['karl.smith@web.de'], 'Karl Smith', 'Karl Smith', 'same'],
    ['a slip in the given name', ['karl.smith@web.de'], 'Karl Smith', 'Krl Smith', 'same'],
    ['a nickname', ['robert.smith@web.de'], 'Robert Smith', 'Bob Smith', 'same'],
    ['an initial', ['bsmith@web.de'], 'B Smith', 'Bob Smith', 'same'],
    ['a word that is nobody’s name', ['sunshine84@web.de'], 'Karl Smith', 'Paula Smith', 'same'],
    ['the name of one of the two', ['karl.smith@web.de'], 'Karl Smith', 'Paula Smith', 'household'],
    ['the family’s name', ['smith77@web.de'], 'Karl Smith', 'Paula Smith', 'household'],
    ['a third one’s name', ['otto.smith@web.de'], 'Karl Smith', 'Paula Smith', 'household'],
    ['the name again, elsewhere', ['karl.smith@web.de', 'karl.smith@gmail.com'], 'Karl Smith', 'Karl Smith', undefined],
    ['more than the name', ['karl.smith77@web.de', 'karl.smith77@gmail.com'], 'Karl Smith', 'Karl Smith', 'local'],
  ])('whose box it is. %s: %s of %s / %s → %s', (_why, [first, second = first], a, b, level) => {
    expect(levelsOf(named(a, { email: first }), named(b, { email: second })).email).toBe(level)
  })

  test('an office box is shared, not personal', () => {
    const info = { email: 'info@muster-textil.de' }
    expect(levelsOf(contact(info), contact(info))).toMatchObject({ email: 'shared' })
  })

  test('the best pair of several counts', () => {
    const two = person({ email: ['old@web.de', 'ann.lee@gmail.com'] })
    expect(levelsOf(two, person({ email: 'ann.lee@gmail.com' }))).toMatchObject({ email: 'same' })
  })
})

describe('phone', () => {
  test.each<[why: string, a: string, b: string, level: string]>([
    ['written otherwise', '(512) 555-0142', '+1 512 555 0142', 'same'],
    ['a digit off', '512 555 0142', '512 555 0143', 'typo'],
    ['another number', '512 555 0142', '303 555 8899', 'different'],
    ['a number without its area, twice', '534-6361', '534 6361', 'same'],
    ['a number without its area and the whole one', '534-6361', '+1 312 534 6361', 'tail'],
    ['a digit off, without an area', '534-6361', '534-6362', 'typo'],
    ['two numbers without their areas', '534-6361', '921-7740', 'different'],
  ])('%s: %s / %s → %s', (_why, a, b, level) => {
    expect(levelsOf(person({ phone: a }), person({ phone: b }))).toMatchObject({ phone: level })
  })

  test.each<[why: string, a: string, b: string, level: string | undefined]>([
    ['two extensions of a switchboard say nothing', '650 253 0000 x136', '650 253 0000 x137', undefined],
    ['the same extension', '650 253 0000 x136', '(650) 253-0000 ext. 136', 'same'],
    ['a switchboard and an extension of it', '650 253 0000', '650 253 0000 x137', 'same'],
    ['an extension of another switchboard', '650 253 0000 x136', '303 555 8899 x136', 'different'],
  ])('%s', (_why, a, b, level) => {
    expect(levelsOf(person({ phone: a }), person({ phone: b })).phone).toBe(level)
  })

  test('a mobile of one record is compared with the phone of the other', () => {
    expect(levelsOf(person({ phone: '512 555 0142' }), person({ mobile: '5125550142' }))).toMatchObject({
      phone: 'same',
    })
  })
})
