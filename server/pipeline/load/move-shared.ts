import { EntityName } from '../../model/entities/registry.ts'
import { splitRecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store } from '../../store/graph/driver.ts'
import { openLedger } from '../feed/ledger.ts'
import { movesOf, settleMoves } from '../resolve/move-type.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'

/** Records that one transaction moves: each has those it was one with matched again. */
const BATCH = 200

type Rows = { inputs: RecordInput[]; prepared: Prepared[] }

/** Of records of one source whose entities share ids, the last row says what a record is. */
export function lastTypes(
  records: ReadonlyMap<EntityName, Rows>,
  shared: readonly RecordInput[],
  onFormer: (input: RecordInput) => void,
): void {
  if (shared.length === 0) return
  const last = new Map(shared.map((input) => [keyOf(input), input.entity]))
  const stays = (input: RecordInput) => !input.sharedIds || last.get(keyOf(input)) === input.entity
  for (const arriving of records.values()) {
    for (const input of arriving.inputs) if (!stays(input)) onFormer(input)
    arriving.inputs = arriving.inputs.filter(stays)
    arriving.prepared = arriving.prepared.filter(({ input }) => stays(input))
  }
}

function keyOf({ source, sourceId }: RecordInput): string {
  return `${source}:${sourceId}`
}

/** Records that came as another entity than they were stored as move there. */
export async function moveShared(store: Store, shared: readonly RecordInput[], context: RunContext): Promise<void> {
  const last = [...new Map(shared.map((input) => [keyOf(input), input])).values()]
  for (let i = 0; i < last.length; i += BATCH) {
    const page = last.slice(i, i + BATCH)
    await store.write(async (tx) => {
      const moves = await movesOf(tx, page)
      if (moves.size === 0) return
      const batches = EntityName.options.map((entity) => ({
        ...{ entity, put: [], touch: [] },
        remove: [...moves.keys()].filter((id) => splitRecordId(id).entity === entity),
      }))
      const ledger = openLedger(context)
      await transact(tx, batches, await rulesInForce().engine(tx), ledger)
      await settleMoves(tx, moves, ledger.at)
    })
  }
}
