import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { LoadFile } from '../../server/pipeline/load/read-files.ts'
import { below, pick, seeded } from '../kit/seeded.ts'

export type GroupSizes = { groups: number; companies: number; contacts: number; orders: number }

/** Companies from a root to the deepest one below it. */
const DEEPEST = 12
const SYLLABLES = [
  'ba',
  'cor',
  'del',
  'fen',
  'gar',
  'hol',
  'jun',
  'kel',
  'lum',
  'mar',
  'nor',
  'pol',
  'quin',
  'ras',
  'tov',
  'wex',
]
const DEPARTMENTS = ['Finance', 'Purchasing', 'Sales', 'Logistics', 'Marketing']
const GIVEN = ['Anna', 'Bruno', 'Chiara', 'Dmitri', 'Esther', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas']

/**
 * Groups of companies of one system, each a tree of equal size and at most twelve deep, with contacts and orders spread over
 * them, as files to load. Company `g-0` is the root of group `g`; names are of their own, so that none are one.
 */
export async function writeGroups(folder: string, sizes: GroupSizes): Promise<LoadFile[]> {
  const random = seeded(6)
  const idOf = (n: number) => `${Math.floor(n / sizes.companies)}-${n % sizes.companies}`
  const count = sizes.groups * sizes.companies
  const anyone = () => idOf(below(random, count))
  const file = async (name: string, mapping: Record<string, unknown>, rows: number, row: (i: number) => string[]) => {
    const path = join(folder, `${name}.csv`)
    const fields = mapping.fields as Record<string, string>
    const out = createWriteStream(path)
    out.write(`${['id', ...Object.keys(fields)].join(',')}\n`)
    for (let i = 0; i < rows; i++) if (!out.write(`${row(i).join(',')}\n`)) await once(out, 'drain')
    out.end()
    await once(out, 'finish')
    return { path, mapping: parseMapping({ source: 'erp', id: 'id', ...mapping }) }
  }
  let depths: number[] = []
  const companies = { name: 'name', tax: 'taxId', parent: 'parent.id' }
  const contacts = {
    given: 'givenName',
    family: 'familyName',
    email: 'email',
    department: 'department',
    company: 'company.id',
  }
  const orders = { company: 'customer.id', date: 'date', product: 'product', amount: 'amount', currency: 'currency' }
  return [
    await file('companies', { entity: 'company', fields: companies }, count, (n) => {
      const place = n % sizes.companies
      if (place === 0) depths = [1]
      const above = Array.from({ length: place }, () => below(random, place)).find((i) => (depths[i] ?? 0) < DEEPEST)
      if (above !== undefined) depths.push((depths[above] ?? 0) + 1)
      const parent = above === undefined ? '' : idOf(n - place + above)
      return [idOf(n), nameOf(n), `DE${String(100_000_000 + n * 7)}`, parent]
    }),
    await file('contacts', { entity: 'contact', fields: contacts }, sizes.contacts, (n) => {
      const family = nameOf(n + count)
      return [`p${n}`, pick(GIVEN, random), family, `${family}.${n}@example.org`, pick(DEPARTMENTS, random), anyone()]
    }),
    await file('orders', { entity: 'order', fields: orders }, sizes.orders, (n) => [
      `o${n}`,
      anyone(),
      `2025-0${1 + below(random, 9)}-1${below(random, 9)}`,
      `Product ${below(random, 50)}`,
      `${10 + below(random, 5_000)}.00`,
      'EUR',
    ]),
  ]
}

/** A word that no other number has. */
function nameOf(n: number): string {
  let word = ''
  for (let rest = n + SYLLABLES.length ** 4; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length]
  return word.charAt(0).toUpperCase() + word.slice(1)
}
