import { z } from 'zod'
import type { Winner } from '../../model/golden.ts'
import { GoldenId } from '../../model/ids.ts'
import { Pin } from '../../model/pin.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

/** A pin as its node has it; Neo4j leaves out what is absent. */
export const storedPin = Pin

const pinRow = { pin: storedPin }
const put = query('pins/put', { record: z.string(), properties: z.custom<Pin>() }, {})
const due = query('pins/due', { at: z.string(), limit: z.number() }, pinRow)
const byIds = query('pins/by-id', { ids: rowsOf<string>() }, pinRow)
const standing = query('pins/standing-of-entity', { entity: z.string() }, pinRow)
const list = query(
  'pins/list',
  { golden: z.string(), record: z.string(), ended: z.boolean(), limit: z.number() },
  { ...pinRow, golden: maybe(GoldenId) },
)

export const endPins = query('pins/end', { rows: rowsOf<{ id: string; at: string; by: string }>() }, {})

export async function putPin(tx: Tx, pin: Pin): Promise<void> {
  await put.run(tx, { record: pin.record, properties: pin })
}

export async function findPin(tx: Tx, id: string): Promise<Pin | undefined> {
  return (await byIds.run(tx, { ids: [id] }))[0]?.pin
}

/** Pins that make values of a golden record stand. */
export async function pinsOf(tx: Tx, winners: readonly Winner[]): Promise<Pin[]> {
  const ids = [...new Set(winners.flatMap(({ pin }) => pin ?? []))]
  return ids.length === 0 ? [] : (await byIds.run(tx, { ids })).map((row) => row.pin)
}

/** Pins whose time was up at an instant and that have not been ended. */
export async function duePins(tx: Tx, at: string, limit: number): Promise<Pin[]> {
  return (await due.run(tx, { at, limit })).map((row) => row.pin)
}

export async function standingPins(tx: Tx, entity: string): Promise<Pin[]> {
  return (await standing.run(tx, { entity })).map((row) => row.pin)
}

export type PinFilter = {
  golden?: string | undefined
  record?: string | undefined
  /** With the ones that were ended. */
  ended: boolean
  limit: number
}

/** Pins, latest first, each with the golden record it is on now. */
export async function listPins(
  tx: Tx,
  { golden = '', record = '', ended, limit }: PinFilter,
): Promise<(Pin & { golden?: string | undefined })[]> {
  const rows = await list.run(tx, { golden, record, ended, limit })
  return rows.map((row) => ({ ...row.pin, ...(row.golden === undefined ? {} : { golden: row.golden }) }))
}
