import type { Change } from '../../server/model/change.ts'
import { attributeLabel } from './attribute-words.ts'
import { plural, sourceOf } from './words.ts'

/** What one change made of a golden record: a headline, and the values that became others. */
type ToldChange = {
  readonly title: string
  readonly values: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}

/** What is told in the headline, or on a line of its own. */
const APART = new Set(['members', 'status', 'rejected', 'parentShare', 'refusedParent'])

/** Relations are told without their ids. */
const RELATIONS: Readonly<Record<string, string>> = {
  company: 'Its company is another.',
  household: 'Its household is another.',
  parent: 'Its parent company is another.',
  samePerson: 'Who is the same human being is another.',
}

const BY: Readonly<Record<string, string>> = {
  ...{ cli: 'a command', demo: 'the demonstration', local: 'the user of this machine', kith: 'Kith itself' },
  ...{ sync: 'a system that was read back', expiry: 'a pin whose time was up', upgrade: 'a newer Kith' },
}

/** Who did it, as far as people know them. */
export function actorName({ actor, user }: Pick<Change, 'actor' | 'user'>): string {
  return user ?? BY[actor] ?? actor
}

/** A change of a golden record in words. */
export function changeInWords(change: Change): ToldChange {
  const { attributes, before, after, entity } = change
  const shown = attributes.filter((name) => !APART.has(name) && !(name in RELATIONS))
  const relations = isFirst(change) ? [] : attributes.map((name) => RELATIONS[name])
  return {
    title: [headline(change, shown), ...relations, standing(change)].filter(Boolean).join(' '),
    values: isFirst(change)
      ? []
      : shown.map((name) => ({
          label: attributeLabel(entity, name),
          before: text(before[name]),
          after: text(after[name]),
        })),
  }
}

function headline(change: Change, shown: readonly string[]): string {
  const { kind, joined, left, from, heirs } = change
  switch (kind) {
    case 'created':
      return `First known, from ${records(joined)}.`
    case 'merged':
      return from.length === 1
        ? `Another one was merged into it; ${records(joined)} came along.`
        : `${plural(from.length, 'other')} were merged into it; ${records(joined)} came along.`
    case 'split':
      return `${cameAndWent(joined, left)} It was split: ${plural(heirs.length, 'other')} took what left.`.trim()
    case 'retired':
      return 'It was merged into another; its number leads there.'
    case 'erased':
      return 'It is gone: no record says anything of it any more.'
    case 'updated':
      return cameAndWent(joined, left) || (shown.length > 0 ? 'Its values changed.' : '')
  }
}

function cameAndWent(joined: readonly string[], left: readonly string[]): string {
  return [joined.length > 0 && `${records(joined)} joined.`, left.length > 0 && `${records(left)} left.`]
    .filter(Boolean)
    .join(' ')
}

/** `2 records (crm, erp)`. */
function records(ids: readonly string[]): string {
  return ids.length === 0
    ? 'no record'
    : `${plural(ids.length, 'record')} (${[...new Set(ids.map(sourceOf))].join(', ')})`
}

function standing({ attributes, after, before }: Change): string {
  if (!attributes.includes('status') || before.status === null || before.status === undefined) return ''
  return after.status === 'active' ? 'Nothing holds it back any more.' : `It is ${text(after.status)} now.`
}

function isFirst({ kind }: Change): boolean {
  return kind === 'created' || kind === 'retired' || kind === 'erased'
}

function text(value: string | readonly string[] | null | undefined): string {
  return value === null || value === undefined ? '' : [value].flat().join(', ')
}
