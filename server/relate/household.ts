import { groupBy } from '../collections/group-by.ts'
import { UnionFind } from '../collections/union-find.ts'
import { compareIds, type GoldenId } from '../model/ids.ts'
import type { HouseholdDraft, Resident } from '../model/relation.ts'
import type { HouseholdRules } from './rules.ts'
import { TIES, type Tie, tieOf } from './surnames.ts'

/** People at one address under one list of surnames: they are joined, or not, as one. */
type Party = { readonly surnames: readonly string[]; readonly people: Resident[] }

/**
 * Households among residents of any number of addresses; local to each address, whatever order they come in. Only groups
 * of two or more, and none where so many people share a place that a shared name proves nothing.
 */
export function households(residents: readonly Resident[], rules: HouseholdRules): HouseholdDraft[] {
  const byAddress = groupBy(residents, (resident) => resident.addressKey)
  return [...byAddress]
    .sort(([a], [b]) => compareIds(a, b))
    .flatMap(([addressKey, people]) => atAddress(addressKey, people, rules))
}

function atAddress(addressKey: string, residents: readonly Resident[], rules: HouseholdRules): HouseholdDraft[] {
  const people = [...new Map(residents.map((resident) => [resident.golden, resident])).values()]
  if (people.length < 2) return []
  const surnames = new Set(people.map((resident) => resident.familyNames[0]))
  const inUnit = people.some((resident) => resident.unit !== undefined)
  if (surnames.size > rules.maxSurnamesWithoutUnit && !inUnit) return []
  return groupsOf(people, rules)
    .filter(({ members }) => members.length >= 2 && members.length <= rules.maxMembers)
    .map(({ members, ties }) => ({
      addressKey,
      name: householdName(members),
      reason: `${ties.join(' or ')} + address`,
      members: members.map((member) => member.golden).sort(compareIds),
      ...headOf(members, surnameOf(members).folded, rules),
    }))
    .sort((a, b) => compareIds(a.members[0] ?? '', b.members[0] ?? ''))
}

type Group = { readonly members: Resident[]; readonly ties: Tie[] }

/** Joins parties, strongest ties first, so that a group's reason names a weaker tie only where it is needed. */
function groupsOf(people: readonly Resident[], rules: HouseholdRules): Group[] {
  const parties = partiesOf(people)
  const groups = new UnionFind(parties.length)
  const used = parties.map(({ people: { length } }) => new Set<Tie>(length > 1 ? ['last name'] : []))
  for (const [a, b, tie] of tiesOf(parties, rules)) {
    const [before, other] = [used[groups.find(a)], used[groups.find(b)]]
    const into = groups.join(a, b)
    if (into !== undefined) used[into] = new Set([...(before ?? []), ...(other ?? []), tie])
  }
  return [...groupBy(parties.keys(), (i) => groups.find(i))].map(([g, members]) => ({
    members: members.flatMap((i) => parties[i]?.people ?? []),
    ties: TIES.filter((tie) => used[g]?.has(tie)),
  }))
}

function partiesOf(people: readonly Resident[]): Party[] {
  const named = people.filter(({ familyNames: [current = ''] }) => current !== '')
  const bySurnames = groupBy(named, ({ familyNames }) => familyNames.join('\u0000'))
  return [...bySurnames]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([key, members]) => ({ surnames: key.split('\u0000'), people: members }))
}

function tiesOf(parties: readonly Party[], rules: HouseholdRules): [number, number, Tie][] {
  const ties = parties.flatMap((a, i) =>
    parties.slice(i + 1).flatMap((b, offset): [number, number, Tie][] => {
      const tie = tieOf(a.surnames, b.surnames, rules) ?? linkOf(a, b, rules)
      return tie === undefined ? [] : [[i, i + 1 + offset, tie]]
    }),
  )
  return ties.sort(([, , a], [, , b]) => TIES.indexOf(a) - TIES.indexOf(b))
}

/** A number or mail box that people of two surnames share, unless so many do that it is the house's own. */
function linkOf(a: Party, b: Party, { linkedBy, maxMembers }: HouseholdRules): Tie | undefined {
  if (a.people.length + b.people.length > maxMembers) return undefined
  const points = new Set(b.people.flatMap((resident) => resident.points ?? []))
  const shared = a.people.flatMap((resident) => resident.points ?? []).filter((point) => points.has(point))
  const kind = linkedBy.find((each) => shared.some((point) => point.startsWith(`${each}:`)))
  return kind === undefined ? undefined : kind === 'phone' ? 'shared phone' : 'shared e-mail'
}

/** Words for why the head is the head: the first criterion in which it is ahead of the next. */
const HEAD_WORDS = { namesake: 'bears the name', oldest: 'is the oldest', longestThere: 'has lived there longest' }

function headOf(
  members: readonly Resident[],
  surname: string,
  { head: criteria }: HouseholdRules,
): { head: GoldenId; headReason: string } {
  const last = '~'
  const values = {
    namesake: ({ familyNames }: Resident) => (familyNames[0] === surname ? '0' : '1'),
    oldest: ({ born }: Resident) => (born !== undefined && born.length === 10 ? born : last),
    longestThere: ({ from }: Resident) => from ?? last,
  }
  const differ = (a: Resident, b: Resident) => criteria.find((each) => values[each](a) !== values[each](b))
  const [head, next] = [...members].sort((a, b) => {
    const by = differ(a, b)
    return by ? compareIds(values[by](a), values[by](b)) : compareIds(a.record ?? a.golden, b.record ?? b.golden)
  })
  if (!head) throw new Error('household: nobody lives in it')
  const by = next && differ(head, next)
  return { head: head.golden, headReason: by ? HEAD_WORDS[by] : 'was known first' }
}

/** What people who live together are called. */
export function householdName(members: readonly Surnames[]): string {
  return `${surnameOf(members).shown} household`
}

type Surnames = Pick<Resident, 'familyNames' | 'familyName'>

/** The surname most of them carry now; of several the first by alphabet, and of its spellings the most frequent. */
function surnameOf(members: readonly Surnames[]): { folded: string; shown: string } {
  const folded = mostFrequent(members.map(({ familyNames: [current = ''] }) => current))
  const spellings = members.filter(({ familyNames: [current] }) => current === folded)
  return { folded, shown: mostFrequent(spellings.map(({ familyName }) => familyName)) }
}

function mostFrequent(names: readonly string[]): string {
  const counts = [...groupBy(names, (name) => name)].map(([name, { length }]) => ({ name, length }))
  return counts.sort((a, b) => b.length - a.length || compareIds(a.name, b.name))[0]?.name ?? ''
}
