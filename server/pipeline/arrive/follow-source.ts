import { ENTITIES } from '../../model/entities/registry.ts'
import type { SourceName } from '../../model/ids.ts'
import type { SourceOutcome } from '../../model/service-views.ts'
import type { Store } from '../../store/graph/driver.ts'
import { declareKind, markSettled, recordsOfSource } from '../../store/write/sources.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { openLedger } from '../feed/ledger.ts'
import { resettle } from '../resolve/resettle.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { eachPage, type SourceProgress } from './source-pages.ts'

/**
 * Says what kind of system a source is: what rules say of that kind goes for it. Golden records that stand follow; one that is
 * cut off is simply asked for again.
 */
export async function declareSource(
  store: Store,
  { source, kind }: { source: SourceName; kind: string },
  rules: RulesInForce,
  context: RunContext,
  onProgress?: SourceProgress,
): Promise<SourceOutcome> {
  const [row] = await store.write((tx) => declareKind.run(tx, { source, kind }))
  return row?.follows ? followSource(store, source, rules, context, onProgress) : { source, records: 0, changes: 0 }
}

/** Works out again the golden records of a source that counts for something else than before. */
export async function followSource(
  store: Store,
  source: SourceName,
  rules: RulesInForce,
  context: RunContext,
  onProgress: SourceProgress = () => {},
): Promise<SourceOutcome> {
  const outcome = { source, records: 0, changes: 0 }
  for (const { name: entity } of ENTITIES) {
    await eachPage(store, source, entity, recordsOfSource, async (ids) => {
      outcome.changes += await store.write(async (tx) => {
        const ledger = openLedger(context)
        await resettle(tx, entity, ids, await rules.engine(tx), ledger)
        await closeLedger(tx, ledger)
        return ledger.changes.size
      })
      outcome.records += ids.length
      onProgress(entity, outcome.records)
    })
  }
  await store.write((tx) => markSettled.run(tx, { source }))
  return outcome
}
