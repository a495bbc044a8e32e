import { compareIds, type RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import { isSpent, type Mark, succeedingMark } from '../../model/sync/mark.ts'
import type { Store } from '../../store/graph/driver.ts'
import { keepRecordVersions, lockRecords, recordInputs } from '../../store/write/records.ts'
import { putWritten, type SettledRow, settleCopies } from '../../store/write/systems.ts'
import { hashOf } from '../../text/hash.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { openLedger } from '../feed/ledger.ts'
import type { RunContext } from '../run/context.ts'

/** A copy that is settled, and what was written of its record's attributes; absent where nothing was. */
export type SettledCopy = {
  /** Absent where something else of it is still to be written. */
  readonly row?: SettledRow | undefined
  readonly record: RecordId
  readonly written?: { readonly attributes: readonly string[]; readonly marks: readonly Mark[] } | undefined
}

/**
 * Notes what systems acknowledged, records and copies in one transaction: a value that Kith wrote is marked on its record from the
 * moment on at which its copy says that it stands there. Makes no line in the feed: no golden record changes by it.
 */
export async function acknowledge(store: Store, settled: readonly SettledCopy[], context: RunContext): Promise<void> {
  if (settled.length === 0) return
  const wrote = settled.filter(({ written }) => written)
  await store.write(async (tx) => {
    const ledger = openLedger(context)
    if (wrote.length > 0) {
      const ids = wrote.map(({ record }) => record).sort(compareIds)
      await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: false })) })
      const inputs = new Map((await recordInputs.run(tx, { ids })).map(({ id, input }) => [id, input]))
      const rows = wrote.flatMap(({ record, written }) => {
        const input = inputs.get(record)
        const marked = input && written && withMarks(input, written)
        if (!marked || JSON.stringify(marked.written) === JSON.stringify(input.written)) return []
        return [
          { id: record, input: JSON.stringify(marked), hash: hashOf(marked), marked: marked.written ? 'yes' : null },
        ]
      })
      if (rows.length > 0) {
        const changed = rows.map(({ id }) => id)
        await keepRecordVersions.run(tx, { ids: changed })
        await putWritten.run(tx, { rows })
        for (const id of changed) ledger.records.add(id)
        for (const id of changed) ledger.versioned.add(id)
      }
    }
    await settleCopies.run(tx, { rows: settled.flatMap(({ row }) => row ?? []), at: ledger.at })
    await closeLedger(tx, ledger)
  })
}

/** A record with other marks on the attributes that were written. What its source says meanwhile is its own word all the same. */
function withMarks(input: RecordInput, { attributes, marks }: NonNullable<SettledCopy['written']>): RecordInput {
  const { written = [], ...rest } = input
  const others = written.filter(({ attribute }) => !attributes.includes(attribute))
  const following = marks.map((mark) =>
    succeedingMark(
      mark,
      written.find(({ attribute }) => attribute === mark.attribute),
    ),
  )
  const all = [...others, ...following.filter((mark) => mark.earlier || !isSpent(mark))].sort((a, b) =>
    a.attribute < b.attribute ? -1 : 1,
  )
  return all.length > 0 ? { ...rest, written: all } : rest
}
