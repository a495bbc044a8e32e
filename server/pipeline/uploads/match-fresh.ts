import { isGone } from '../../model/change.ts'
import { EntityName } from '../../model/entities/registry.ts'
import type { GoldenId } from '../../model/ids.ts'
import type { UploadTrial } from '../../model/uploads/upload.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Prepared } from '../../rules/prepare.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { goldenHeads, goldensOfRecords } from '../../store/write/goldens.ts'
import { openLedger } from '../feed/ledger.ts'
import { recordName } from '../resolve/nodes.ts'
import { flow } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import { rehearse } from '../steward/enact.ts'

/** A record that is new, or newer than what is stored, and the row it came in. */
export type Fresh = { prepared: Prepared; outcome: 'created' | 'changed'; row: number }

/** Records that one rehearsal takes, and how many are matched in all: it locks what it touches as a load would. */
const BATCH = 500
const MOST = 2_000
/** Records that are shown with what they join, and those that join nothing. */
const SHOWN = 12

type Matched = Pick<UploadTrial, 'matched' | 'joined' | 'goldens' | 'merged' | 'examples'>

/**
 * Which golden records the first of the new and changed records would join: they are written as a load would, in
 * transactions that are rolled back, so that what is foretold is what happens.
 */
export async function matchFresh(
  store: Store,
  fresh: readonly Fresh[],
  engine: Engine,
  context: RunContext,
  onProgress: (done: number, of: number) => void,
): Promise<Matched> {
  const looked = fresh.slice(0, MOST)
  const sum: Matched = {
    matched: { looked: looked.length, of: fresh.length },
    ...{ joined: 0, goldens: 0, merged: 0, examples: [] },
  }
  for (let i = 0; i < looked.length; i += BATCH) {
    onProgress(i, looked.length)
    const found = await rehearse(store, (tx) => rehearsal(tx, looked.slice(i, i + BATCH), engine, context))
    sum.joined += found.joined
    sum.goldens += found.goldens
    sum.merged += found.merged
    sum.examples.push(...found.examples)
  }
  // Whom a record joins is what somebody looks for first.
  const joining = sum.examples.filter(({ joins }) => joins)
  const alone = sum.examples.filter(({ joins }) => !joins)
  sum.examples = [...joining.slice(0, SHOWN), ...alone.slice(0, Math.max(3, SHOWN - joining.length))]
  return sum
}

async function rehearsal(
  tx: Tx,
  batch: readonly Fresh[],
  engine: Engine,
  context: RunContext,
): Promise<Omit<Matched, 'matched'>> {
  const ledger = openLedger(context)
  const work = EntityName.options.map((entity) => {
    const put = batch.flatMap(({ prepared }) => (prepared.input.entity === entity ? prepared : []))
    return { entity, put, remove: [], touch: [] }
  })
  await flow(tx, work, engine, ledger)
  const ids = batch.map(({ prepared }) => prepared.id)
  const goldenOf = new Map((await goldensOfRecords.run(tx, { ids })).map((row) => [row.id, row.golden]))
  const isNew = (golden: GoldenId) => ledger.changes.get(golden)?.kind === 'created'
  const joins = ({ prepared, outcome }: Fresh): GoldenId | undefined => {
    const golden = goldenOf.get(prepared.id)
    return outcome === 'created' && golden !== undefined && !isNew(golden) ? golden : undefined
  }
  const joining = batch.filter((each) => joins(each) !== undefined)
  const shown = [...joining.slice(0, SHOWN), ...batch.filter((each) => joins(each) === undefined).slice(0, SHOWN)]
  const heads = await goldenHeads(tx, [...new Set(shown.flatMap((each) => joins(each) ?? []))])
  const headOf = new Map(heads.map((head) => [head.id, head]))
  const kinds = [...ledger.changes.values()].map(({ kind }) => kind)
  return {
    joined: joining.length,
    goldens: kinds.filter((kind) => kind === 'created').length,
    merged: kinds.filter(isGone).length,
    examples: shown.map((each) => {
      const { prepared, outcome } = each
      const head = headOf.get(joins(each) ?? ('' as GoldenId))
      const name = head ? nameOf(head.values.name) : ''
      return {
        ...{ record: prepared.id, name: recordName(prepared.standard), outcome },
        ...(head ? { joins: { golden: head.id, name, entity: head.entity } } : {}),
      }
    }),
  }
}

function nameOf(value: string | string[] | undefined): string {
  return [value ?? []].flat()[0] ?? ''
}
