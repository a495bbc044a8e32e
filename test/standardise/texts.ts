import fc from 'fast-check'

/** Words that cleaning has an opinion about, in odd company: they find more than random letters do. */
const WORDS = [
  ...[
    'Dr.',
    'JR',
    'van',
    'DER',
    "O'Brien",
    'Mc',
    'mcdonald',
    'Müller',
    'MUELLER',
    'de',
    'la',
    'II',
    'Smith,',
    'ß',
    '张伟',
    'Иван',
  ],
  ...[
    'GmbH',
    '& Co. KG',
    'L.L.C.',
    'Inc',
    'the',
    'AND',
    'trading as',
    'd/b/a',
    '(London)',
    '- HQ',
    'S.p.A.',
    'SARL',
    'Int’l',
  ],
  ...[
    '12',
    'Main',
    'St',
    'Apt',
    '#4',
    'Hauptstr.',
    'PO Box',
    'N',
    'Rue',
    'Calle',
    '5a',
    '10-12',
    ',',
    '/',
    'Suite',
    'TX',
    '78701',
  ],
  ...[
    '+49',
    '(0)30',
    '555',
    '0142',
    'x12',
    '@',
    'example.com',
    'info',
    '..',
    'www.',
    'http://',
    'co.uk',
    '1984-03-02',
    '3/4/85',
  ],
]
/** Any text, more often than not of such words. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join('')),
)

/** Upper, lower or mixed case, by the length of the text: a text is written in one way each time. */
export const anyCase = (value: string): string =>
  [value, value.toUpperCase(), ` ${value.toLowerCase()} `][value.length % 3] ?? value

const joined = (...parts: readonly (readonly string[])[]) =>
  fc.tuple(...parts.map((some) => fc.constantFrom(...some))).map((chosen) => chosen.join(''))

export const EMAIL = joined(
  ['', 'mailto:', ' ', '<'],
  ['ann.lee', 'Ann_Lee', 'INFO', 'o’brien', 'a+news', 'jörg', 'x'],
  ['@', ' @ '],
  ['Example.COM', 'gmail.com', 'gmial.com', 'googlemail.com', 'web.de', 'münchen.de', 'acme.co.uk'],
  ['', '', '>', ' ', '.', ';'],
)
export const PHONE = joined(
  ['', '+1 ', '001-', '+49 ', '0', 'tel: '],
  ['(512) 555-0142', '512.555.0142', '5125550142', '30 901820', '(0)89 12345678', '0151 23456789'],
  ['', '', ' x12', ' ext. 7', '/'],
)
export const DATE = fc
  .tuple(
    fc.integer({ min: 1, max: 31 }),
    fc.constantFrom('1', '03', '11', 'Mar', 'märz', 'December'),
    fc.constantFrom('1984', '2004', '84'),
    fc.constantFrom('.', '/', '-', ' '),
    fc.boolean(),
  )
  .map(([day, month, year, between, yearFirst]) => (yearFirst ? [year, month, day] : [day, month, year]).join(between))
export const URL_TEXT = joined(
  ['', 'http://', 'HTTPS://', 'www.'],
  ['example.com', 'Acme.CO.UK', 'shop.lesage.fr', 'münchen.de', 'example.com:8080'],
  ['', '/', '/contact?x=1#top', '/Über uns'],
)
export const NUMBER = joined(
  ['', '-', '+', ' '],
  ['1.234,50', '1,234.50', '1200', '0,5', '.5', '1 000', '12e3'],
  ['', '0'],
)
