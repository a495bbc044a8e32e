import { groupBy } from '../../collections/group-by.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { AddressForm } from '../../model/relation.ts'
import type { ShownForm } from '../../relate/address-form.ts'
import { slipsApart } from '../../relate/places.ts'
import type { PlaceRules } from '../../relate/rules.ts'
import type { Tx } from '../../store/graph/driver.ts'
import {
  carryAlong,
  dropStates,
  placesOfGoldens,
  putForms,
  showPlaces,
  statedAddresses,
  statersOfForms,
} from '../../store/write/addresses.ts'
import { goldenHeads, lockGoldens } from '../../store/write/goldens.ts'
import { endRelations, putAddressRelations } from '../../store/write/relations.ts'
import type { Ledger } from '../feed/ledger.ts'
import { type AddressedGolden, type AddressRow, addressRows, formProperties } from './address-rows.ts'
import { lockForms, type Replacing, replaceForms } from './place-forms.ts'

type StatedForm = { golden: GoldenId; form: AddressForm; place: string }
/** A golden record as it was and is, and how its records write its addresses. */
type Outcome = { before?: AddressedGolden | undefined; after: AddressedGolden; forms: readonly ShownForm[] }

/** What became of the addresses of golden records, and which of them retire. */
export type AddressWork = {
  readonly put: readonly Outcome[]
  readonly retired: readonly GoldenId[]
  /** Decides anew which addresses are one place, also where nothing happened to them. */
  readonly anew?: boolean
}

/**
 * Writes which addresses golden records state, decides which of them are one place, and joins everybody to the places that
 * their addresses are by now, also those who only lived at one that is another now. Places where people live now or
 * did are noted, so that their households are decided anew.
 */
export async function commitAddresses(
  tx: Tx,
  { put, retired, anew = false }: AddressWork,
  entity: EntityName,
  rules: PlaceRules,
  ledger: Ledger,
): Promise<void> {
  const standing = [...put.flatMap(({ before }) => (before ? [before.id] : [])), ...retired]
  const hadBefore = await statedBy(tx, standing)
  const { fresh, dropped } = restated(put, hadBefore)
  const restating = new Set([...fresh, ...dropped].map(({ golden }) => golden))
  const changed = put.filter(({ before, after }) => anew || restating.has(after.id) || isOther(before, after))
  if (changed.length + dropped.length === 0) return

  const held = new Set<string>()
  await lockForms(tx, [...changed.flatMap(({ forms }) => forms), ...hadBefore.map(({ form }) => form)], held)
  // Whoever held the locks before may have given places other keys.
  const had = await statedBy(tx, standing)
  const came = distinct(anew ? put.flatMap(({ forms }) => forms) : fresh.map(({ form }) => form))
  const went = distinct(dropped.map(({ form }) => form))
  if (dropped.length > 0)
    await dropStates.run(tx, { rows: dropped.map(({ golden, form }) => ({ golden, form: form.key })) })
  const written = fresh.length === 0 ? [] : await putForms.run(tx, { rows: formRows(fresh) })
  const known = new Map(written.map(({ form, place }) => [form, place]))
  const open = anew ? came : came.filter(({ key }) => known.get(key) === undefined)
  const replacing = await replaceForms(tx, { came: open, went }, rules, held)

  const touched = new Set([...dropped.map(({ golden }) => golden), ...changed.map(({ after }) => after.id)])
  const joins = [
    ...ownJoins(changed, had, known, replacing, rules),
    ...(await movedAlong(tx, replacing, changed, ledger)),
  ]
  await joinPlaces(tx, joins, ledger.at)
  await replacing.finish()
  await showPlaces.run(tx, { keys: noted(had, joins, replacing, entity === 'person' ? touched : new Set(), ledger) })
}

/** Notes whose households are to be decided: where people came and went, and where others went along. @returns all places */
function noted(
  had: readonly StatedForm[],
  joins: readonly Join[],
  { moved, places, renamed }: Replacing,
  people: ReadonlySet<GoldenId>,
  ledger: Ledger,
): string[] {
  const now = (place: string) => renamed.get(place) ?? place
  for (const from of renamed.keys()) if (ledger.places.delete(from)) ledger.places.add(now(from))
  for (const { form, from } of moved) ledger.places.add(now(from)).add(places.get(form) ?? now(from))
  const left = had.map(({ golden, place }) => [golden, now(place)] as const)
  const here = joins.flatMap(({ id, rows }) => rows.map(({ target }) => [id, target] as const))
  for (const [golden, place] of [...left, ...here]) if (people.has(golden)) ledger.places.add(place)
  return [...new Set([...left, ...here].map(([, place]) => place))].sort(compareIds)
}

async function statedBy(tx: Tx, goldens: readonly GoldenId[]): Promise<StatedForm[]> {
  return goldens.length === 0 ? [] : statedAddresses.run(tx, { ids: goldens })
}

/** What golden records state now and did not before, and the other way round. */
function restated(put: readonly Outcome[], had: readonly StatedForm[]) {
  const keyOf = (golden: GoldenId, form: AddressForm) => `${golden} ${form.key}`
  const was = new Set(had.map(({ golden, form }) => keyOf(golden, form)))
  const now = new Set(put.flatMap(({ after, forms }) => forms.map((form) => keyOf(after.id, form))))
  const fresh = put.flatMap(({ after, forms }) =>
    forms.filter((form) => !was.has(keyOf(after.id, form))).map((form) => ({ golden: after.id, form })),
  )
  return { fresh, dropped: had.filter(({ golden, form }) => !now.has(keyOf(golden, form))) }
}

/** Each form with everybody who came to state it. */
function formRows(fresh: readonly { golden: GoldenId; form: ShownForm }[]) {
  return [...groupBy(fresh, ({ form }) => form.key)]
    .sort(([a], [b]) => compareIds(a, b))
    .flatMap(([key, stated]) => {
      const [first] = stated
      return first ? [{ key, properties: formProperties(first.form), goldens: stated.map(({ golden }) => golden) }] : []
    })
}

/** A golden record at the places it has now, and those that it left, or that only went from under it. */
type Join = {
  readonly rows: readonly AddressRow[]
  readonly left: readonly string[]
  readonly carried: readonly string[]
  readonly id: GoldenId
}

/** What became of the golden records that were written. Who only corrects a slip does not move. */
function ownJoins(
  changed: readonly Outcome[],
  had: readonly StatedForm[],
  known: ReadonlyMap<string, string | undefined>,
  { places, renamed }: Replacing,
  rules: PlaceRules,
): Join[] {
  const now = (place: string) => renamed.get(place) ?? place
  const stood = new Map(had.map(({ form, place }) => [form.key, now(place)]))
  const placeOf = ({ key }: AddressForm) => {
    const written = known.get(key)
    return places.get(key) ?? (written === undefined ? stood.get(key) : now(written))
  }
  const hadBy = groupBy(had, ({ golden }) => golden)
  return changed.map(({ after, forms }) => {
    const placeOfKey = new Map(forms.map((form) => [form.address, placeOf(form)]))
    const rows = addressRows(after, (key) => placeOfKey.get(key))
    const stays = (form: AddressForm) =>
      forms.some((other) => other.key === form.key || slipsApart(form, other, rules) !== undefined)
    const [left, carried]: [string[], string[]] = [[], []]
    for (const [place, were] of groupBy(hadBy.get(after.id) ?? [], (row) => now(row.place))) {
      const row = rows.find(({ target }) => target === place)
      if (row?.type === 'HAS_ADDRESS') continue
      const isCarried = row === undefined && were.some(({ form }) => stays(form))
      ;(isCarried ? carried : left).push(place)
    }
    return { id: after.id, rows, left, carried }
  })
}

/** Others who state an address that is of another place now. */
async function movedAlong(
  tx: Tx,
  { moved, renamed }: Replacing,
  changed: readonly Outcome[],
  ledger: Ledger,
): Promise<Join[]> {
  if (moved.length === 0) return []
  const own = new Set(changed.map(({ after }) => after.id))
  const staters = (await statersOfForms.run(tx, { keys: moved.map(({ form }) => form) })).filter(
    ({ golden }) => !own.has(golden),
  )
  const ids = [...new Set(staters.map(({ golden }) => golden))].sort(compareIds)
  if (ids.length === 0) return []
  await lockGoldens.run(tx, { ids })
  const placeOf = new Map(
    (await placesOfGoldens.run(tx, { ids })).map(({ golden, address, place }) => [`${golden} ${address}`, place]),
  )
  const from = new Map(moved.map(({ form, from: place }) => [form, renamed.get(place) ?? place]))
  const left = groupBy(staters, ({ golden }) => golden)
  return (await goldenHeads(tx, ids)).map((golden) => {
    if (golden.entity === 'person') ledger.carried.add(golden.id)
    const rows = addressRows(golden, (key) => placeOf.get(`${golden.id} ${key}`))
    const were = new Set((left.get(golden.id) ?? []).flatMap(({ form }) => from.get(form) ?? []))
    for (const { target } of rows) were.delete(target)
    return { id: golden.id, rows, left: [], carried: [...were] }
  })
}

async function joinPlaces(tx: Tx, joins: readonly Join[], at: string): Promise<void> {
  const to = (part: 'left' | 'carried') =>
    joins.flatMap((join) => join[part].map((target) => ({ id: join.id, target })))
  const [left, carried] = [to('left'), to('carried')]
  if (left.length > 0) await endRelations.run(tx, { rows: left, type: 'HAS_ADDRESS', at })
  if (carried.length > 0) await carryAlong.run(tx, { rows: carried })
  const rows = joins.flatMap((join) => join.rows).sort((a, b) => compareIds(a.target, b.target))
  for (const type of ['HAS_ADDRESS', 'WAS_HAS_ADDRESS'] as const) {
    const own = rows.filter((row) => row.type === type)
    if (own.length > 0) await putAddressRelations.run(tx, { rows: own, type })
  }
}

/** Whether an address is another one, or something else is said of it. */
function isOther(before: AddressedGolden | undefined, after: AddressedGolden): boolean {
  return JSON.stringify(before?.addresses ?? []) !== JSON.stringify(after.addresses)
}

function distinct<T extends AddressForm>(forms: readonly T[]): T[] {
  return [...new Map(forms.map((form) => [form.key, form])).values()]
}
