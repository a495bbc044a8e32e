import { describe, expect, test } from 'vitest'
import { emailCleaner } from '../../server/standardise/values/email.ts'
import { phoneCleaner } from '../../server/standardise/values/phone.ts'
import { phoneCell } from '../../server/standardise/values/phone-cell.ts'
import { urlCleaner } from '../../server/standardise/values/url.ts'
import { person } from '../kit/build.ts'
import { KNOWN } from './rules.ts'

const email = emailCleaner(KNOWN)
const phone = phoneCleaner(KNOWN)
const url = urlCleaner(KNOWN)

describe('e-mail', () => {
  test.each([
    ['case and blanks', ' Cat.Yu@Example.COM ', 'cat.yu@example.com', 'cat.yu@example.com', undefined],
    [
      'gmail without points and tag',
      'Cat.Yu+shop@googlemail.com',
      'cat.yu+shop@googlemail.com',
      'catyu@gmail.com',
      'private',
    ],
    ['a tag anywhere', 'cat+x@acme.com', 'cat+x@acme.com', 'cat@acme.com', undefined],
    ['yahoo tags with a hyphen', 'cat-x@yahoo.com', 'cat-x@yahoo.com', 'cat@yahoo.com', 'private'],
    ['role box', 'Info@Acme.com', 'info@acme.com', 'info@acme.com', 'role'],
    ['disposable', 'cat@mailinator.com', 'cat@mailinator.com', 'cat@mailinator.com', 'disposable'],
    ['name in front', 'Cat Yu <cat@acme.com>', 'cat@acme.com', 'cat@acme.com', undefined],
    ['words behind', 'cat@acme.com call first', 'cat@acme.com', 'cat@acme.com', undefined],
    ['mailto', 'mailto:cat@acme.com', 'cat@acme.com', 'cat@acme.com', undefined],
    ['two points in a row', 'cat..yu@acme.com', 'cat.yu@acme.com', 'cat.yu@acme.com', undefined],
    ['comma for a point', 'cat@gmail,com', 'cat@gmail.com', 'cat@gmail.com', 'private'],
    ['misspelt domain, for matching only', 'cat@gmial.com', 'cat@gmial.com', 'cat@gmail.com', undefined],
  ])('%s: %s', (_why, text, value, folded, kind) => {
    expect(email(text)).toEqual({ value, folded, original: text, ...(kind === undefined ? {} : { kind }) })
  })

  test.each([
    'n/a',
    'none@none.com',
    'NA@na.com',
    'noemail@example.com',
    'test@test.com',
    'cat@',
    'cat',
    'a@b@c.com',
    'xxxx@x.com',
  ])('%s says nothing', (text) => expect(email(text)).toMatchObject({ folded: '', original: text }))
})

describe('phone', () => {
  test.each<[text: string, kind: string | undefined]>([
    ['534-6361', 'local'],
    ['(0) 53 46 36', 'local'],
    ['7654321', undefined], // a run of digits
    ['5555555', undefined],
    ['53461', undefined], // too short to be dialled
    ['Tel 534x', undefined],
    ['+534 6361', undefined], // says that it is whole
  ])('%s without its area is kept as written, and said to be local: %s', (text, kind) => {
    expect(phone(text, ['US'], false)).toEqual({ value: text, folded: '', original: text, ...(kind && { kind }) })
  })

  test.each([
    ['national, country by hint', '(512) 555-0142', ['US'], '+15125550142', undefined],
    ['international', '+49 30 1234567', ['US'], '+49301234567', undefined],
    ['00 is the international prefix', '0049 30 1234567', ['US'], '+49301234567', undefined],
    ['(0) is dialled only inside', '+49 (0)30 1234567', ['US'], '+49301234567', undefined],
    ['the first country that has it', '030 1234567', ['US', 'DE'], '+49301234567', undefined],
    ['plus forgotten', '49 171 5015623', ['US'], '+491715015623', undefined],
    ['1 in front', '1-206-748-6093', ['US'], '+12067486093', undefined],
    ['x', '614 497 7795 x154', ['US'], '+16144977795', 'ext 154'],
    ['ext.', '0482456414 ext. 129', ['IT'], '+390482456414', 'ext 129'],
    ['hyphen', '9169350012-120', ['US'], '+19169350012', 'ext 120'],
    ['hyphen behind a whole number abroad', '01412 771614-499', ['GB'], '+441412771614', 'ext 499'],
    ['no country, one plan has it', '206.748.6093', [], '+12067486093', undefined],
    ['a 0 in front is not North American', '0555/198976', ['US', 'IT'], '+390555198976', undefined],
    ['full width', '０３−１２３４−５６７９', ['JP'], '+81312345679', undefined],
    ['Arabic digits', '٠٥٠١٢٣٤٥٦٩', ['SA'], '+966501234569', undefined],
    ['Devanagari digits', '९८२५०१२३४५', ['IN'], '+919825012345', undefined],
    ['a mobile in Mexico as it was dialled', '+52 1 55 2345 6781', [], '+525523456781', undefined],
    ['and from within', '044 55 2345 6781', ['MX'], '+525523456781', undefined],
    ['its own country without the plus', '49171 5550178', ['DE'], '+491715550178', undefined],
    ['the same where no 0 is dialled', '420601234567', ['CZ'], '+420601234567', undefined],
    ['the same by a country whose plan takes nearly all', '43 664 5550178', ['AT'], '+436645550178', undefined],
    ['the way out of America stands apart', '011 44 20 7946 0018', ['US'], '+442079460018', undefined],
    ['a spreadsheet made a fraction of it', '2125550123.0', ['US'], '+12125550123', undefined],
    ['letters of the keypad', '1-800-FLOWERS', ['US'], '+18003569377', undefined],
    ['RFC 3966', 'tel:+1-212-555-0123;ext=45', [], '+12125550123', 'ext 45'],
    ['Russian extension', '+7 495 123-45-67 доб. 12', [], '+74951234567', 'ext 12'],
    ['Japanese extension', '03-1234-5679 内線 12', ['JP'], '+81312345679', 'ext 12'],
    ['Brazilian extension', '(11) 3456-7891 ramal 208', ['BR'], '+551134567891', 'ext 208'],
    ['long enough but in no plan: kept', '471 466 9715', ['US'], '+14714669715', undefined],
  ])('%s: %s', (_why, text, countries, value, kind) => {
    const expected = { value, folded: value.slice(1), original: text, ...(kind === undefined ? {} : { kind }) }
    expect(phone(text, countries)).toEqual(expected)
  })

  test.each(['0000000000', '111-111-1111', '(999) 999-9999', '1234567890', '555', 'n/a', '+1 836 351 959', '12345'])(
    '%s says nothing',
    (text) => expect(phone(text, ['US'])).toEqual({ value: text, folded: '', original: text }),
  )
})

describe('what a spreadsheet or a town has left of a phone number', () => {
  test.each(['4.47701E+11', '4,47701E+11', '2.1E+9'])('%s is no number', (text) => {
    expect(phone(text, ['GB'])).toEqual({ value: text, folded: '', original: text })
  })
  test.each(['253-0142', '482-5301', '555 0142', '７３４−５２１８'])(
    '%s is nowhere else than where it was noted',
    (text) => {
      expect(phone(text, ['US'])).toMatchObject({ folded: '', kind: 'local' })
      expect(phone(text, [])).toMatchObject({ folded: '', kind: 'local' })
    },
  )
})

describe('several in one cell', () => {
  const cell = phoneCell(KNOWN)
  const TWO = ['+442079460018', '+442079460019']
  test.each<[why: string, text: string]>([
    ['comma', '020 7946 0018, 020 7946 0019'],
    ['comma without a blank', '02079460018,02079460019'],
    ['semicolon', '020 7946 0018; 020 7946 0019'],
    ['bar', '020 7946 0018|020 7946 0019'],
    ['slash', '020 7946 0018/020 7946 0019'],
    ['word', '020 7946 0018 or 020 7946 0019'],
    ['labels behind', '020 7946 0018 (home) 020 7946 0019 (work)'],
    ['labels in front', 'H: 020 7946 0018 W: 020 7946 0019'],
    ['labels of another language', 'privat 020 7946 0018, dienstlich: 020 7946 0019'],
    ['international beside national', '+44 20 7946 0018, 020 7946 0019'],
  ])('%s', (_why, text) => {
    expect(cell(text, (one) => phone(one, ['GB'])).map(({ value }) => value)).toEqual(TWO)
  })

  test('extensions stay with their numbers', () => {
    const made = cell('650-253-0000 x136, 650-253-0000 x137', (one) => phone(one, ['US']))
    expect(made.map(({ value, kind }) => [value, kind])).toEqual([
      ['+16502530000', 'ext 136'],
      ['+16502530000', 'ext 137'],
    ])
  })

  test.each(['0171/5550178', '(030) 901-820, Zimmer 12', '020 7946 0018 ask for Bob', '+1 (212) 555-0123'])(
    '%s is one',
    (text) =>
      expect(cell(text, (one) => phone(one, ['DE', 'GB'])).filter(({ folded }) => folded !== '')).toHaveLength(1),
  )

  test('a part that is no number is kept as one', () => {
    const made = cell('020 7946 0018, 99999999', (one) => phone(one, ['GB']))
    expect(made.map(({ value, folded }) => [value, folded])).toEqual([
      ['+442079460018', '442079460018'],
      ['99999999', ''],
    ])
  })

  test.each<[field: string, text: string, values: string[]]>([
    ['phone', '["+442079460018","+442079460019"]', TWO],
    ['phone', '020 7946 0018\n020 7946 0019', TWO],
    ['phone', '020 7946 0018 ::: 020 7946 0019', TWO],
    ['email', 'ann@lee.example<br/>lee@ann.example', ['ann@lee.example', 'lee@ann.example']],
    ['email', '["ann@lee.example", "lee@ann.example"]', ['ann@lee.example', 'lee@ann.example']],
    ['email', 'ann@lee.example ::: lee@ann.example', ['ann@lee.example', 'lee@ann.example']],
    ['website', 'lee.example; ann.example', ['https://lee.example', 'https://ann.example']],
    ['identifier.ein', '12-5550001;12-5550002', ['12-5550001', '12-5550002']],
  ])('%s %j', (field, text, values) => {
    const made = person({ [field]: text, 'address.country': 'GB' })
    expect(made.values[field]?.map(({ value }) => value)).toEqual(values)
  })
})

describe('web address', () => {
  test.each([
    ['bare host', 'lesage.fr', 'https://lesage.fr', 'lesage.fr'],
    ['www and capitals', 'WWW.VIVALDI.IT', 'https://vivaldi.it', 'vivaldi.it'],
    ['page', 'http://www.atlas.de/contact/', 'https://atlas.de/contact', 'atlas.de'],
    ['sub-domain', 'https://shop.acme.co.uk', 'https://shop.acme.co.uk', 'acme.co.uk'],
    ['query and port', 'http://acme.com:8080/a?b=c#d', 'https://acme.com/a', 'acme.com'],
    [
      'page on a shared host',
      'https://www.facebook.com/AcmeShop',
      'https://facebook.com/AcmeShop',
      'facebook.com/acmeshop',
    ],
    ['shop below a shared host', 'acme.myshopify.com', 'https://acme.myshopify.com', 'acme.myshopify.com'],
    ['a shared host alone says nothing', 'www.amazon.com', 'https://amazon.com', ''],
    ['none', 'n/a', 'n/a', ''],
    ['no host', 'see brochure', 'see brochure', ''],
  ])('%s: %s', (_why, text, value, folded) => expect(url(text)).toEqual({ value, folded, original: text }))
})

describe('what is written beside numbers and addresses', () => {
  test.each<[field: 'phone' | 'email', cell: string, kinds: (string | undefined)[], note: string | undefined]>([
    ['phone', 'H: 020 7946 0018', ['home'], undefined],
    ['phone', '020 7946 0018 (Büro)', ['work'], undefined],
    ['phone', 'móvil 020 7946 0018', ['mobile'], undefined],
    ['phone', 'tel:+442079460018', [undefined], undefined],
    ['phone', 'Work 020 7946 0018 ext. 12', ['ext 12'], undefined],
    ['phone', '212-555-CARS', [undefined], undefined],
    ['phone', '020 7946 0018 or 020 7946 0019', [undefined, undefined], undefined],
    ['phone', '020 7946 0018 ask for Bob', [undefined], '020 7946 0018 ask for Bob'],
    ['phone', '020 7946 0018 (after 6pm)', [undefined], '020 7946 0018 (after 6pm)'],
    [
      'phone',
      '020 7946 0018 (home) 020 7946 0019 (work)',
      [undefined, undefined],
      '020 7946 0018 (home) 020 7946 0019 (work)',
    ],
    ['email', 'Cat Yu <cat@acme.com>', [undefined], undefined],
    ['email', 'Front Desk <cat@acme.com>', [undefined], 'Front Desk <cat@acme.com>'],
    ['email', 'cat@acme.com (not at weekends)', [undefined], 'cat@acme.com (not at weekends)'],
  ])('%s: %s', (field, cell, kinds, note) => {
    const { values } = person({
      [field]: cell,
      fullName: 'Cat Yu',
      'address.country': cell.startsWith('212') ? 'US' : 'GB',
    })
    expect(values[field]?.map(({ kind }) => kind)).toEqual(kinds)
    expect(values.note?.[0]?.value).toBe(note)
  })
})
