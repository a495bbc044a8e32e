import { RecordId } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import type { Mark } from '../../../server/model/sync/mark.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import { type AttributeDifference, differences, type WritePolicy } from '../../../server/systems/render/difference.ts'
import { thereOf } from '../../../server/systems/render/there.ts'
import { cellsReader, type GoldenState, wantedOf } from '../../../server/systems/render/wanted.ts'
import { personInput } from '../../kit/world.ts'

export const { standardise } = compileEngine(shippedRuleSet())
export const SHOP = RecordId.parse('shop:person:1')
export const ERP = RecordId.parse('erp:person:9')

/** A table of people in a system called shop. */
export function table(fields: object, attributes: object, more: object = {}) {
  const mapping = { source: 'shop', entity: 'person', id: 'id', defaultCountry: 'US', fields, ...more }
  const system = compileSystem({
    system: 'shop',
    mode: 'coexistence',
    connector: { kind: 'file', folder: '/nowhere', acknowledgement: 'none' },
    tables: [{ entity: 'person', mapping, attributes }],
  })
  const made = system.tables.get('person')
  if (!made) throw new Error('no table')
  return made
}
export type Table = ReturnType<typeof table>

/** A golden record that says what somebody says by these fields, all of it told by the ERP. */
export function golden(fields: Record<string, string>, more: Partial<GoldenState> = {}): GoldenState {
  const { values, addresses } = standardise(personInput(ERP, fields))
  const shown = Object.entries(values).flatMap(([field, claims]) => {
    const property = { email: 'emails', phone: 'phones', fullName: 'name' }[field] ?? field.replace('.', '_')
    const all = claims.map(({ value }) => value)
    return [[property, property.endsWith('s') ? all : (all[0] ?? '')] as const]
  })
  const all = Object.fromEntries(shown)
  return {
    id: 'cus_1',
    entity: 'person',
    status: 'active',
    values: all,
    winners: new Map(Object.keys(all).map((property) => [property, ERP])),
    addresses: addresses.map((address) => ({ address, record: ERP })),
    references: {},
    ...more,
  }
}

/** What an attribute of a golden record is to be in a table. */
export function wanted({ attributes, compiled }: Table, name: string, state: GoldenState) {
  const attribute = attributes.find((each) => each.name === name)
  if (!attribute) throw new Error(`no attribute ${name}`)
  return wantedOf(attribute, state, compiled.mapping, cellsReader(compiled, SHOP), standardise)
}

const FREE: WritePolicy = { barred: () => undefined, waits: () => false, fateOf: () => 'member', onLoss: () => 'ask' }

/** Where a record of a table differs: its own row, with the marks of what Kith wrote over it. */
export function looked(
  made: Table,
  state: GoldenState,
  row: Record<string, string>,
  { written, policy = {} }: { written?: Mark[]; policy?: Partial<WritePolicy> } = {},
): AttributeDifference[] {
  const own: RecordInput = { ...cellsReader(made.compiled, SHOP)(row), ...(written ? { written } : {}) }
  const standing = { record: SHOP, own, there: thereOf(own), told: undefined }
  return differences(made.attributes, state, standing, made.compiled, standardise, { ...FREE, ...policy })
}
