import type { EntityName } from '../model/entities/registry.ts'
import { RecordId, splitRecordId } from '../model/ids.ts'
import { isSalesforceId, longSalesforceId } from './cells/clean.ts'
import type { MappingPlan } from './compile-mapping.ts'
import { REFERENCES } from './source-mapping.ts'

/**
 * References as ids are written: spreadsheets make 3.0 of a 3 where others of the column are empty, and Salesforce's
 * reports cut ids to 15 characters, which a row's own id of 18 gives away. One that says of which source or table the
 * record is that it names says so in its text.
 */
export function cleanReferences(
  fields: Record<string, string[]>,
  own: { readonly source: string; readonly sourceId: string },
  { references }: MappingPlan,
): void {
  for (const [field, entities] of Object.entries(REFERENCES)) {
    const texts = fields[field]
    if (!texts) continue
    const { source = own.source, entity } = references.get(field) ?? {}
    const table = entity ?? (entities.length === 1 ? entities[0] : '')
    const isToOwn = source === own.source && entity === undefined
    fields[field] = texts.map((text) => {
      const id = referenceText(text, own.sourceId)
      return isToOwn || namesTable(id, entities) ? id : `${source}:${table}:${id}`
    })
  }
}

/** Whether a reference says itself of which source and table the record is that it names. */
function namesTable(text: string, entities: readonly EntityName[]): boolean {
  const named = RecordId.safeParse(text)
  return named.success && entities.includes(splitRecordId(named.data).entity)
}

/** A reference as the id that it means, told by the id of the record that has it. */
export function referenceText(text: string, sourceId: string): string {
  const whole = text.trim().replace(/^(\d+)\.0+$/, '$1')
  return whole.length === 15 && isSalesforceId(sourceId) ? longSalesforceId(whole) : whole
}
