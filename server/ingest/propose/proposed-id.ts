import type { EntityName } from '../../model/entities/registry.ts'
import { isSalesforceId } from '../cells/clean.ts'
import type { IdRule } from '../mapping-shape.ts'
import type { Meaning } from './column-meaning.ts'
import { COLUMN_WORDS, spelled, spellingsOfWhole } from './column-words.ts'
import { type ColumnProfile, shareOf } from './profile.ts'

/** The column of ids: called so, filled and, but for orders, told apart; else content. */
export function idOf(
  profiles: readonly ColumnProfile[],
  entity: EntityName | 'order',
  doubts: string[],
  meanings: ReadonlyMap<string, Meaning | undefined> = new Map(),
): { id: IdRule; repeats?: true } {
  const words = entity === 'order' ? COLUMN_WORDS.orderIds : COLUMN_WORDS.ids
  const isWhole = ({ filled, rows }: ColumnProfile) => filled >= rows * 0.98 && rows > 0
  const isApart = ({ distinct, filled }: ColumnProfile) => entity === 'order' || distinct >= filled * 0.98
  const called = profiles
    .map((profile) => ({ profile, rank: rankIn(words, profile.column) }))
    .filter(({ rank, profile }) => Number.isFinite(rank) && isWhole(profile))
    .sort((a, b) => a.rank - b.rank)
  const best = called.find(({ profile }) => isApart(profile))?.profile
  if (best) return { id: idRule(best) }
  const [repeated] = called
  if (repeated) {
    doubts.push(
      `${repeated.profile.column} is called an id and repeats: with "gather" rows with one id are one record, without it the newest counts`,
    )
    return { id: idRule(repeated.profile), repeats: true }
  }
  const isFree = ({ column }: ColumnProfile) => meanings.get(column)?.field.startsWith('identifier.') ?? true
  const first = profiles.find((profile) => isFree(profile) && isWhole(profile) && isApart(profile) && isCode(profile))
  if (first) {
    doubts.push(`no column is called an id; ${first.column} is taken, which is filled and different in every row`)
    return { id: idRule(first) }
  }
  doubts.push('no column tells the rows apart: ids are made of content, so a changed row is a new record')
  return { id: { content: true } }
}

/** Place of a column's name among words, in any of its spellings. */
function rankIn(words: readonly string[], column: string): number {
  const places = spellingsOfWhole(column).map((spelling) => words.findIndex((word) => spelled(word) === spelling))
  return Math.min(...places.map((place) => (place < 0 ? Number.POSITIVE_INFINITY : place)))
}

function idRule({ column, examples }: ColumnProfile): IdRule {
  return examples.some((id) => /^[A-Za-z0-9]{15}$/.test(id) && /^00[0-9A-Z]/.test(id)) || examples.every(isSalesforceId)
    ? { column, clean: 'salesforce' }
    : column
}

/** Values without blanks that are no contact point: what systems write. */
function isCode(profile: ColumnProfile): boolean {
  const isPoint = (['email', 'url', 'date'] as const).some((name) => shareOf(profile, name) > 0.2)
  // What has decimals is an amount.
  return (
    !isPoint &&
    profile.examples.every((example) => /^[^\s\d]*\d\S*$/.test(example) && !/^[\d,.']*[.,]\d{1,2}$/.test(example))
  )
}

/** Whether a column is called one of these words. */
export function isCalled(column: string, words: readonly string[]): boolean {
  return Number.isFinite(rankIn(words, column))
}
