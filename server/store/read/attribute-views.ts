import { entityDef, fieldDef } from '../../model/entities/registry.ts'
import type { Golden, Winner } from '../../model/golden.ts'
import { compareIds } from '../../model/ids.ts'
import type { Pin } from '../../model/pin.ts'
import type { Claim, StandardRecord } from '../../model/record.ts'
import type { AttributeView } from '../../model/views.ts'

/**
 * The values of a golden record in the order of its entity's fields, each with the record that won and what it beat: of
 * several that stand side by side all but the first. A value that several records share is named once, by its newest.
 */
export function attributeViews(
  golden: Golden,
  members: readonly StandardRecord[],
  pins: readonly Pin[] = [],
): AttributeView[] {
  const order = orderOf(golden)
  const rank = (attribute: string) => order.get(attribute) ?? order.size
  const byId = new Map(members.map((record) => [record.id, record]))
  return Object.entries(golden.values)
    .map(([attribute, value]) => {
      const winner = golden.winners.find((each) => each.attribute === attribute)
      const record = winner && byId.get(winner.record)
      return {
        attribute,
        label: labelOf(golden, attribute),
        value,
        ...(winner
          ? {
              winner: {
                ...winnerOf(winner, pins),
                ...origin(winner.record, record),
                ...(record ? sinceOf(record, golden.entity, attribute, [value].flat()[0]) : {}),
              },
            }
          : {}),
        runnersUp: runnersUp(golden, attribute, [value].flat()[0], members),
        ...(Array.isArray(value) ? { entries: entriesOf(golden, attribute, value, members) } : {}),
      }
    })
    .sort((a, b) => rank(a.attribute) - rank(b.attribute) || (a.attribute < b.attribute ? -1 : 1))
}

function winnerOf({ record, rule, pin: id }: Winner, pins: readonly Pin[]) {
  const pin = pins.find((each) => each.id === id)
  if (!pin) return { record, rule }
  const { by, reason, at, until } = pin
  return { record, rule, pin: { id: pin.id, by, reason, at, ...(until === undefined ? {} : { until }) } }
}

/** Each of several values with its kind and its newest record; a former name may have neither, a pinned value no record. */
function entriesOf(
  { entity }: Golden,
  attribute: string,
  values: readonly string[],
  members: readonly StandardRecord[],
): NonNullable<AttributeView['entries']> {
  const claims = members.flatMap((record) =>
    claimsOf(record, entity, attribute).map(({ value, kind }) => ({
      value,
      kind,
      record: record.id,
      ...origin(record.id, record),
    })),
  )
  return values.map((value) => {
    const own = claims.filter((claim) => claim.value === value).sort((a, b) => compareIds(b.at ?? '', a.at ?? ''))
    const kind = own.find((claim) => claim.kind !== undefined)?.kind
    const [newest] = own
    return newest ? { ...newest, kind } : { value }
  })
}

/** What it is called, the entity's own fields, the address as one writes it; anything else comes after. */
function orderOf({ entity }: Golden): Map<string, number> {
  const fields = entityDef(entity).fields.flatMap((field) => field.property ?? [])
  const names = [...new Set(['name', ...fields, ...Object.keys(ADDRESS_LABELS)])]
  return new Map(names.map((name, place) => [name, place]))
}

const ADDRESS_LABELS: Readonly<Record<string, string>> = {
  line1: 'Street',
  unit: 'Unit',
  line2: 'Address line 2',
  city: 'City',
  region: 'Region',
  postcode: 'Postcode',
  country: 'Country',
}

function labelOf({ entity }: Golden, attribute: string): string {
  const field = entityDef(entity).fields.find((each) => each.property === attribute)
  const known = field?.label ?? ADDRESS_LABELS[attribute]
  if (known !== undefined) return known
  const [family, rest] = splitFamily(attribute)
  if (rest === undefined || family === 'custom') return inWords(rest ?? family)
  return `${inWords(family)}: ${rest}`
}

function runnersUp(
  { entity }: Golden,
  attribute: string,
  best: string | undefined,
  members: readonly StandardRecord[],
): AttributeView['runnersUp'] {
  const lost = members.flatMap((record) =>
    valuesOf(record, entity, attribute)
      .filter((value) => value !== best)
      .map((value) => ({
        ...{ value, record: record.id, ...origin(record.id, record) },
        ...sinceOf(record, entity, attribute, value),
      })),
  )
  const newest = [...lost].sort((a, b) => compareIds(b.since ?? b.at ?? '', a.since ?? a.at ?? ''))
  return newest.filter((each, place) => newest.findIndex(({ value }) => value === each.value) === place)
}

/** What a record says of an attribute of the golden record. */
function valuesOf(record: StandardRecord, entity: Golden['entity'], attribute: string): string[] {
  if (attribute in ADDRESS_LABELS) {
    return record.addresses.map((address) => address[attribute as 'city']).filter((part) => part !== undefined)
  }
  return claimsOf(record, entity, attribute).map((claim) => claim.value)
}

function claimsOf(record: StandardRecord, entity: Golden['entity'], attribute: string): Claim[] {
  return Object.entries(record.values)
    .filter(([field]) => fieldDef(entity, field)?.property === attribute)
    .flatMap(([, claims]) => claims)
}

function origin(id: string, record: StandardRecord | undefined): { source: string; at?: string } {
  const at = record?.updatedAt ?? record?.createdAt
  return { source: record?.source ?? id.slice(0, id.indexOf(':')), ...(at === undefined ? {} : { at }) }
}

/** Since when a record says a value, where its last change was another one. */
function sinceOf(
  record: StandardRecord,
  entity: Golden['entity'],
  attribute: string,
  value: string | undefined,
): { since?: string } {
  const since =
    attribute in ADDRESS_LABELS
      ? record.addresses.find((address) => address[attribute as 'city'] === value)?.since
      : claimsOf(record, entity, attribute).find((claim) => claim.value === value)?.since
  return since === undefined || since === record.updatedAt ? {} : { since }
}

function splitFamily(attribute: string): [string, string?] {
  const at = attribute.indexOf('_')
  return at < 0 ? [attribute] : [attribute.slice(0, at), attribute.slice(at + 1)]
}

/** `creditLimit` → `Credit limit`. */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll('_', ' ')
}
