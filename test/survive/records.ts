import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { EntityName } from '../../server/model/entities/registry.ts'
import type { GoldenContent } from '../../server/model/golden.ts'
import { RecordId, SourceName, splitRecordId } from '../../server/model/ids.ts'
import type { Claim, StandardAddress, StandardRecord } from '../../server/model/record.ts'
import { RelateRules } from '../../server/relate/rules.ts'
import { compileSurvivor, SurviveRules } from '../../server/survive/survive.ts'
import { ValidateRules } from '../../server/validate/validate.ts'

/** Values by field: shown, or several. `a|b` is value a with folded form b, `a|` is unusable, `a|b|k` is of kind k. */
type Values = Readonly<Record<string, string | readonly string[]>>

type More = {
  entity?: EntityName
  updatedAt?: string
  createdAt?: string
  addresses?: readonly StandardAddress[]
}

/** A cleaned record as the stages see one. */
export function record(id: string, values: Values, more: More = {}): StandardRecord {
  const { entity = 'person', addresses = [], ...times } = more
  const claims = Object.entries(values).map(
    ([field, texts]) =>
      [field, [texts].flat().map((text) => claim(field.endsWith('.id') ? `${text}|${text}` : text))] as const,
  )
  return {
    id: RecordId.parse(id),
    source: SourceName.parse(splitRecordId(RecordId.parse(id)).source),
    entity,
    ...times,
    values: Object.fromEntries(claims),
    addresses: [...addresses],
  }
}

function claim(text: string): Claim {
  const [value = '', folded = value.toLowerCase().replace(/[^a-z0-9@.+]+/g, ' '), kind] = text.split('|')
  return { value, folded, original: value, ...(kind && { kind }) }
}

/** `12 Elm St, Austin TX 78701` with more parts; its key is its parts. */
export function address(line1: string, city = '', postcode = '', more: Partial<StandardAddress> = {}): StandardAddress {
  const key = [line1, more.unit ?? '', city, postcode].join('/').toLowerCase()
  const [, houseNumber = '', street = ''] = /^(\d*) ?(.*)$/.exec(line1.toLowerCase()) ?? []
  const folded = {
    houseNumber,
    street,
    unit: more.unit?.toLowerCase() ?? '',
    city: city.toLowerCase(),
    region: '',
    postcode,
  }
  const complete = line1 !== '' && (city !== '' || postcode !== '')
  return {
    key,
    ...(line1 && { line1 }),
    ...(city && { city }),
    ...(postcode && { postcode }),
    complete,
    folded,
    original: {},
    ...more,
  }
}

function seed(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../seeds/rules/${file}`, import.meta.url), 'utf8'))
}

/** Shipped rules of an entity. */
export function governRules(entity: EntityName): { validate: ValidateRules; survive: SurviveRules } {
  return z.strictObject({ validate: ValidateRules, survive: SurviveRules }).parse(seed(`${entity}/govern.json`))
}

export function relateRules(): RelateRules {
  return RelateRules.parse(seed('relate.json'))
}

/** Golden content of an active cluster without issues, by the shipped rules, some of them changed. */
export function golden(
  records: readonly StandardRecord[],
  entity: EntityName = 'person',
  change: Partial<SurviveRules> = {},
): GoldenContent {
  const survivor = compileSurvivor({ ...governRules(entity).survive, ...change }, entity)
  return survivor(
    records.map((r) => ({ record: r, issues: [] })),
    ACTIVE,
  )
}

export const ACTIVE = { status: 'active', reasons: [] } as const

/** Last changed in May of a year. */
export function at(year: number): { updatedAt: string } {
  return { updatedAt: `${year}-05-01T08:00:00Z` }
}
