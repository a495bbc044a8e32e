import { groupBy } from '../../collections/group-by.ts'
import { compareIds } from '../../model/ids.ts'
import type { AddressForm } from '../../model/relation.ts'
import { keysOf } from '../../relate/address-form.ts'
import { placesAmong, slipsApart } from '../../relate/places.ts'
import type { PlaceRules } from '../../relate/rules.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  existingPlaces,
  formsOfStreets,
  housesOfStreets,
  lockAddressKeys,
  mergePlaces,
  nearForms,
  placeForms,
  placesOfForms,
  renamePlaces,
  witherForms,
} from '../../store/write/addresses.ts'

/** What became of places. */
export type Replacing = {
  /** Places of the forms that were looked at. */
  readonly places: ReadonlyMap<string, string>
  /** Forms that are of another place than before, with the one before. */
  readonly moved: readonly { readonly form: string; readonly from: string }[]
  /** Keys that places had before, by what they are now. */
  readonly renamed: ReadonlyMap<string, string>
  /** Ends it, once golden records follow their forms: places of which all forms went to one other are that one. */
  readonly finish: () => Promise<void>
}

/** Takes the locks of forms, of all transactions that may place any of the same. */
export async function lockForms(tx: Tx, forms: readonly AddressForm[], held: Set<string>): Promise<void> {
  const keys = forms.flatMap((form) => Object.values(keysOf(form)).flatMap((key) => key ?? []))
  const open = [...new Set(keys)].filter((key) => !held.has(key)).sort(compareIds)
  for (const key of open) held.add(key)
  if (open.length > 0) await lockAddressKeys.run(tx, { keys: open })
}

/**
 * Decides anew which forms are one place: those that came, those that nobody states any more, and all that may be one with
 * any of them. The caller holds their locks and has written who states what.
 */
export async function replaceForms(
  tx: Tx,
  { came, went }: { came: readonly AddressForm[]; went: readonly AddressForm[] },
  rules: PlaceRules,
  held: Set<string>,
): Promise<Replacing> {
  if (came.length + went.length === 0) return movePlaces(tx, new Map())
  const withered = went.length === 0 ? [] : await witherForms.run(tx, { keys: went.map(({ key }) => key) })
  const gone = new Set(withered.map(({ key }) => key))
  const left = went.filter(({ key }) => gone.has(key))
  const streets = await streetsInDoubt(tx, came, left, rules)
  const all = await closureOf(tx, [...came, ...left, ...streets], rules, held)
  const forms = all.filter(({ key }) => !gone.has(key))
  const wanted = placesAmong(forms, rules, await knownStreets(tx, forms, rules))
  return movePlaces(tx, wanted)
}

/** Forms in streets that became known, or unknown, by what came and went: few houses of them are stated besides. */
async function streetsInDoubt(
  tx: Tx,
  came: readonly AddressForm[],
  left: readonly AddressForm[],
  { knownHouses }: PlaceRules,
): Promise<AddressForm[]> {
  const areas = [...new Set([...came, ...left].flatMap((form) => keysOf(form).area ?? []))]
  if (areas.length === 0) return []
  const but = came.map(({ key }) => key)
  const stated = await housesOfStreets.run(tx, { areas, but, most: knownHouses })
  const few = stated.filter(({ houses }) => houses.length > 0 && houses.length < knownHouses).map(({ area }) => area)
  return few.length === 0 ? [] : (await formsOfStreets.run(tx, { areas: few })).map(({ form }) => form)
}

/** All forms that slips lead to, over any number of them; each is locked before it is believed. */
async function closureOf(
  tx: Tx,
  start: readonly AddressForm[],
  rules: PlaceRules,
  held: Set<string>,
): Promise<AddressForm[]> {
  const known = new Map(start.map((form) => [form.key, form]))
  for (let open = [...known.values()]; open.length > 0; ) {
    await lockForms(tx, open, held)
    const near = await formsNear(tx, open)
    const byKey = (form: AddressForm) => keysOf(form)
    const [atDoor, onLine] = [groupBy(near, (f) => byKey(f).door), groupBy(near, (f) => byKey(f).line)]
    const next = new Map<string, AddressForm>()
    for (const form of open) {
      const { door, line } = keysOf(form)
      const others = [...(atDoor.get(door) ?? []), ...(line === undefined ? [] : (onLine.get(line) ?? []))]
      for (const other of others)
        if (!known.has(other.key) && slipsApart(form, other, rules) !== undefined) next.set(other.key, other)
    }
    for (const [key, form] of next) known.set(key, form)
    open = [...next.values()]
  }
  return [...known.values()]
}

async function formsNear(tx: Tx, forms: readonly AddressForm[]): Promise<AddressForm[]> {
  const keys = forms.map((form) => ({ ...keysOf(form), isBare: form.postcode === '' }))
  const lines = keys.flatMap(({ line, isBare }) => (isBare ? (line ?? []) : []))
  const bare = keys.flatMap(({ line }) => line ?? [])
  const doors = keys.map(({ door }) => door)
  const rows = await nearForms.run(tx, { doors: distinct(doors), lines: distinct(lines), bare: distinct(bare) })
  return rows.map(({ form }) => form)
}

/** Asked only where streets differ among forms that may be one place. */
async function knownStreets(
  tx: Tx,
  forms: readonly AddressForm[],
  { knownHouses }: PlaceRules,
): Promise<(form: AddressForm) => boolean> {
  const houses = groupBy(forms, ({ houseNumber, unit }) => `${houseNumber} ${unit}`)
  const unlike = [...houses.values()].filter((group) => new Set(group.map(({ street }) => street)).size > 1).flat()
  const areas = distinct(unlike.flatMap((form) => keysOf(form).area ?? []))
  if (areas.length === 0) return () => false
  const stated = await housesOfStreets.run(tx, { areas, but: [], most: knownHouses })
  const known = new Set(stated.flatMap(({ area, houses: of }) => (of.length >= knownHouses ? area : [])))
  return (form) => known.has(keysOf(form).area ?? '')
}

/** Makes places what they should be. A place of which no form goes elsewhere only changes its key. */
async function movePlaces(tx: Tx, places: ReadonlyMap<string, string>): Promise<Replacing> {
  const standing = places.size === 0 ? [] : await placesOfForms.run(tx, { keys: [...places.keys()] })
  const at = new Map(standing.map(({ form, place }) => [form, place]))
  const { renames, merges } = await wholeMoves(tx, standing, places)
  if (renames.length > 0) await renamePlaces.run(tx, { rows: renames })
  const renamed = new Map(renames.map(({ from, to }) => [from, to]))
  const rows = [...places].flatMap(([form, place]) => {
    const from = at.get(form)
    return from !== undefined && (renamed.get(from) ?? from) === place ? [] : [{ form, place }]
  })
  if (rows.length > 0) await placeForms.run(tx, { rows })
  return {
    places,
    moved: rows.flatMap(({ form }) => {
      const from = at.get(form)
      return from === undefined ? [] : [{ form, from }]
    }),
    renamed: new Map([...renames, ...merges].map(({ from, to }) => [from, to])),
    finish: async () => {
      if (merges.length > 0) await mergePlaces.run(tx, { rows: merges })
    },
  }
}

type Move = { from: string; to: string }

/** Places of which all forms go to one: those that this one is under a new key, and those that become a part of it. */
async function wholeMoves(
  tx: Tx,
  standing: readonly { form: string; place: string; forms: number }[],
  places: ReadonlyMap<string, string>,
): Promise<{ renames: Move[]; merges: Move[] }> {
  const moves = [...groupBy(standing, ({ place }) => place)].flatMap(([from, of]) => {
    const [to = from, ...others] = distinct(of.flatMap(({ form }) => places.get(form) ?? []))
    return others.length > 0 || to === from || of.length < (of[0]?.forms ?? 0) ? [] : [{ from, to }]
  })
  if (moves.length === 0) return { renames: [], merges: [] }
  const taken = new Set((await existingPlaces.run(tx, { keys: moves.map(({ to }) => to) })).map(({ key }) => key))
  const sources = groupBy(standing, ({ form }) => places.get(form))
  const isRename = ({ from, to }: Move) =>
    !taken.has(to) && (sources.get(to) ?? []).every(({ place }) => place === from)
  return { renames: moves.filter(isRename), merges: moves.filter((move) => !isRename(move)) }
}

function distinct(keys: Iterable<string>): string[] {
  return [...new Set(keys)]
}
