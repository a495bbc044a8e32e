import type { Actor } from '../../model/change.ts'
import type { RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { RecordOutcome } from '../../model/views.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import type { Connector } from '../../systems/connector.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import type { DecisionInput } from '../steward/decisions.ts'
import type { OtherWriters } from './give-way.ts'

/** What synchronisation needs of the rest of Kith. */
export type SyncAround = {
  readonly store: Store
  readonly rules: RulesInForce
  /** Takes in what systems say, as their own word of just now. */
  takeIn(records: readonly RecordInput[]): Promise<RecordOutcome[]>
  /** A system has a record no more. */
  remove(record: RecordId): Promise<void>
  /** A word about two records that stands until a steward withdraws it. */
  decide(input: DecisionInput, context: RunContext): Promise<unknown>
  contextOf(actor: Actor): RunContext
  now(): Date
  log(line: string): void
  readonly others: Pick<OtherWriters, 'giveWay'>
}

/** SyncAround one system that is in force, with its line open. */
export type Work = SyncAround & {
  readonly system: CompiledSystem
  readonly connector: Connector
  readonly signal: AbortSignal
  /** Somebody said that records which are gone there may go here too, however many they are. */
  readonly mayGo: boolean
  /** Records that it showed in this turn, and those of them that were gone: in small parts too, many are many. */
  readonly seen: { shown: number; gone: number }
}
