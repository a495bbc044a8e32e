import { compareIds } from '../model/ids.ts'
import type { HouseholdDraft, Resident } from '../model/relation.ts'
import { groupBy } from './group-by.ts'
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
      name: `${surnameOf(members)} household`,
      reason: `${ties.join(' or ')} + address`,
      members: members.map((member) => member.golden).sort(compareIds),
    }))
    .sort((a, b) => compareIds(a.members[0] ?? '', b.members[0] ?? ''))
}

type Group = { readonly members: Resident[]; readonly ties: Tie[] }

/** Joins parties, strongest ties first, so that a group's reason names a weaker tie only where it is needed. */
function groupsOf(people: readonly Resident[], rules: HouseholdRules): Group[] {
  const parties = partiesOf(people)
  const group = parties.map((_, i) => i)
  const used = parties.map(({ people: { length } }) => new Set<Tie>(length > 1 ? ['last name'] : []))
  for (const [a, b, tie] of tiesOf(parties, rules)) {
    const [into, from] = [group[a] ?? a, group[b] ?? b]
    if (into === from) continue
    group.forEach((g, i) => {
      if (g === from) group[i] = into
    })
    used[into] = new Set([...(used[into] ?? []), ...(used[from] ?? []), tie])
  }
  return [...groupBy(parties.keys(), (i) => group[i] ?? i)].map(([g, members]) => ({
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
      const tie = tieOf(a.surnames, b.surnames, rules)
      return tie === undefined ? [] : [[i, i + 1 + offset, tie]]
    }),
  )
  return ties.sort(([, , a], [, , b]) => TIES.indexOf(a) - TIES.indexOf(b))
}

/** The surname most of them carry now; of several the first by alphabet, and of its spellings the most frequent. */
function surnameOf(members: readonly Resident[]): string {
  const folded = mostFrequent(members.map(({ familyNames: [current = ''] }) => current))
  return mostFrequent(
    members.filter(({ familyNames: [current] }) => current === folded).map(({ familyName }) => familyName),
  )
}

function mostFrequent(names: readonly string[]): string {
  const counts = [...groupBy(names, (name) => name)].map(([name, { length }]) => ({ name, length }))
  return counts.sort((a, b) => b.length - a.length || compareIds(a.name, b.name))[0]?.name ?? ''
}
