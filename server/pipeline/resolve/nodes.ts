import { inOwnOrder } from '../../model/entities/field.ts'
import { fieldDef } from '../../model/entities/registry.ts'
import { type Golden, type GoldenHead, LISTED, sumOf } from '../../model/golden.ts'
import { compareIds, type RecordId, shortNameOf, splitRecordId } from '../../model/ids.ts'
import type { Issue, StandardAddress, StandardRecord } from '../../model/record.ts'
import type { Prepared } from '../../rules/prepare.ts'
import { searchText } from '../../rules/search-text.ts'
import type { GoldenRow } from '../../store/write/goldens.ts'
import type { RecordProperties, VersionRow } from '../../store/write/records.ts'
import { timeOf } from '../../survive/iso-time.ts'
import { hashOf } from '../../text/hash.ts'
import type { RunContext } from '../run/context.ts'

/** A record as its node: the verbatim input, the cleaned form, and the cleaned values again as plain properties. */
export function recordProperties(
  prepared: Prepared,
  receivedAt: string,
  { actor, load }: Pick<RunContext, 'actor' | 'load'>,
): RecordProperties {
  const { standard, input } = prepared
  const { source, sourceId } = splitRecordId(prepared.id)
  return {
    ...flatValues(standard),
    id: prepared.id,
    source,
    sourceId,
    entity: standard.entity,
    name: recordName(standard),
    text: searchText(standard),
    hash: prepared.hash,
    engine: prepared.engine,
    version: input.version ?? null,
    createdAt: input.createdAt ?? null,
    updatedAt: input.updatedAt ?? null,
    channel: input.channel ?? null,
    receivedAt,
    input: JSON.stringify(input),
    marked: input.written ? 'yes' : null,
    standard: JSON.stringify(standard),
    valueTimes: prepared.times ? JSON.stringify(prepared.times) : null,
    content: contentOf(standard),
    saidAt: saidAt(standard),
    issues: JSON.stringify(prepared.issues),
    issueCount: prepared.issues.length,
    policies: orAbsent([...new Set(prepared.issues.map((issue) => issue.policy))]),
    taskOwners: orAbsent(taskOwners(prepared.issues)),
    companyRef: prepared.companyRef ?? null,
    parentRef: prepared.parentRef ?? null,
    nameRef: prepared.nameRef ?? null,
    parentNameRef: prepared.parentNameRef ?? null,
    actor: actor.key,
    user: actor.user ?? null,
    ...(load === undefined ? {} : { load }),
  }
}

/** Hash of what a record says, whoever says it and whenever: records with one hash say the same in every respect. */
export function contentOf({
  id: _id,
  source: _source,
  createdAt: _made,
  updatedAt: _said,
  version: _version,
  ...said
}: StandardRecord): string {
  return hashOf(said)
}

/** When a source said it, in milliseconds; null where it does not say. */
export function saidAt({ updatedAt, createdAt }: StandardRecord): number | null {
  const time = timeOf(updatedAt ?? createdAt)
  return Number.isFinite(time) ? time : null
}

/** A list without items is not in the graph: Neo4j's import tool has no way to say it, and nobody misses it. */
function orAbsent(list: string[]): string[] | null {
  return list.length > 0 ? list : null
}

/** Whose task the record is: the owners of the policies that flag its golden record or hold it back. */
function taskOwners(issues: readonly Issue[]): string[] {
  const owners = issues.flatMap(({ effect, owner }) => (effect === 'none' || owner === undefined ? [] : owner))
  return [...new Set(owners)].sort(compareIds)
}

/** A golden record as its node: values as plain properties for people, and the whole of it as JSON for code. */
export function goldenRow(golden: Golden): GoldenRow {
  const { members } = golden
  return crowdRow(golden, {
    size: members.length,
    sources: [...new Set(members.map((id) => splitRecordId(id).source))].sort(),
    listed: members.slice(0, LISTED),
    memberSum: members.length > LISTED ? sumOf(members) : null,
  })
}

/** What a node says of the records of its golden record. */
type Crowd = { size: number; sources: string[]; listed: readonly RecordId[]; memberSum: string | null }

/** The same of one whose records nobody read. */
export function crowdRow(golden: GoldenHead, { size, sources, listed, memberSum }: Crowd): GoldenRow {
  const { values, winners, rejected, addresses } = golden
  return {
    id: golden.id,
    properties: {
      ...values,
      id: golden.id,
      entity: golden.entity,
      status: golden.status,
      reasons: orAbsent(golden.reasons),
      hash: golden.hash,
      size,
      sources,
      members: [...listed],
      memberSum,
      body: JSON.stringify({ values, winners, rejected, addresses }),
    },
  }
}

/** What a record is called: for lists, logs of the graph and labels on the canvas. */
export function recordName(record: StandardRecord): string {
  const value = (field: string) => record.values[field]?.[0]?.value
  const parts = inOwnOrder(['givenName', 'middleName', 'familyName', 'suffix'], record.values.familyName?.[0]?.kind)
  const human = parts.map(value).filter(Boolean).join(' ')
  return value('name') ?? (human || value('fullName') || value('email') || shortNameOf(record.id))
}

function flatValues(record: StandardRecord): Record<string, string | string[]> {
  const flat: Record<string, string | string[]> = {}
  for (const [name, claims] of Object.entries(record.values)) {
    const def = fieldDef(record.entity, name)
    const first = claims[0]
    if (!def?.property || !first) continue
    flat[def.property] = def.many ? claims.map((claim) => claim.value) : first.value
  }
  const address = record.addresses[0]
  return address ? { ...flat, ...addressScalars(address) } : flat
}

function addressScalars(address: StandardAddress): Record<string, string> {
  const { line1, unit, line2, city, region, postcode, country } = address
  const scalars = Object.entries({ line1, unit, line2, city, region, postcode, country })
  return Object.fromEntries(scalars.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** A version that came late: kept as history, dated when the transaction closes. */
export function versionRow(prepared: Prepared, receivedAt: string, load?: string): VersionRow {
  const { input, standard, hash } = prepared
  return {
    record: prepared.id,
    properties: {
      hash,
      version: input.version ?? null,
      updatedAt: input.updatedAt ?? null,
      receivedAt,
      input: JSON.stringify(input),
      standard: JSON.stringify(standard),
      issues: JSON.stringify(prepared.issues),
      late: true,
      ...(load === undefined ? {} : { load }),
    },
  }
}
