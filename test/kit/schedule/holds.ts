import { deepStrictEqual } from 'node:assert'
import type { GoldenContent } from '../../../server/model/golden.ts'
import type { RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { isSpent } from '../../../server/model/sync/mark.ts'
import { lookAt } from '../../../server/pipeline/sync/standings.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import { thereOf } from '../../../server/systems/render/there.ts'
import type { GoldenState } from '../../../server/systems/render/wanted.ts'
import { difference } from './difference.ts'
import { inputOf, type Office, type RecordKey, recordOf } from './office.ts'
import { COERCE, definitionOf, GROUPS, RECORDS } from './systems.ts'
import type { Row } from './typed.ts'

/** Equal, or an error that says what was looked at. */
export function same(what: string, found: unknown, wanted: unknown): void {
  deepStrictEqual({ [what]: found }, { [what]: wanted })
}

type Stored = { id: RecordId; input: string; state: string | null; error: string | null; golden: string }

/** What must hold once everything was answered and heard. */
export async function holdsAtRest(office: Office): Promise<void> {
  const rows = (await office.store.autoCommit(
    `MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden) OPTIONAL MATCH (r)-[:SYNCED_TO]->(c:Copy {system: r.source})
     RETURN r.id AS id, r.input AS input, c.state AS state, c.error AS error, g.id AS golden ORDER BY id`,
  )) as Stored[]
  const there = RECORDS.filter((key) => office.row(key))
  same('records', rows.map(({ id }) => id).sort(), there.map(recordOf).sort())
  for (const key of there) {
    const stored = rows.find(({ id }) => id === recordOf(key))
    const row = office.row(key)
    if (!stored || !row) continue
    const input = JSON.parse(stored.input) as RecordInput
    const about = `${stored.id} in ${stored.golden}`
    sayTheSame(`own word of ${about}`, key, input, inputOf(key, office.typedOf(key).versions.at(-1) ?? {}))
    sayTheSame(`ledger of ${about}`, key, thereOf(input), inputOf(key, row))
    same(`${about} stands`, [stored.state, stored.error], ['current', null])
    await showsGolden(office, key, row, input)
  }
}

function sayTheSame(what: string, key: RecordKey, found: RecordInput, wanted: RecordInput): void {
  const other = difference(key, found, wanted)
  if (other) same(`${what}: ${other.place}`, other.found, other.wanted)
}

async function showsGolden(office: Office, key: RecordKey, row: Row, input: RecordInput): Promise<void> {
  const { system } = key
  const engine = compileEngine(shippedRuleSet())
  const compiled = compileSystem(definitionOf(system))
  const [looked] = await office.store.read((tx) => lookAt(tx, compiled, [recordOf(key)], engine))
  if (!looked) throw new Error(`${recordOf(key)} is of no golden record`)
  const { golden } = looked
  if (golden.status === 'held' || golden.status === 'blocked') return
  const typed = office.typedOf(key).versions.at(-1) ?? {}
  const attributes = compiled.definition.tables[0]?.attributes ?? {}
  for (const [attribute, columns] of Object.entries(GROUPS[system])) {
    const write = attributes[attribute]?.write
    const cells = (from: Row) => columns.map((column) => from[column] ?? '')
    const what = `${recordOf(key)} (${golden.id}) shows ${attribute}`
    const isOwn = write === 'never' || (write === 'ifEmpty' && cells(typed).some((text) => text !== ''))
    const wanted = isOwn ? undefined : wantedCells(attribute, columns, golden)
    const isKept = system === 'crm' && input.written?.some((mark) => mark.attribute === attribute && !isSpent(mark))
    if (!wanted && isKept && write !== 'never') continue
    const found = inputOf(key, row)
    const asked = wanted
      ? Object.fromEntries(columns.map((column, at) => [column, COERCE[system](column, wanted[at] ?? '')]))
      : typed
    const said = inputOf(key, Object.fromEntries(columns.map((column) => [column, asked[column] ?? ''])))
    const now = inputOf(key, Object.fromEntries(columns.map((column) => [column, row[column] ?? ''])))
    try {
      sayTheSame(what, key, now, said)
    } catch (error) {
      throw new Error(
        `${what}: ${JSON.stringify(cells(row))}, wanted ${JSON.stringify(wanted ?? cells(typed))}; own ${JSON.stringify(cells(typed))}`,
        { cause: [error, found, input.written] },
      )
    }
  }
}

/** The golden record's words in the columns of an attribute. */
function wantedCells(attribute: string, columns: readonly string[], golden: GoldenState): string[] | undefined {
  const of = (property: string) => [golden.values[property] ?? []].flat()[0]
  if (attribute === 'name') {
    const name = columns.length === 1 ? [of('name')] : [of('givenName'), of('familyName')]
    return name.some(Boolean) ? name.map((text) => text ?? '') : undefined
  }
  if (attribute === 'address') {
    const address = golden.addresses[0]?.address
    return address && [address.line1 ?? '', address.city ?? '', address.region ?? '', address.postcode ?? '']
  }
  const property = { email: 'emails', phone: 'phones', birthDate: 'birthDate' }[attribute] ?? attribute
  const value = of(property)
  if (attribute !== 'birthDate' || value === undefined) return value === undefined ? undefined : [value]
  return [value]
}

/** Golden records by what they are made of, without ids. */
export async function goldensOf({ store }: Office): Promise<unknown[]> {
  const rows = (await store.autoCommit(
    `MATCH (g:Golden)<-[:MEMBER_OF]-(r:SourceRecord) WITH g, r ORDER BY r.id
     WITH g, collect(r.id) AS members RETURN members, g.body AS body ORDER BY members[0]`,
  )) as { members: string[]; body: string }[]
  return rows.map(({ members, body }) => {
    const { values, addresses, winners, status } = JSON.parse(body) as GoldenContent
    const { household: _one, ...own } = values
    return {
      members,
      values: own,
      addresses,
      winners: winners.filter(({ attribute }) => attribute !== 'household'),
      status,
    }
  })
}
