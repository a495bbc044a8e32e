import type { UploadLoaded } from '../../model/uploads/upload.ts'
import type { Store } from '../../store/graph/driver.ts'
import { foundAgain, loadCounts } from '../../store/uploads/loads.ts'
import { loadFiles } from '../load/load.ts'
import type { LoadOptions } from '../load/load-options.ts'
import type { LoadFile } from '../load/read-files.ts'
import type { RunContext } from '../run/context.ts'
import { heedSources } from '../steward/source-says.ts'

/** Golden records that are shown as joined. */
const SHOWN = 50

/**
 * Loads a file that was sent, as `kith load` does, by transactions and under the rules in force: nothing is learned from it,
 * so that undoing it leaves the rules as they were.
 */
export async function loadUpload(
  store: Store,
  file: LoadFile,
  context: RunContext & { load: string },
  options: Pick<LoadOptions, 'churnBudget' | 'onProgress' | 'onReject'>,
): Promise<Omit<UploadLoaded, 'rejects'>> {
  const summary = await loadFiles(store, [file], context, { ...options, train: false, heedMerges: heedSources })
  return {
    ...{ at: context.now().toISOString(), rows: summary.rows, became: summary.became, orders: summary.orders },
    notes: summary.notes.map(({ detail }) => detail),
    waiting: Object.entries(summary.waiting).map(([kind, count]) => ({ kind, count })),
    ...(await standing(store, context.load)),
  }
}

/** What of a load stands in the graph. */
async function standing(store: Store, load: string): Promise<Pick<UploadLoaded, 'goldens' | 'alone' | 'joined'>> {
  return store.read(async (tx) => {
    const [counts] = await loadCounts.run(tx, { load })
    const [joined] = await foundAgain.run(tx, { load, limit: SHOWN })
    return {
      ...{ goldens: counts?.goldens ?? 0, alone: counts?.alone ?? 0 },
      joined: joined ?? { goldens: 0, records: 0, shown: [] },
    }
  })
}

/** How many records stand as a load left them. */
export async function recordsOfLoad(store: Store, load: string): Promise<number> {
  const [counts] = await store.read((tx) => loadCounts.run(tx, { load }))
  return (counts?.records ?? 0) + (counts?.deleted ?? 0)
}
