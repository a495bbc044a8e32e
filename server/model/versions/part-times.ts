import { fold } from '../../text/fold.ts'
import { compareIds } from '../ids.ts'
import type { AddressInput, RecordPart } from '../record.ts'
import {
  compareVersions,
  earliest,
  preceding,
  type Statements,
  stampOf,
  succeeding,
  timeOf,
  timesOf,
  type ValueTimes,
} from './value-times.ts'

/** Where an address is said, and where whether it holds: what stands for them among the fields of a record. */
export const ADDRESS = 'address'
export const CHECKED = 'address.verified'

/** An address as text, whatever order its parts came in; `isPlace`: but for whether somebody made sure of it. */
export function writtenAddress(address: AddressInput, isPlace = false): string {
  const said = Object.entries(address).filter(([part]) => !isPlace || part !== 'verified')
  return JSON.stringify(said.sort(([a], [b]) => compareIds(a, b)))
}

/** A part of which another version arrives: the newer stands, and what it says is as old as the first that has said so since. */
export function metPart(before: RecordPart, arriving: RecordPart): RecordPart {
  const isLate = compareVersions(arriving, before) < 0
  const times: ValueTimes = before.times ?? { stamps: [stampOf(before)], starts: {} }
  const { times: _was, ...present } = isLate ? before : arriving
  const begun = isLate
    ? preceding(times, cellsOf(arriving), stampOf(arriving))
    : succeeding({ said: cellsOf(before), times }, stampOf(arriving))
  const known = timesOf(cellsOf(present), begun).times
  return known ? { ...present, times: known } : present
}

/** Whether this version of a part has been met. */
export function isMet(part: RecordPart, { times, ...present }: RecordPart): boolean {
  return (times?.stamps ?? [present]).some((stamp) => compareVersions(part, stamp) === 0)
}

/** Since when a part has said what a value or an address was made of, where it does; a value may be one of several in a cell. */
export function sincePart(part: RecordPart): (slot: string, original: string) => string | undefined {
  const stamps = part.times?.stamps ?? [stampOf(part)]
  const first = earliest(stamps)
  const cells = Object.entries(cellsOf(part)).flatMap(([slot, all]) =>
    all.map(({ original }, at) => {
      const place = part.times?.starts[slot]?.[at] ?? stamps.length - 1
      return { slot: isOfAddress(slot) ? slot : '', original, since: first[place] ?? timeOf(part) }
    }),
  )
  return (slot, original) => {
    const own = cells.filter((cell) => cell.slot === (isOfAddress(slot) ? slot : ''))
    const same = own.filter((cell) => cell.original === original)
    const holders = same.length > 0 || isOfAddress(slot) ? same : own.filter((cell) => cell.original.includes(original))
    return holders.flatMap(({ since }) => since ?? []).sort(compareIds)[0]
  }
}

function isOfAddress(slot: string): boolean {
  return slot === ADDRESS || slot === CHECKED
}

function cellsOf({ fields, addresses }: Pick<RecordPart, 'fields' | 'addresses'>): Statements {
  const said = (original: string) => ({ folded: fold(original) || original, original })
  return {
    ...Object.fromEntries(Object.entries(fields).map(([field, cells]) => [field, cells.map(said)])),
    [ADDRESS]: addresses.map((address) => said(writtenAddress(address, true))),
    [CHECKED]: addresses.map((address) => said(writtenAddress(address))),
  }
}
