import { groupBy } from '../collections/group-by.ts'
import { UnionFind } from '../collections/union-find.ts'
import { compareIds } from '../model/ids.ts'
import type { AddressForm } from '../model/relation.ts'
import { keysOf } from './address-form.ts'
import { slipsBetween } from './place-slips.ts'
import type { PlaceRules } from './rules.ts'

/** Whether a street is one that exists: several houses of it are known. */
type IsKnown = (form: AddressForm) => boolean

/**
 * The place of each form: the least key of the forms that are one with it. Whatever order they come in; two forms that
 * tell places apart are never joined by one between them, which then stays by itself.
 */
export function placesAmong(
  forms: readonly AddressForm[],
  rules: PlaceRules,
  isKnown: IsKnown = knownAmong(forms, rules),
): Map<string, string> {
  const sorted = [...new Map(forms.map((form) => [form.key, form])).values()].sort((a, b) => compareIds(a.key, b.key))
  const links = linksAmong(sorted, rules)
  const places = new UnionFind(sorted.length)
  const isApart = (a: number, b: number) => tellApart(sorted[a] as AddressForm, sorted[b] as AddressForm, isKnown)
  for (const [, tier] of [...groupBy(links, ({ slips }) => slips)].sort(([a], [b]) => a - b))
    joinTier(places, sorted.length, tier, isApart)
  return new Map(sorted.map(({ key }, i) => [key, sorted[places.find(i)]?.key ?? key]))
}

/** Streets of which several houses are among the forms. */
export function knownAmong(forms: readonly AddressForm[], { knownHouses }: PlaceRules): IsKnown {
  const houses = new Map<string, Set<string>>()
  for (const form of forms) {
    const { area } = keysOf(form)
    if (area !== undefined) houses.set(area, (houses.get(area) ?? new Set()).add(form.houseNumber))
  }
  return (form) => (houses.get(keysOf(form).area ?? '')?.size ?? 0) >= knownHouses
}

/**
 * How far two forms are from each other that may be one place; undefined where they are two. With one postcode the streets
 * may be a slip apart; where a postcode is missing, the streets or the cities, never both.
 */
export function slipsApart(a: AddressForm, b: AddressForm, rules: PlaceRules): number | undefined {
  if (differ(a.country, b.country)) return undefined
  if (a.address === b.address) return 0
  if (a.exact || b.exact || a.houseNumber !== b.houseNumber || a.unit !== b.unit) return undefined
  if (differ(a.postcode, b.postcode)) return undefined
  const [street, city] = [streetSlips(a, b, rules), slipsBetween(a.city, b.city, rules)]
  if (street === undefined) return undefined
  if (a.postcode !== '' && b.postcode !== '')
    return a.city === '' || b.city === '' || city !== undefined ? street : undefined
  if (a.city === '' || city === undefined || differ(a.region, b.region)) return undefined
  if (a.street === b.street) return city + 1
  const isOneTown = a.postcode === b.postcode && city === 0 && a.region === b.region && a.country === b.country
  return isOneTown ? street : undefined
}

function streetSlips(a: AddressForm, b: AddressForm, rules: PlaceRules): number | undefined {
  return slipsBetween(a.street, b.street, rules) ?? slipsBetween(a.words, b.words, rules)
}

/** Both stated, and not the same. */
function differ(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b
}

/** Whether two forms are two places whatever lies between them. */
function tellApart(a: AddressForm, b: AddressForm, isKnown: IsKnown): boolean {
  if (differ(a.country, b.country) || differ(a.postcode, b.postcode)) return true
  if (a.address === b.address) return false
  if (differ(a.region, b.region) && (a.postcode === '' || b.postcode === '')) return true
  return a.street !== b.street && isKnown(a) && isKnown(b)
}

type FormLink = { readonly a: number; readonly b: number; readonly slips: number }

/** Pairs that may be one place, among those that share a door or a line. */
function linksAmong(forms: readonly AddressForm[], rules: PlaceRules): FormLink[] {
  const links = new Map<string, FormLink>()
  const keys = forms.map(keysOf)
  const look = (group: readonly number[], mayMeet: (a: AddressForm, b: AddressForm) => boolean) => {
    for (const [i, a] of group.entries())
      for (const b of group.slice(i + 1)) {
        const [one, other] = [forms[a], forms[b]]
        if (!one || !other || !mayMeet(one, other)) continue
        const slips = slipsApart(one, other, rules)
        if (slips !== undefined) links.set(`${a} ${b}`, { a, b, slips })
      }
  }
  for (const [, group] of groupBy(forms.keys(), (i) => keys[i]?.door)) look(group, () => true)
  const bare = new Set(forms.flatMap(({ postcode }, i) => (postcode === '' ? (keys[i]?.line ?? []) : [])))
  const onLines = [...forms.keys()].filter((i) => bare.has(keys[i]?.line ?? ''))
  for (const [, group] of groupBy(onLines, (i) => keys[i]?.line))
    look(group, (a, b) => a.postcode === '' || b.postcode === '')
  return [...links.values()]
}

/**
 * Joins what is equally far apart, all at once. Where that would bring two places together that are told apart, what lies
 * between such is left out, and what still holds them together then stays as it was.
 */
function joinTier(
  places: UnionFind,
  size: number,
  tier: readonly FormLink[],
  isApart: (a: number, b: number) => boolean,
): void {
  const members = groupBy(Array.from({ length: size }).keys(), (i) => places.find(i))
  const areApart = (x: number, y: number) =>
    (members.get(x) ?? []).some((a) => (members.get(y) ?? []).some((b) => isApart(a, b)))
  let links = tier
    .map(({ a, b }) => [places.find(a), places.find(b)] as const)
    .filter(([a, b]) => a !== b && !areApart(a, b))
  for (const isLast of [false, true]) {
    const groups = groupsOf(size, links)
    const torn = new Set(
      [...groups.values()].flatMap((group) => {
        if (!group.some((x, i) => group.slice(i + 1).some((y) => areApart(x, y)))) return []
        return isLast ? group : group.filter((x) => isBetween(x, links, areApart))
      }),
    )
    links = links.filter(([a, b]) => !torn.has(a) && !torn.has(b))
  }
  for (const [a, b] of links) places.join(a, b)
}

function groupsOf(size: number, links: readonly (readonly [number, number])[]): Map<number, number[]> {
  const groups = new UnionFind(size)
  for (const [a, b] of links) groups.join(a, b)
  return groupBy(new Set(links.flat()), (i) => groups.find(i))
}

/** Whether two that are told apart are both linked with it. */
function isBetween(
  x: number,
  links: readonly (readonly [number, number])[],
  areApart: (a: number, b: number) => boolean,
): boolean {
  const beside = links.flatMap(([a, b]) => (a === x ? [b] : b === x ? [a] : []))
  return beside.some((a, i) => beside.slice(i + 1).some((b) => areApart(a, b)))
}
