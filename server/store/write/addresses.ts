import { z } from 'zod'
import { GoldenId } from '../../model/ids.ts'
import { AddressForm } from '../../model/relation.ts'
import type { Store } from '../graph/driver.ts'
import { cypherText, json, maybe, query, rowsOf } from '../graph/query.ts'

const keys = { keys: rowsOf<string>() }
const form = json(AddressForm)

/** A form of an address as its node: as it is shown, how it is found, and the whole of it for code. */
export type FormRow = { key: string; properties: Record<string, string>; goldens: readonly GoldenId[] }

export const statedAddresses = query(
  'addresses/states',
  { ids: rowsOf<GoldenId>() },
  { golden: GoldenId, form, place: z.string() },
)
export const lockAddressKeys = query('addresses/lock', keys, { locked: z.number() })
export const nearForms = query(
  'addresses/near',
  { doors: rowsOf<string>(), lines: rowsOf<string>(), bare: rowsOf<string>() },
  { form },
)
export const housesOfStreets = query(
  'addresses/houses',
  { areas: rowsOf<string>(), but: rowsOf<string>(), most: z.number() },
  { area: z.string(), houses: z.array(z.string()) },
)
export const formsOfStreets = query('addresses/of-streets', { areas: rowsOf<string>() }, { form })
export const putForms = query(
  'addresses/put-forms',
  { rows: rowsOf<FormRow>() },
  { form: z.string(), place: maybe(z.string()) },
)
export const placesOfGoldens = query(
  'addresses/of-goldens',
  { ids: rowsOf<GoldenId>() },
  { golden: GoldenId, address: z.string(), place: z.string() },
)
export const dropStates = query('addresses/drop-states', { rows: rowsOf<{ golden: GoldenId; form: string }>() }, {})
export const witherForms = query('addresses/wither', keys, { key: z.string() })
export const placesOfForms = query('addresses/places-of-forms', keys, {
  form: z.string(),
  place: z.string(),
  forms: z.number(),
})
export const statersOfForms = query('addresses/stated-by', keys, { form: z.string(), golden: GoldenId })
export const existingPlaces = query('addresses/existing', keys, { key: z.string() })

type Step = { from: string; to: string }
export const renamePlaces = query('addresses/rename', { rows: rowsOf<Step>() }, {})
export const placeForms = query('addresses/place-forms', { rows: rowsOf<{ form: string; place: string }>() }, {})
export const carryAlong = query('addresses/carry-along', { rows: rowsOf<{ id: GoldenId; target: string }>() }, {})
export const mergePlaces = query('addresses/merge-places', { rows: rowsOf<Step>() }, {})
export const showPlaces = query('addresses/show', keys, {})
export const homesOfGoldens = query('addresses/homes', { ids: rowsOf<GoldenId>() }, { key: z.string() })

export const adoptForms = query('addresses/adopt', { rows: rowsOf<{ form: string; address: string }>() }, {})

/** The caller holds the graph exclusively. */
export async function keepFormerPlaces(store: Store): Promise<void> {
  await store.autoCommit(cypherText('addresses/keep-former'))
}
