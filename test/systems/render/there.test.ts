import { expect, test } from 'vitest'
import { SourceName } from '../../../server/model/ids.ts'
import type { AddressInput, RecordInput } from '../../../server/model/record.ts'
import type { Mark } from '../../../server/model/sync/mark.ts'
import { thereOf } from '../../../server/systems/render/there.ts'

const PLAIN: AddressInput = { line1: '18 Pilot Street', city: 'Rockport' }
const LOUD: AddressInput = { line1: '18 PILOT STREET', city: 'Rockport' }
const OTHER: AddressInput = { line1: '4 Hill Road', city: 'Camden' }

const record = (said: Partial<Pick<RecordInput, 'fields' | 'addresses'>>, mark: Partial<Mark>): RecordInput => ({
  ...{ source: SourceName.parse('crm'), sourceId: '1', entity: 'person', fields: {}, addresses: [] },
  ...said,
  written: [{ attribute: 'a', change: 7, at: '2026-01-01T00:00:00Z', fields: {}, ...mark }],
})

test.each<[why: string, own: AddressInput[], address: Mark['address'], there: AddressInput[]]>([
  ['what Kith wrote stands in the place of the own word', [PLAIN], { stored: OTHER, own: PLAIN }, [OTHER]],
  ['what was emptied is not there', [PLAIN], { stored: null, own: PLAIN }, []],
  ['where there was none it stands alone', [], { stored: OTHER, own: null }, [OTHER]],
  ['taken back, the own word is there', [PLAIN], { stored: PLAIN, own: PLAIN }, [PLAIN]],
  ['taken back, and spelled otherwise by now: once, as it is spelled', [PLAIN], { stored: LOUD, own: LOUD }, [PLAIN]],
])('an address: %s', (_why, addresses, address, there) =>
  expect(thereOf(record({ addresses }, { address })).addresses).toEqual(there),
)

test.each<[why: string, own: string[], stored: string[], was: string[], there: string[] | undefined]>([
  ['what Kith wrote stands in the place of the own word', ['Ann', 'Bo'], ['Cy'], ['Ann'], ['Cy', 'Bo']],
  ['what was emptied is not there', ['Ann'], [], ['Ann'], undefined],
  ['taken back, and spelled otherwise by now: once, as it is spelled', ['Ann'], ['ANN'], ['ANN'], ['Ann']],
])('a field: %s', (_why, own, stored, was, there) => {
  const fields = { name: { stored, own: was } }
  expect(thereOf(record({ fields: { name: own } }, { fields })).fields.name).toEqual(there)
})
