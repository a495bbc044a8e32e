import type { EntityName } from '../../model/entities/registry.ts'
import { splitRecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Inactive } from '../../model/sync/inactive.ts'
import type { Mark } from '../../model/sync/mark.ts'
import type { Engine } from '../../rules/engine.ts'
import { ownWord } from '../../rules/own-word.ts'
import type { RefusedCells } from '../../store/write/systems.ts'
import type { RemoteRecord, WriteItem } from '../../systems/connector.ts'
import { GOLDEN } from '../../systems/render/columns.ts'
import { DEACTIVATE, inactiveAfter, inactiveBefore } from '../../systems/render/deactivate.ts'
import type { AttributeDifference } from '../../systems/render/difference.ts'
import { storedMarks } from '../../systems/render/stored-marks.ts'
import { cellsReader } from '../../systems/render/wanted.ts'
import { hashOf } from '../../text/hash.ts'
import type { SettledCopy } from './acknowledge.ts'
import { type Flips, given } from './breaker.ts'
import { type Rest, settledRow } from './copy-rows.ts'
import { differencesOf, type Looked, lifeOf } from './standings.ts'
import type { Work } from './work.ts'

/** One record that is to be written, and what will stand there once it is. */
export type Sending = {
  looked: Looked
  copy: string
  item: WriteItem
  marks: Mark[]
  /** The differences that it makes good. */
  writes: readonly Write[]
  /** What was sent before and shows there now, though nobody said so. */
  arrived: SettledCopy['written']
  /** What was sent before and does not. */
  unanswered: readonly Mark[]
  told: string | null
  rest: Rest
  flips: Flips | undefined
  /** What it makes inactive there takes the place of this. */
  inactive: Inactive | undefined
}

/** What is to be sent of a record; or that nothing is. */
export function prepared(
  work: Work,
  copy: string,
  known: Looked,
  engine: Engine,
  remote: RemoteRecord | undefined,
): Sending | SettledCopy {
  const { looked, arrived, unanswered } = heard(known, engine, remote)
  const { row, golden } = looked
  const { differences } = differencesOf(looked, engine, remote?.row)
  const all = differences.filter((each) => each.is === 'write')
  const isRefused = ({ attribute, cells }: Write) => row.refused?.[attribute]?.cells === hashOf(cells)
  const refused = all.find(isRefused)
  const rest = refused ? refusedRest(row.refused?.[refused.attribute]) : restOf(differences)
  const told = differences.some(({ attribute, is }) => attribute === 'golden' && (is === 'write' || is === 'inStep'))
    ? golden.id
    : null
  const writes = alone(
    all.filter((each) => !isRefused(each)),
    looked,
  )
  if (writes.length === 0) {
    const keepsSent = remote === undefined
    return {
      record: row.record,
      row: {
        ...settledRow(copy, rest, looked),
        told,
        written: arrived !== undefined,
        keepsSent,
        inactive: inactiveAfter(lifeOf(looked), remote?.row),
      },
      written: arrived,
    }
  }
  const now = work.now()
  let { flips } = row as { flips: Flips | undefined }
  const held: string[] = []
  const going = writes.filter(({ attribute, cells }) => {
    const next = given(flips, attribute, cells, now)
    flips = next.flips
    if (next.holds) held.push(attribute)
    return !next.holds
  })
  if (going.length === 0) {
    const error = `${held.join(', ')}: it keeps returning to a value that it had before; somebody else writes it too`
    return {
      record: row.record,
      row: settledRow(copy, { state: 'held', error, column: null }, looked),
      written: arrived,
    }
  }
  const set = Object.assign({}, ...going.map(({ cells }) => cells))
  const seq = row.seq ?? 0
  const over = remote ? stateOf(cellsReader(looked.table.compiled, row.record)(remote.row)) : {}
  const marks = going.flatMap(({ mark }) =>
    MARKLESS.has(mark.attribute) ? [] : [{ ...mark, change: seq, at: now.toISOString(), ...over }],
  )
  const { entity, sourceId } = splitRecordId(row.record)
  const item: WriteItem = {
    key: `${copy}-${hashOf({ set, seq }).slice(0, 16)}`,
    entity: entity as EntityName,
    id: sourceId,
    set,
    known: remote?.row ?? {},
    version: remote?.version,
    seq,
  }
  const ends = going.some(({ attribute }) => attribute === DEACTIVATE)
  const inactive = ends ? inactiveBefore(lifeOf(looked), remote?.row) : row.inactive
  const isAlone = !refused && writes.length < all.length
  return {
    looked,
    copy,
    item,
    marks,
    writes: going,
    arrived,
    unanswered,
    told,
    rest: isAlone ? MORE : rest,
    flips,
    inactive,
  }
}

/** Columns that the mapping does not read: what is written there is nobody's word. */
const MARKLESS: ReadonlySet<string> = new Set([GOLDEN, DEACTIVATE])
const MORE: Rest = { state: 'due', error: null, column: null }

type Write = Extract<AttributeDifference, { is: 'write' }>

function refusedRest(refused: RefusedCells | undefined): Rest {
  return { state: 'dead', error: refused?.reason ?? null, column: refused?.column ?? null }
}

/** What ends goes first and alone: a system that refuses to have a name emptied takes that all the same. */
function alone(writes: readonly Write[], { isLeft }: Looked): readonly Write[] {
  const end = isLeft ? writes.filter(({ attribute }) => attribute === DEACTIVATE) : []
  return end.length > 0 ? end : writes
}

function stateOf({ version, updatedAt }: RecordInput): Pick<Mark, 'over'> {
  if (version === undefined && updatedAt === undefined) return {}
  return { over: { ...(version === undefined ? {} : { version }), ...(updatedAt === undefined ? {} : { updatedAt }) } }
}

/** A record with the marks of what was sent and shows there, as if it had been answered. */
function heard(
  looked: Looked,
  engine: Engine,
  remote: RemoteRecord | undefined,
): { looked: Looked } & Pick<Sending, 'arrived' | 'unanswered'> {
  const { row, table } = looked
  const { sent = [], input } = row
  if (!remote || sent.length === 0) return { looked, arrived: undefined, unanswered: sent }
  const there = cellsReader(table.compiled, row.record)(remote.row)
  const standing = new Set((input.written ?? []).map((mark) => JSON.stringify(mark)))
  const said = ownWord(there, { input, sent }, engine.read, true).input.written ?? []
  const marks = said.filter((mark) => !standing.has(JSON.stringify(mark)))
  if (marks.length === 0) return { looked, arrived: undefined, unanswered: sent }
  const arrived = writtenBy(looked, marks, engine, remote)
  const names = new Set(arrived.attributes)
  const written = [...(input.written ?? []).filter(({ attribute }) => !names.has(attribute)), ...arrived.marks]
  return {
    looked: { ...looked, row: { ...row, input: { ...input, written } } },
    arrived,
    unanswered: sent.filter(({ attribute }) => !names.has(attribute)),
  }
}

/** What of the differences stays: refused, or a steward's to decide. */
function restOf(differences: readonly AttributeDifference[]): Rest {
  const refused = differences.find((each) => each.is === 'refused')
  if (refused) return { state: 'dead', error: refused.reason, column: refused.column ?? null }
  const asked = differences.filter((each) => each.is === 'ask').map(({ attribute }) => attribute)
  if (asked.length > 0)
    return {
      state: 'ask',
      error: `${asked.join(', ')}: the record that gave it is gone; may it be taken back?`,
      column: null,
    }
  return { state: 'current', error: null, column: null }
}

/** What is noted of a record whose write was acknowledged, or has arrived. */
export function writtenBy(
  looked: Looked,
  marks: readonly Mark[],
  engine: Engine,
  remote: RemoteRecord | undefined,
): NonNullable<SettledCopy['written']> {
  return {
    attributes: marks.map(({ attribute }) => attribute),
    marks: storedMarks(looked.row.record, marks, looked.table, engine.read, remote?.row),
  }
}
