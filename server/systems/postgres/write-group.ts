import { ProblemError } from '../../model/problem.ts'
import type { RemoteRecord, WriteItem, WriteOutcome } from '../connector.ts'
import { type TablePlace, upToDate } from './catalogue.ts'
import { recordOf } from './remote-rows.ts'
import { fitSql, paramsOf } from './statements.ts'
import { type Trouble, troubleOf } from './trouble.ts'
import { cellsOf, type Group, itemKey, lookStatement, type SqlStatement, writeStatement } from './write-statement.ts'

/** Where a group is written, and when all of that began (ms). */
export type WriteTarget = TablePlace & { readonly signal: AbortSignal; readonly began: number }

export type Outcomes = Map<WriteItem, WriteOutcome>

const NOT_TAKEN = 'the table did not take it and did not say why: a trigger, or a policy of row-level security'

/**
 * Writes a group by one statement, which is a transaction of its own; where an item is refused, by one for each half, so that
 * the others go through.
 * @throws ProblemError where nothing can be said about single items
 */
export async function writeGroup(target: WriteTarget, group: Group, outcomes: Outcomes): Promise<void> {
  const open = () => group.filter((item) => !outcomes.has(item))
  const { catalogue, began } = target
  try {
    await upToDate(catalogue, began, () => put(target, open(), outcomes))
    // Somebody may have changed a row between the two statements: only what is refused twice is refused.
    if (open().length > 0) await put(target, open(), outcomes)
    for (const item of open()) outcomes.set(item, { kind: 'rejected', reason: NOT_TAKEN })
  } catch (error) {
    await fall(target, open(), troubleOf(error), outcomes)
  }
}

/** What a statement that failed means for the items it had. */
async function fall(target: WriteTarget, group: Group, trouble: Trouble, outcomes: Outcomes): Promise<void> {
  if (trouble.of === 'system') throw new ProblemError(trouble.problem)
  if (trouble.of === 'moment') {
    const { reason, applied } = trouble
    for (const item of group) outcomes.set(item, { kind: 'retry', reason, ...(applied ? { applied } : {}) })
    return
  }
  const middle = Math.ceil(group.length / 2)
  const [item] = group
  if (group.length === 1 && item) {
    outcomes.set(item, await refused(target, item, trouble))
  } else {
    await writeGroup(target, group.slice(0, middle), outcomes)
    await writeGroup(target, group.slice(middle), outcomes)
  }
}

/** Writes what it can. What it could not and is not so already has no outcome yet. */
async function put(target: WriteTarget, group: Group, outcomes: Outcomes): Promise<void> {
  const { table, catalogue, signal } = target
  const type = await catalogue.types(signal)
  const write = writeStatement(table, group, type)
  if (write) {
    const { names, rows } = await ask(target, write)
    for (const row of rows) {
      const item = group[Number(row[0])]
      if (item) outcomes.set(item, acknowledged(item, recordOf(table, names, row, 1)))
    }
  }
  const rest = group.filter((item) => !outcomes.has(item))
  const look = lookStatement(table, rest, type)
  if (look) await lookAt(target, rest, look, outcomes)
}

/** Why a row was not written. */
async function lookAt(target: WriteTarget, group: Group, look: SqlStatement, outcomes: Outcomes): Promise<void> {
  const { names, rows } = await ask(target, look)
  const byNr = new Map(rows.map((row) => [Number(row[0]), row]))
  for (const [nr, item] of group.entries()) {
    const row = byNr.get(nr)
    const [, equal, older, expected] = row ?? []
    const current = row && recordOf(target.table, names, row, 4)
    const outcome = outcomeOf(item, current, { equal: equal === 't', older: older === 't', expected: expected === 't' })
    if (outcome) outcomes.set(item, outcome)
  }
}

type Seen = { readonly equal: boolean; readonly older: boolean; readonly expected: boolean }

function outcomeOf(item: WriteItem, current: RemoteRecord | undefined, seen: Seen): WriteOutcome | undefined {
  if (!current) return item.id === undefined ? undefined : { kind: 'gone' }
  // Before anything else: an earlier try may have arrived, and what it made of the row is no conflict.
  if (seen.equal) return acknowledged(item, current)
  if (current.gone) return { kind: 'gone', ...current.gone }
  return seen.older || !seen.expected ? { kind: 'conflict', current } : undefined
}

function acknowledged(item: WriteItem, { id, row, version }: RemoteRecord): WriteOutcome {
  return { kind: 'acknowledged', id: item.id ?? id, version, stored: row }
}

async function refused(target: WriteTarget, item: WriteItem, trouble: Trouble & { of: 'item' }): Promise<WriteOutcome> {
  const { column, constraint } = trouble.error
  const { reason } = trouble
  if (column) return { kind: 'rejected', reason, column }
  const cells = cellsOf(target.table, item)
  const key = item.id === undefined ? {} : (itemKey(target.table, item) ?? {})
  // No row has an id that its column cannot hold.
  if (await unfit(target, key)) return { kind: 'gone' }
  const constrained = constraint ? await constrainedBy(target, constraint) : []
  const culprit =
    constrained.find((name) => Object.hasOwn(cells, name)) ?? constrained[0] ?? (await unfit(target, cells))
  return { kind: 'rejected', reason, ...(culprit === undefined ? {} : { column: culprit }) }
}

/** Columns of a constraint of this table; none where it cannot be asked now: the refusal stands all the same. */
async function constrainedBy({ catalogue, signal }: WriteTarget, constraint: string): Promise<string[]> {
  return catalogue.constrained(constraint, signal).catch(() => [])
}

/** The first column that cannot hold its text. PostgreSQL names none where text is no value of a type. */
async function unfit(
  { link, table, catalogue, signal }: WriteTarget,
  cells: Readonly<Record<string, string | null>>,
): Promise<string | undefined> {
  for (const [column, text] of Object.entries(cells)) {
    try {
      const [given] = paramsOf(table, { [column]: text })
      await link.ask(fitSql(column, await catalogue.types(signal)), [given], signal)
    } catch (error) {
      if (troubleOf(error).of === 'item') return column
    }
  }
  return undefined
}

async function ask({ link, table, signal }: WriteTarget, { sql, rows }: SqlStatement) {
  return link.ask(sql, paramsOf(table, rows), signal)
}
