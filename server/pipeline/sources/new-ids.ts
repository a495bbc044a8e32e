import type { RecordId } from '../../model/ids.ts'
import { recordIdOf, referredTo, SourceName, splitRecordId } from '../../model/ids.ts'
import type { Claim, RecordInput, StandardRecord } from '../../model/record.ts'
import { nameReferenceOf } from '../../rules/prepare.ts'
import type { IdBearer, RekeyRow } from '../../store/write/sources.ts'
import { hashOf } from '../../text/hash.ts'
import { contentOf, recordName } from '../resolve/nodes.ts'

/** Fields that hold the id of another record of the same source. */
const REFERENCES = ['company.id', 'parent.id'] as const

export type NewIds = ReadonlyMap<RecordId, RecordId>

/**
 * A record as it would be had its source always used the new ids: its own, and those of records that it names. What the
 * source really sent stays in its history. An order's customer and the like follow in the graph.
 */
export function withNewIds(record: IdBearer, idOf: NewIds): RekeyRow & { hash: string | null } {
  const to = idOf.get(record.id) ?? record.id
  const { source, sourceId } = splitRecordId(to)
  const own = { id: to, source, sourceId }
  const { input, standard } = record
  if (!input || !standard) return { from: record.id, to, properties: own, hash: null }
  const before = splitRecordId(record.id).source
  const renamed = (text: string) => renamedReference(text, { before, source }, idOf)
  const said = inputWith(input, SourceName.parse(source), sourceId, renamed)
  const cleaned = standardWith(standard, to, SourceName.parse(source), renamed)
  const hash = record.hash === hashOf(input) ? hashOf(said) : (record.hash ?? '')
  return {
    from: record.id,
    to,
    hash,
    properties: {
      ...own,
      hash,
      name: recordName(cleaned),
      input: JSON.stringify(said),
      standard: JSON.stringify(cleaned),
      content: contentOf(cleaned),
      companyRef: reference(record.companyRef, before, source, idOf),
      parentRef: reference(record.parentRef, before, source, idOf),
      nameRef: (cleaned.entity === 'company' ? nameReferenceOf(cleaned, 'name') : undefined) ?? null,
      parentNameRef: (record.parentRef ? undefined : nameReferenceOf(cleaned, 'parent.name')) ?? null,
    },
  }
}

/** A reference as the record would write it: to one of its own source by the id alone. All of them are to companies. */
function renamedReference(text: string, { before, source }: { before: string; source: string }, idOf: NewIds): string {
  const was = referredTo(before, 'company', text)
  const now = splitRecordId(idOf.get(was) ?? was)
  const isOwn = now.source === source || (now.source === before && !idOf.has(was))
  return isOwn ? now.sourceId : recordIdOf(now.source, now.entity, now.sourceId)
}

/** A reference leads to the record it led to, under the id that it has now or gets with its source's new name. */
function reference(ref: RecordId | undefined, before: string, source: string, idOf: NewIds): string | null {
  if (ref === undefined) return null
  const { source: of, entity, sourceId } = splitRecordId(ref)
  return idOf.get(ref) ?? recordIdOf(of === before ? source : of, entity, sourceId)
}

function inputWith(
  input: RecordInput,
  source: RecordInput['source'],
  sourceId: string,
  renamed: (id: string) => string,
): RecordInput {
  const fields = { ...input.fields }
  for (const name of REFERENCES) if (fields[name]) fields[name] = fields[name].map(renamed)
  return { ...input, source, sourceId, fields }
}

function standardWith(
  standard: StandardRecord,
  id: RecordId,
  source: StandardRecord['source'],
  renamed: (id: string) => string,
): StandardRecord {
  const values = { ...standard.values }
  const claim = (each: Claim): Claim => {
    const value = renamed(each.value)
    return value === each.value ? each : { ...each, value, folded: value, original: value }
  }
  for (const name of REFERENCES) if (values[name]) values[name] = values[name].map(claim)
  return { ...standard, id, source, values }
}
