import type { RecordInput } from '../../server/model/record.ts'
import { pick } from './seeded.ts'
import { personInput } from './world.ts'

/** `Ann Bell: 12 Main Street | Springfield | IL | 62704` */
export function livingAt(id: string, text: string, updatedAt = '2024-01-01T00:00:00Z'): RecordInput {
  const [name = '', place = ''] = text.split(': ')
  const [givenName = '', familyName = ''] = name.split(' ')
  const [line1 = '', city = 'Springfield', region = 'IL', postcode = '62704'] = place.split(' | ')
  const address = {
    'address.line1': line1,
    'address.city': city,
    'address.region': region,
    'address.postcode': postcode,
  }
  return personInput(`crm:person:${id}`, { givenName, familyName, ...address }, { updatedAt, createdAt: updatedAt })
}

/** People of few families in a town where every street is nearly another, and postcodes are left out at will. */
export function townOfSlips(count: number, random: () => number): RecordInput[] {
  return Array.from({ length: count }, (_, i) => {
    const street = pick(['Park', 'Bark', 'Prak', 'Parks', 'Marten', 'Martin', 'Martn', 'Marteen'], random)
    const [city, postcode] = [pick(['Springfield', 'Springfeild'], random), pick(['62704', '62705', ''], random)]
    const house = 3 + 9 * Math.floor((random() * count) / 15)
    const name = `${String.fromCharCode(65 + (i % 26))}${i} ${pick(['Bell', 'Ulm'], random)}`
    return livingAt(`${i}`, `${name}: ${house} ${street} St | ${city} | IL | ${postcode}`)
  })
}
