import type { ChangeKind } from '../../server/model/change.ts'
import { type EntityName, entityDef } from '../../server/model/entities/registry.ts'
import type { GoldenValue } from '../../server/model/golden.ts'
import type { ChangeLog } from '../../server/model/lists/change-log.ts'
import type { Visit } from '../state/last-visit.ts'
import { capital, day, ENTITY_WORDS, fieldLabel, number, plural } from './words.ts'

export type LoggedChange = ChangeLog['changes'][number]

/** Kinds in the order in which they are offered, each in a word. */
export const CHANGE_WORDS: Record<ChangeKind, string> = {
  created: 'new',
  updated: 'updated',
  merged: 'merged',
  split: 'split',
  retired: 'went into another',
  erased: 'gone',
}

/** Spans that can be asked for: what each is called. `visit` is there for who has been here before. */
export const SPANS = {
  visit: 'my last visit',
  today: 'today',
  yesterday: 'yesterday',
  week: 'the last 7 days',
  month: 'the last 30 days',
  start: 'the beginning',
} as const
export type Span = keyof typeof SPANS

const DAY_MS = 86_400_000
const DAYS: Partial<Record<Span, number>> = { today: 0, yesterday: 1, week: 6, month: 29 }

/** A span of the address, or a day; without one since the last visit, or since yesterday on the first one. */
export function spanOf(text: string | undefined, visit: Visit | undefined): Span | (string & {}) {
  if (text !== undefined && (text in SPANS || /^\d{4}-\d{2}-\d{2}$/.test(text)))
    return text === 'visit' && !visit ? 'yesterday' : text
  return visit ? 'visit' : 'yesterday'
}

/** Since when, as the server is asked: a line of the feed, or the last moment before a day; undefined for all there is. */
export function momentOf(span: string, visit: Visit | undefined, now: Date): string | undefined {
  if (span === 'start') return undefined
  if (span === 'visit') return visit && String(visit.seq)
  const back = span in DAYS ? DAYS[span as Span] : undefined
  const first =
    back === undefined
      ? `${span}T00:00:00.000Z`
      : `${new Date(now.getTime() - back * DAY_MS).toISOString().slice(0, 10)}T00:00:00.000Z`
  return new Date(Date.parse(first) - 1).toISOString()
}

/** The heading of a day, as seen from now. Days are those of UTC, as all times here. */
export function dayHeading(at: string, now: Date): string {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)
  const own = at.slice(0, 10)
  if (own === ago(0)) return 'Today'
  return own === ago(1) ? 'Yesterday' : day(own)
}

/** Changes by day, in the order they come in. */
export function byDay(changes: readonly LoggedChange[]): { day: string; changes: LoggedChange[] }[] {
  const days: { day: string; changes: LoggedChange[] }[] = []
  for (const change of changes) {
    const own = change.at.slice(0, 10)
    const last = days.at(-1)
    if (last?.day === own) last.changes.push(change)
    else days.push({ day: own, changes: [change] })
  }
  return days
}

/** What happened, as the rest of a sentence that begins with the name: ` took in Catherine Yu`, `: phones added`. */
export function happening(change: LoggedChange): string {
  const { kind, entity, joined, left, from, heirs, sources } = change
  const came = joined > 0 ? `${plural(joined, 'record')} joined` : ''
  const went = left > 0 ? `${plural(left, 'record')} left` : ''
  const others = (people: readonly { name: string }[]) =>
    listed(
      people.map(({ name }) => name),
      ENTITY_WORDS[entity],
    )
  switch (kind) {
    case 'created':
      return ` is new, ${plural(joined, 'record')} from ${listed(sources, { one: 'source', many: 'sources' })}`
    case 'merged':
      return ` ${[`took in ${others(from)}`, went].filter(Boolean).join(', ')}`
    case 'split':
      return ` ${[`gave records to ${others(heirs)}`, came].filter(Boolean).join(', ')}`
    case 'retired':
      return ` went into ${others(heirs)}`
    case 'erased':
      return ' is gone: its last record was deleted'
    case 'updated':
      return `: ${[...valuesThatDiffer(change), came, went].filter(Boolean).join(', ') || 'changed'}`
  }
}

/** `e-mail and phone changed`, `household added`, `gender removed`. */
function valuesThatDiffer({ entity, before, after, attributes }: LoggedChange): string[] {
  const own = attributes.filter((name) => !isApart(name))
  const told = own.length > 0 ? own : attributes.filter((name) => name === 'name')
  const fates = new Map<string, Set<string>>()
  for (const name of told) {
    const fate =
      isEmpty(before[name]) && name in before ? 'added' : isEmpty(after[name]) && name in after ? 'removed' : 'changed'
    fates.set(fate, (fates.get(fate) ?? new Set()).add(lowered(label(entity, name))))
  }
  return ['changed', 'added', 'removed'].flatMap((fate) => {
    // Parts of an address that come and go are an address that is another one.
    const labels = [...(fates.get(fate) ?? [])].filter((each) => fate === 'changed' || !fates.get('changed')?.has(each))
    return labels.length === 0 ? [] : [`${listed(labels, { one: 'value', many: 'values' })} ${fate}`]
  })
}

/** What follows from other values, or is told by itself. */
function isApart(attribute: string): boolean {
  return attribute === 'members' || attribute === 'name' || attribute.endsWith('Phonetic')
}

function isEmpty(value: GoldenValue | null | undefined): boolean {
  return value === undefined || value === null || value.length === 0
}

/** What an attribute of the feed is called. */
function label(entity: EntityName, attribute: string): string {
  if (attribute === 'rejected') return 'Value that loses to its owner'
  if (PLACE.has(attribute)) return 'Address'
  const field = entityDef(entity).fields.find(({ property }) => property === attribute)
  return field?.label ?? fieldLabel(entity, attribute.replace(/^(identifier|consent|terms|custom)_/, '$1.'))
}

const PLACE: ReadonlySet<string> = new Set(['line1', 'unit', 'line2', 'city', 'region', 'postcode', 'country'])

/** Most names that a sentence lists. */
const MOST_NAMES = 3

function listed(names: readonly string[], words: { one: string; many: string }): string {
  if (names.length === 0) return `another ${words.one}`
  if (names.length > MOST_NAMES)
    return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${number(names.length - MOST_NAMES + 1)} other ${words.many}`
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Abbreviations stay as they are. */
function lowered(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}

/** Values of a line that differ: what each was and is, an address in one. Ids and codes are left out. */
export function differences({ entity, before, after, attributes }: LoggedChange): {
  label: string
  was: string
  is: string
}[] {
  const place = (values: LoggedChange['before']) => [...PLACE].flatMap((name) => said(values[name]) || []).join(', ')
  const hasMoved = attributes.some((name) => PLACE.has(name))
  const rows = attributes
    .filter((name) => !PLACE.has(name) && !name.endsWith('Phonetic'))
    .map((name) => ({ label: label(entity, name), was: said(before[name]), is: said(after[name]) }))
  const address = hasMoved ? [{ label: label(entity, 'city'), was: place(before), is: place(after) }] : []
  return [...rows, ...address].filter(({ was, is }) => was !== is)
}

function said(value: GoldenValue | null | undefined): string {
  if (value === null || value === undefined) return ''
  return (Array.isArray(value) ? value : [value]).filter((text) => !ID.test(text)).join(', ')
}

const ID = /^(cus|com|con|hou)_[0-9a-f-]{36}$/

const ACTORS: Readonly<Record<string, string>> = {
  local: 'the user of this machine',
  cli: 'a command on this machine',
  demo: 'the demonstration',
  sync: 'what a system sent back',
  kith: 'Kith itself',
  upgrade: 'a newer Kith',
  expiry: 'a pin that ended',
}

/** Who did it. */
export function actorWords({ actor, user }: Pick<LoggedChange, 'actor' | 'user'>): string {
  return user ?? ACTORS[actor] ?? actor
}

/** What is shown, in a sentence: `12 new and 3 merged since yesterday`. */
export function summary(kinds: ChangeLog['kinds'], since: string): string {
  const parts = Object.entries(CHANGE_WORDS).flatMap(([kind, words]) => {
    const lines = kinds[kind as ChangeKind] ?? 0
    return lines === 0 ? [] : [`${number(lines)} ${words}`]
  })
  if (parts.length === 0) return `Nothing changed since ${since}.`
  const [last, ...rest] = parts.toReversed()
  return capital(`${rest.length === 0 ? last : `${rest.toReversed().join(', ')} and ${last}`} since ${since}.`)
}
