import type { RecordId } from '../model/ids.ts'
import { firstClaim, type Issue, type RecordInput, referenceIn, type StandardRecord } from '../model/record.ts'
import type { ValueTimes } from '../model/versions/value-times.ts'
import { hashOf } from '../text/hash.ts'
import { indexable } from '../text/indexable.ts'
import type { Engine, EntityEngine } from './engine.ts'
import { timely } from './timely.ts'

/** A record after the stages that need no other record: cleaned, checked and keyed. */
export type Prepared = {
  id: RecordId
  input: RecordInput
  standard: StandardRecord
  issues: Issue[]
  /** Block keys, sorted. */
  keys: string[]
  /** Hash of what the source said. Equal hash, same rules: nothing to do. */
  hash: string
  /** Hash of the rules that prepared it. */
  engine: string
  /** What earlier and late versions say of how old its values are; absent where no other version is known. */
  times?: ValueTimes
  /** Companies that it names. */
  companyRef?: RecordId
  parentRef?: RecordId
  /** `source|folded name` of a company, and of the parent that it names without an id. */
  nameRef?: string
  parentNameRef?: string
  /** Fields that its source wrote over what Kith wrote there: whatever it said before is no older word of the same. */
  anew?: readonly string[]
  /** When it came, of a record that said nothing since. */
  receivedAt?: string
}

/** Runs standardise, validate and block on one record. Pure but for the date that `validate` is told. */
export function prepare(arrived: RecordInput, engine: Engine, today: string): Prepared {
  return prepareBy(arrived, engine.entities[arrived.entity], today)
}

/** The same by the rules of its entity. */
export function prepareBy(arrived: RecordInput, entity: EntityEngine, today: string): Prepared {
  const input = timely(arrived, today)
  const standard = entity.standardise(input)
  return {
    id: standard.id,
    input,
    ...derive(standard, entity, today),
    hash: hashOf(arrived),
    engine: entity.preparation,
  }
}

/** What follows from a cleaned record and the rules alone. */
export function derive(
  standard: StandardRecord,
  engine: EntityEngine,
  today: string,
): Pick<Prepared, 'standard' | 'issues' | 'keys' | 'companyRef' | 'parentRef' | 'nameRef' | 'parentNameRef'> {
  const companyRef = referenceIn(standard, 'company.id', 'company')
  const parentRef = referenceIn(standard, 'parent.id', 'company')
  const nameRef = standard.entity === 'company' ? nameReferenceOf(standard, 'name') : undefined
  const parentNameRef = parentRef ? undefined : nameReferenceOf(standard, 'parent.name')
  return {
    standard,
    issues: engine.validate(standard, today),
    keys: engine.blockKeys(standard),
    ...(companyRef ? { companyRef } : {}),
    ...(parentRef ? { parentRef } : {}),
    ...(nameRef ? { nameRef } : {}),
    ...(parentNameRef ? { parentNameRef } : {}),
  }
}

/** How a source calls a company, or the parent of one. */
export function nameReferenceOf(record: StandardRecord, field: 'name' | 'parent.name'): string | undefined {
  const name = firstClaim(record, field)?.folded
  return name ? indexable(`${record.source}|${name}`) : undefined
}
