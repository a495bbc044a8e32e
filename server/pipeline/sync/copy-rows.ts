import type { RecordId } from '../../model/ids.ts'
import type { PutOffRow, SettledRow } from '../../store/write/systems.ts'
import { keptAs, type Looked } from './standings.ts'

/** A record that is to be looked at, and its copy. */
export type Due = { readonly copy: string; readonly record: RecordId }

/** What of a record cannot be written now. */
export type Rest = Pick<SettledRow, 'state' | 'error' | 'column'>

/** The system has it no more. */
export const GONE: Rest = { state: 'gone', error: null, column: null }

export function settledRow(copy: string, rest: Rest, looked?: Looked): SettledRow {
  return {
    copy,
    ...rest,
    seq: looked?.row.seq ?? -1,
    dueSeq: looked?.row.dueSeq ?? 0,
    written: false,
    version: null,
    told: null,
    kept: looked ? keptBy(looked) : null,
  }
}

/** What a steward said may stay is remembered value by value, so that the next one that is lost is asked about again. */
function keptBy({ row: { answer, kept = [], input }, policy }: Looked): string | null {
  if (answer !== 'keep') return null
  const lost = (input.written ?? []).filter(({ from }) => from !== undefined && policy.fateOf(from) === 'lost')
  return JSON.stringify([...new Set([...kept, ...lost.map(keptAs)])])
}

export function laterRow(copy: string, attempts: number, error: string): PutOffRow {
  return { copy, state: 'due', dueAt: null, attempts, error, column: null, keepsSent: true }
}
