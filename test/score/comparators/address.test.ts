import { expect, test } from 'vitest'
import { person, type Said } from '../../kit/build.ts'
import { levelsOf } from '../../kit/levels.ts'

const at = (line1: string, city: string, postcode: string, region = ''): Said => ({
  'address.line1': line1,
  'address.city': city,
  'address.postcode': postcode,
  'address.region': region,
})

test.each<[why: string, a: Said, b: Said, level: string]>([
  ['abbreviated', at('12 Oak Street', 'Austin', '78701'), at('12 Oak St.', 'Austin', '78701'), 'same'],
  ['a typo in the street', at('12 Magnolia Ave', 'Austin', '78701'), at('12 Magnolai Ave', 'Austin', '78701'), 'close'],
  ['the postcode is off by one', at('12 Oak St', 'Austin', '78701'), at('12 Oak St', 'Austn', '78702'), 'close'],
  ['another flat', at('12 Oak St Apt 4', 'Austin', '78701'), at('12 Oak St Apt 9', 'Austin', '78701'), 'unit'],
  ['a flat on one side', at('12 Oak St Apt 4', 'Austin', '78701'), at('12 Oak St', 'Austin', '78701'), 'same'],
  ['another house', at('12 Oak St', 'Austin', '78701'), at('950 Oak St', 'Austin', '78701'), 'street'],
  ['the same postcode', at('12 Oak St', 'Austin', '78701'), at('7 Elm Rd', 'Austin', '78701'), 'postcode'],
  ['the same city', at('12 Oak St', 'Austin', '78701'), at('7 Elm Rd', 'Austin', '78759'), 'city'],
  [
    'slips in street and postcode, the suburb by another name',
    at('147 Hopkins St', 'Gorokan', '2576'),
    at('14 Hopkinss St', 'Croydon', '5276'),
    'street',
  ],
  [
    'the same street name elsewhere',
    at('12 Oak St', 'Austin', '78701', 'TX'),
    at('12 Main St', 'Boston', '02110', 'MA'),
    'different',
  ],
])('%s → %s', (_why, a, b, level) => {
  expect(levelsOf(person(a), person(b))).toMatchObject({ address: level })
  expect(levelsOf(person(b), person(a))).toMatchObject({ address: level })
})
