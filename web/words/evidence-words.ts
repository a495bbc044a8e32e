import type { EntityName } from '../../server/model/entities/registry.ts'
import type { Evidence, ScoredPair } from '../../server/model/evidence.ts'
import { type Bar, waterfallOf } from './waterfall.ts'
import { bits, capital, fieldLabel, plain } from './words.ts'

/** Lines of evidence that are no fields of a record, or go by a shorter name. */
const LABELS: Readonly<Record<string, string>> = {
  prior: 'Starting odds',
  kin: 'Could be kin',
  rule: 'Rule',
  other: 'Rest',
  given: 'Given name',
  family: 'Family name',
  middle: 'Middle name',
  order: 'Name order',
  domain: 'Web domain',
  registration: 'Registration number',
  identifier: 'Identifier',
}

/** Field of a record → line of evidence that speaks of it, where the names differ. */
const LINE_OF_FIELD: Readonly<Record<string, string>> = {
  givenName: 'given',
  familyName: 'family',
  middleName: 'middle',
  website: 'domain',
  registrationNumber: 'registration',
  'company.id': 'company',
}

const LEVELS: Readonly<Record<string, string>> = {
  exact: 'agrees',
  same: 'agrees',
  different: 'differs',
  conflict: 'conflicts',
  typo: 'agrees but for a typo',
  nickname: 'agrees by nickname',
  initial: 'agrees by initial',
  former: 'agrees with a former one',
  part: 'agrees in part',
  close: 'is close',
  near: 'is near',
  similar: 'is similar',
  swapped: 'is swapped',
  tail: 'agrees in its last digits',
  spelling: 'agrees but for spelling',
  longer: 'is a longer form',
  acronym: 'is an acronym',
  partly: 'agrees in part',
  differing: 'agrees in part and differs in part',
  word: 'shares a word',
  name: 'agrees by name',
  sibling: 'is of one family',
  domain: 'shares only the domain',
  local: 'agrees before the @',
  shared: 'agrees, a mailbox several people use',
  unit: 'differs in the unit',
  building: 'is in one building',
  street: 'is in one street',
  postcode: 'is in one postcode',
  city: 'is in one city',
  region: 'is in one region',
  around: 'is around the same time',
  year: 'agrees in the year',
}

/** Starting odds, kin and rules depend on the pair as a whole: they have no level of their own. */
const OF_THE_WHOLE = new Set(['prior', 'kin', 'rule'])

/** Whether a line says anything: a field that is missing on a side does not. */
export function speaks(evidence: Pick<Evidence, 'field' | 'level' | 'bits'>): boolean {
  return evidence.level !== null || OF_THE_WHOLE.has(evidence.field) || evidence.bits !== 0
}

export function evidenceLabel(entity: EntityName, line: string): string {
  return LABELS[line] ?? fieldLabel(entity, line)
}

/** The line of evidence about a field of a record. */
export function lineOf(field: string): string {
  return LINE_OF_FIELD[field] ?? (field.startsWith('identifier.') ? 'identifier' : field)
}

/** Why what two records share counts less: it would be said of two people, too. */
const KIN =
  'two of one household, team or group share names, places and phones as well, so this much of what they share is taken back'

/** What a line found: `agrees but for a typo`, or its own words where it has no level. */
export function finding({ field, level, because }: Pick<Evidence, 'field' | 'level' | 'because'>): string {
  if (field === 'rule') return plain(because)
  if (field === 'kin') return KIN
  if (level === null || level === '') return because
  return LEVELS[level] ?? plain(level)
}

/** Why a pair was or was not joined, as a sentence: what speaks for it, what against, strongest first, in the numbers of its bars. */
export function pairInWords(pair: Pick<ScoredPair, 'bits' | 'evidence' | 'overruledBy'>, entity: EntityName): string {
  const said = waterfallOf(pair).bars.filter((bar) => bar.field !== 'prior' && bar.field !== 'rule' && bar.shown !== 0)
  const pro = said.filter((bar) => bar.shown > 0).toSorted((a, b) => b.shown - a.shown)
  const contra = said.filter((bar) => bar.shown < 0).toSorted((a, b) => a.shown - b.shown)
  const told = (list: readonly Bar[]) => list.map((bar) => `${phrase(bar, entity)} (${bits(bar.shown)})`).join(', ')
  const parts = [
    pro.length > 0 ? `For: ${told(pro)}.` : 'Nothing speaks for it.',
    contra.length > 0 ? `Against: ${told(contra)}.` : 'Nothing speaks against it.',
  ]
  return pair.overruledBy
    ? `${parts.join(' ')} ${capital(`overruled by the rule “${plain(pair.overruledBy)}”.`)}`
    : parts.join(' ')
}

/** `birth date differs`. */
export function phrase(evidence: Pick<Evidence, 'field' | 'level' | 'because'>, entity: EntityName): string {
  const label = evidenceLabel(entity, evidence.field)
  if (evidence.level === null) return evidence.because
  return `${label.charAt(0).toLowerCase()}${label.slice(1)} ${finding(evidence)}`
}
