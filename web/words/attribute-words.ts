import { type EntityName, entityDef } from '../../server/model/entities/registry.ts'
import type { AttributeView } from '../../server/model/views.ts'
import { capital, plain } from './words.ts'

type Runner = AttributeView['runnersUp'][number]

/** What is a part of the best address, in the order in which one writes it: shown as one block. */
export const ADDRESS_PARTS = ['line1', 'unit', 'line2', 'city', 'region', 'postcode', 'country'] as const

const PART_LABELS: Readonly<Record<string, string>> = {
  ...{ line1: 'Street', unit: 'Unit', line2: 'Address line 2', city: 'City', region: 'Region', postcode: 'Postcode' },
  country: 'Country',
}

/** What is not said of a value that others contradict, by the rule that chose it. */
const RULES: Readonly<Record<string, string>> = {
  onlyValue: 'only value',
  recordId: 'equal in everything; the lower record id stands',
  firstOwner: 'its first owner says so',
  owner: 'its owner says so',
  current: 'not ended',
  complete: 'enough to reach somebody',
  deliverable: 'something arrives there',
  ofKind: 'of the kind wanted',
  pinned: 'pinned by a steward',
}

/** What an attribute of a golden record is called where no answer names it: as its entity does. */
export function attributeLabel(entity: EntityName, attribute: string): string {
  if (attribute === 'name') return 'Name'
  const field = entityDef(entity).fields.find(({ property }) => property === attribute)
  if (field) return field.label
  if (attribute in PART_LABELS) return PART_LABELS[attribute] ?? attribute
  const [family = '', ...rest] = attribute.split('_')
  if (rest.length === 0) return capital(plain(attribute))
  const own = plain(rest.join(' '))
  return family === 'custom' ? capital(own) : `${capital(plain(family))}: ${own}`
}

/** Values that really lost: of several that stand side by side none did. */
export function beatenBy({ value, runnersUp }: Pick<AttributeView, 'value' | 'runnersUp'>): Runner[] {
  const standing = new Set([value].flat())
  return runnersUp.filter((runner) => !standing.has(runner.value))
}

/** Why a value stands, in words that what it beat does not contradict. */
export function ruleWords(attribute: Pick<AttributeView, 'value' | 'winner' | 'runnersUp'>): string {
  const { winner } = attribute
  if (!winner) return ''
  const beaten = beatenBy(attribute)
  if (winner.pin) return `pinned by ${winner.pin.by}`
  if (winner.rule === 'onlyValue' && beaten.length > 0) return 'the only one that may stand'
  if (winner.rule === 'mostRecent' && beaten.some((loser) => isNewer(loser, winner))) return 'newest that may stand'
  return RULES[winner.rule] ?? plain(winner.rule)
}

/** Why a value lost, in words that the days beside it do not contradict; empty where nobody said. */
export function loserWords(loser: Runner, winner: AttributeView['winner']): string {
  if (loser.by === 'mostRecent' && winner && isNewer(loser, winner)) return 'older than another spelling of what stands'
  return loser.why ?? ''
}

/** Since when a record says a value: the time that it is weighed by. */
export function saidSince({ at, since }: { at?: string | undefined; since?: string | undefined }): string | undefined {
  return since ?? at
}

function isNewer(a: Parameters<typeof saidSince>[0], b: Parameters<typeof saidSince>[0]): boolean {
  const [x, y] = [Date.parse(saidSince(a) ?? ''), Date.parse(saidSince(b) ?? '')]
  return x > y
}
