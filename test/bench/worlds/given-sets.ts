import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../../server/env.ts'
import { parseMapping, type SourceMapping, targetsOf } from '../../../server/ingest/source-mapping.ts'
import type { LabelledFile } from '../../kit/worlds/judge.ts'

/** Given sets with how many records each has, smallest first, and the mapping of each. */
const SETS: readonly (readonly [file: string, name: string, records: number])[] = [
  ['senzing_truthset/records.csv', 'records', 159],
  ['rldata500.csv', 'rldata500', 500],
  ['splink_fake_1000.csv', 'splink_fake_1000', 1_000],
  ['childcare_sites.csv', 'childcare_sites', 1_619],
  ['febrl3_without_ssn.csv', 'febrl3_without_ssn', 5_000],
  ['inventors.csv', 'inventors', 6_997],
  ['b2b/companies.csv.gz', 'companies', 7_804],
  ['heavy_customers.csv', 'heavy_customers', 11_504],
  ['b2b/contacts.csv.gz', 'contacts', 13_027],
  ['gen_100k.csv.gz', 'gen_100k', 100_000],
]
/** Fields that names alone are made of. */
const NAMES = ['fullName', 'givenName', 'middleName', 'familyName', 'name', 'tradingName', 'company.name']

/** A given set, whole or with columns left out. */
export type GivenWorld = LabelledFile & { name: string; records: number; dropped: readonly string[] }

/** Every given set that is here: whole, with each column left out, with each pair of columns left out, and its names alone. */
export function givenWorlds(data = join(PROJECT, '..', 'shared', 'data')): GivenWorld[] {
  const found: GivenWorld[] = []
  for (const [path, name, records] of SETS) {
    const file = join(data, path)
    const mapping = mappingOf(name, data)
    if (!existsSync(file) || !mapping) continue
    const columns = [...Object.keys(mapping.fields), ...Object.keys(mapping.join)]
    const others = columns.filter((column) => !isName(mapping, column))
    const pairs = columns.flatMap((one, n) => columns.slice(n + 1).map((other) => [one, other]))
    const world = (dropped: readonly string[], label: string): GivenWorld => ({
      file,
      mapping: without(mapping, dropped),
      truth: 'true_entity',
      name: `${name}${label}`,
      records,
      dropped,
    })
    found.push(world([], ''))
    for (const column of columns) found.push(world([column], `-${column}`))
    for (const pair of pairs) found.push(world(pair, `-${pair.join('-')}`))
    if (others.length < columns.length) found.push(world(others, ':names'))
  }
  return found
}

/** The mapping of the project, else the one beside the data. */
function mappingOf(name: string, data: string): SourceMapping | undefined {
  const file = [join(PROJECT, 'test', 'mappings'), join(data, 'mappings')]
    .map((folder) => join(folder, `${name}.json`))
    .find((path) => existsSync(path))
  return file === undefined ? undefined : parseMapping(JSON.parse(readFileSync(file, 'utf8')), file)
}

function isName({ fields, join }: SourceMapping, column: string): boolean {
  const rule = fields[column]
  const targets =
    rule === undefined ? Object.keys(join).filter((to) => to === column) : targetsOf(rule).map(({ to }) => to)
  return targets.some((to) => NAMES.includes(to))
}

function without(mapping: SourceMapping, dropped: readonly string[]): SourceMapping {
  const left = <T>(rules: Record<string, T>) =>
    Object.fromEntries(Object.entries(rules).filter(([column]) => !dropped.includes(column)))
  return { ...mapping, fields: left(mapping.fields), join: left(mapping.join) }
}
