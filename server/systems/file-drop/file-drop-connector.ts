import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { groupBy } from '../../collections/group-by.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { Connector, RenderedRequest, WriteItem, WriteOutcome } from '../connector.ts'
import { type ReadAcknowledgement, readAcknowledgement } from './acknowledgement.ts'
import { cellsOf, columnsOf, dropText, hiddenColumns, refusalOf } from './drop-csv.ts'
import { DropFolder, type DroppedRow } from './drop-folder.ts'
import type { FileDropSettings } from './file-drop-shape.ts'

/** Nobody is asked anything that could take its time; what one `write` is given is one file for each entity. */
type FileDropPace = Readonly<Record<'timeoutSeconds' | 'atOnce' | 'batch', number>>
type FileDropOptions = { readonly now?: (() => Date) | undefined }

/**
 * A folder that CSV files are dropped into. An item that was dropped is known by its key in the manifest and never dropped
 * again: asked for once more, it gets what the other side acknowledged meanwhile. What changes there comes back as files do,
 * by `kith load`.
 * @throws ProblemError `system.invalid` where columns would hide each other
 */
export function openFileDrop(
  settings: FileDropSettings,
  _pace: FileDropPace,
  { now = () => new Date() }: FileDropOptions = {},
): Connector {
  const hidden = hiddenColumns(settings)
  if (hidden.length > 0) fail('system.invalid', `a drop would have two columns ${hidden.join(', ')}`)
  const folder = new DropFolder(settings.folder, settings.name)
  const oneAtATime = queue()

  const drop = (entity: EntityName, items: readonly WriteItem[]): Promise<void> => {
    const columns = columnsOf(items, settings)
    const seqs = items.map(({ seq }) => seq)
    return folder.publish({
      entity,
      text: dropText(
        columns,
        items.map((item) => cellsOf(item, settings)),
      ),
      awaited: settings.acknowledgement === 'file',
      seq: { from: Math.min(...seqs), to: Math.max(...seqs) },
      columns,
      nullAs: settings.nullAs,
      writtenAt: now().toISOString(),
      records: items.map((item) => ({ key: item.key, record: recordOf(item) })),
    })
  }

  const write = async (items: readonly WriteItem[]): Promise<WriteOutcome[]> => {
    await folder.refresh()
    const refused = new Map(items.map((item) => [item, folder.find(item.key) ? undefined : refusalOf(item, settings)]))
    const fresh = new Map<string, WriteItem>()
    for (const item of items) if (!refused.get(item) && !folder.find(item.key)) fresh.set(item.key, item)
    for (const [entity, group] of groupBy(fresh.values(), (item) => item.entity)) await drop(entity, group)
    const acknowledgements = new Map<string, ReadAcknowledgement | undefined>()
    const outcomes: WriteOutcome[] = []
    for (const item of items) outcomes.push(refused.get(item) ?? (await outcomeOf(item, folder, acknowledgements)))
    return outcomes
  }

  return {
    async probe() {
      try {
        await access(settings.folder, constants.R_OK | constants.W_OK | constants.X_OK)
        await folder.refresh()
        return { ok: true, detail: `${settings.folder} can be written to; drops so far: ${folder.last}` }
      } catch (error) {
        const detail = error instanceof ProblemError || isFileError(error) ? error.message : undefined
        if (detail === undefined) throw error
        return { ok: false, detail }
      }
    },
    createsOnce: () => true,
    render(item): RenderedRequest {
      const row = cellsOf(item, settings)
      return {
        action: item.id === undefined ? 'create' : 'update',
        record: `${item.entity}:${recordOf(item)}`,
        request: { file: `${settings.name}-<sequence>-${item.entity}.csv`, columns: columnsOf([item], settings), row },
      }
    },
    async write(items, signal) {
      if (signal.aborted) return items.map(() => ({ kind: 'retry', reason: 'not dropped: stopped', waiting: true }))
      return oneAtATime(() => write(items))
    },
    async close() {
      await oneAtATime(async () => {})
    },
  }
}

/** What became of an item that lies in a drop. Each acknowledgement is read once. */
async function outcomeOf(
  item: WriteItem,
  folder: DropFolder,
  acknowledgements: Map<string, ReadAcknowledgement | undefined>,
): Promise<WriteOutcome> {
  const dropped = folder.find(item.key)
  if (!dropped) throw new Error(`${item.key} was dropped and is not in any manifest`)
  const file = dropped.manifest.acknowledgement
  if (file === null) return { kind: 'acknowledged', id: recordOf(item) }
  if (!acknowledgements.has(file)) {
    const text = await folder.acknowledgement(file)
    acknowledgements.set(file, text === undefined ? undefined : readAcknowledgement(text, dropped.manifest))
  }
  const said = acknowledgements.get(file)
  const { file: name } = dropped.manifest
  if (!said)
    return { kind: 'retry', reason: `waiting for the acknowledgement of ${name}`, applied: true, waiting: true }
  // Somebody has to put it right, so it is not waited for without end.
  if ('damage' in said)
    return { kind: 'retry', reason: `the acknowledgement ${file} is not believed: ${said.damage}`, applied: true }
  return acknowledged(item, dropped, said)
}

function acknowledged(
  item: WriteItem,
  { row }: DroppedRow,
  { rejected, created }: Exclude<ReadAcknowledgement, { damage: string }>,
): WriteOutcome {
  const refusal = rejected.get(row)
  if (refusal) return { kind: 'rejected', ...refusal }
  return { kind: 'acknowledged', id: item.id ?? created.get(row) ?? recordOf(item) }
}

/** What a record is known by at the other side: its id, or until it has one what it is made for. */
function recordOf({ id, externalId, key }: WriteItem): string {
  return id ?? externalId ?? key
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

/** Runs one after another: two writes at once would take the same number. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => {})
    return own
  }
}
