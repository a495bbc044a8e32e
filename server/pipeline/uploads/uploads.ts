import { parseMapping } from '../../ingest/source-mapping.ts'
import { type Actor, ownActor } from '../../model/change.ts'
import { fail, type Problem, ProblemError } from '../../model/problem.ts'
import type { UndoPlan, Upload, UploadHead } from '../../model/uploads/upload.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { loadUpload, recordsOfLoad } from './load-upload.ts'
import { lookAgain, lookAt, readAlike } from './look.ts'
import { RejectBook } from './reject-book.ts'
import { fileName, type KeptReject, keptUntil, Shelf } from './shelf.ts'
import { tryUpload } from './try-upload.ts'
import { demandFile, demandLoaded, mappingOf, withoutPath } from './upload-state.ts'
import { planUndo, withdraw } from './withdraw.ts'

/** Files that people send: looked at, tried, loaded and taken back, one at a time. */
export interface Uploads {
  /** Keeps a file and proposes how to read it. @throws ProblemError `request.too-large`; what names a file that is no list */
  receive(file: NewFile, bytes: AsyncIterable<Uint8Array>, actor: Actor): Promise<Upload>
  list(): Promise<UploadHead[]>
  /** @throws ProblemError `upload.not-found` */
  get(id: string): Promise<Upload>
  /** Corrects how a file is read. @throws ProblemError `mapping.invalid` with every fault in `path` */
  map(id: string, mapping: unknown): Promise<Upload>
  /** Begins to work out what loading it would come to. @throws ProblemError `upload.state` */
  try(id: string, actor: Actor): Promise<Upload>
  /** Begins to load it; `approve` lets it change more golden ids than the budget. @throws ProblemError `upload.state` */
  load(id: string, approve: boolean, actor: Actor): Promise<Upload>
  rejects(id: string): Promise<{ upload: Upload; rows: KeptReject[] }>
  /** @throws ProblemError `upload.state`, `history.pruned` */
  planUndo(id: string): Promise<UndoPlan>
  /** Begins to undo a load as it was planned. @throws ProblemError `plan.stale` where something has changed since */
  undo(id: string, hash: string, actor: Actor): Promise<Upload>
  /** Forgets a file that was not loaded. @throws ProblemError `upload.state` */
  discard(id: string): Promise<void>
  /** Deletes files whose time is up, and finds loads that a stop cut off. */
  sweep(): Promise<void>
  /** Ends what runs in the background at its next step; what it wrote stays. */
  close(): Promise<void>
}

type NewFile = { name: string; encoding?: string | undefined }

const STOPPED = 'Kith was stopped before this came to its end'

export type UploadsAround = {
  store: Store
  rules: RulesInForce
  contextOf: (actor: Actor) => RunContext
  /** Where files lie. */
  folder: string
  churnBudget: number
  /** Does work of somebody's, and has what runs in the background give way to it. */
  serve: <T>(work: () => Promise<T>) => Promise<T>
  onError?: ((error: unknown, record: string) => void) | undefined
}

export function openUploads(around: UploadsAround): Uploads {
  const { store, rules, contextOf, serve } = around
  const shelf = new Shelf(around.folder)
  let running: { id: string; name: string; work: Promise<void> } | undefined
  let progress: Upload['progress']
  let isClosing = false
  let hasSwept = false

  const get = async (id: string): Promise<Upload> => {
    const upload = await shelf.read(id)
    return running?.id === id && progress ? { ...upload, progress } : upload
  }
  const fileOf = (upload: Upload) => {
    demandFile(upload)
    return { path: shelf.fileOf(upload), mapping: mappingOf(upload) }
  }

  /** Runs one piece of work in the background; its end, good or bad, is written down. */
  const begin = async (
    upload: Upload,
    stage: 'trying' | 'loading' | 'undoing',
    work: (begun: Upload) => Promise<Upload>,
  ): Promise<Upload> => {
    if (running) fail('upload.state', `${running.name} is being worked on; one file at a time`)
    const { problem: _past, ...rest } = upload
    const begun: Upload = { ...rest, stage }
    const doing = { id: upload.id, name: upload.name, work: Promise.resolve() }
    running = doing
    progress = undefined
    try {
      await shelf.write(begun)
    } catch (error) {
      running = undefined
      throw error
    }
    doing.work = serve(() => work(begun))
      .catch(async (error: unknown) => ({ ...(await ended(upload, stage)), problem: told(error, upload) }))
      .then((done) => shelf.write(done))
      .catch((error: unknown) => around.onError?.(error, upload.id))
      .finally(() => {
        running = undefined
      })
    return begun
  }

  /** How a file stands whose work came to no end. What was written stays, so it is counted. */
  const ended = async (before: Upload, stage: Upload['stage']): Promise<Upload> => {
    if (stage === 'trying') return before
    const { trial: _past, written: _before, ...rest } = before
    const written = await recordsOfLoad(store, before.id).catch((error: unknown) => {
      around.onError?.(error, before.id)
      return undefined
    })
    if (written === 0) return stage === 'undoing' ? { ...rest, stage: 'undone' } : before
    if (stage === 'undoing') return before
    return { ...rest, stage: 'cut', ...(written === undefined ? {} : { written }) }
  }

  const told = (error: unknown, upload: Upload): Problem => {
    if (error instanceof ProblemError) return withoutPath(error.problem, shelf.fileOf(upload), upload.name)
    around.onError?.(error, upload.id)
    return { code: 'internal', detail: 'something went wrong inside Kith; its log has more' }
  }

  /** What ran when the process before this one ended. */
  const recover = async (upload: Upload) => {
    if (running || !['trying', 'loading', 'undoing'].includes(upload.stage)) return
    const before: Upload = { ...upload, stage: upload.stage === 'undoing' ? 'loaded' : 'open' }
    await shelf.write({ ...(await ended(before, upload.stage)), problem: { code: 'upload.state', detail: STOPPED } })
  }

  const note = (step: string, done: number, of: number) => {
    progress = { step, done, of }
    if (isClosing) fail('upload.state', STOPPED)
  }

  return {
    async receive({ name: given, encoding }, bytes, actor) {
      const { mint, now } = contextOf(actor)
      const [id, name] = [mint('upl'), fileName(given)]
      const size = await shelf.keep(id, name, bytes)
      const path = shelf.fileOf({ id, name })
      try {
        const seen = await lookAt(path, encoding === undefined ? {} : { encoding })
        const at = now()
        const by = actor.user ?? actor.key
        const head = { id, name, bytes: size, by, at: at.toISOString(), stage: 'open' as const }
        const upload: Upload = { ...head, ...seen, fileUntil: keptUntil(at) }
        await shelf.write(upload)
        return upload
      } catch (error) {
        await shelf.drop(id)
        throw error instanceof ProblemError ? new ProblemError(withoutPath(error.problem, path, name)) : error
      }
    },
    async list() {
      const all = await shelf.list()
      return all.map(({ id, name, bytes, by, at, stage, loaded, trial }) => {
        const records = loaded?.became.written ?? trial?.rows
        return { id, name, bytes, by, at, stage, ...(records === undefined ? {} : { records }) }
      })
    },
    get,
    async map(id, json) {
      const upload = await shelf.read(id)
      if (running?.id === id || !['open', 'undone'].includes(upload.stage))
        fail('upload.state', 'its mapping is what it was loaded by: undo the load first')
      demandFile(upload)
      const mapping = parseMapping(json)
      const seen = readAlike(mapping, mappingOf(upload)) ? {} : await lookAgain(shelf.fileOf(upload), mapping)
      const { trial: _old, problem: _past, ...rest } = upload
      const mapped: Upload = { ...rest, ...seen, mapping: json as Upload['mapping'] }
      await shelf.write(mapped)
      return mapped
    },
    async try(id, actor) {
      const upload = await shelf.read(id)
      const file = fileOf(upload)
      if (!['open', 'undone', 'cut'].includes(upload.stage)) fail('upload.state', 'it is loaded already')
      return begin(upload, 'trying', async () => {
        const book = await RejectBook.open(shelf, id)
        const hearing = { onReject: book.add, onProgress: note }
        const found = await tryUpload(store, file, rules, contextOf(actor), hearing).finally(book.close)
        const { problem: _past, ...rest } = upload
        return { ...rest, trial: { ...found, rejects: book.first } }
      })
    },
    async load(id, approve, actor) {
      const upload = await shelf.read(id)
      const file = fileOf(upload)
      if (!['open', 'undone', 'cut'].includes(upload.stage)) fail('upload.state', 'it is loaded already')
      return begin(upload, 'loading', async (begun) => {
        const book = await RejectBook.open(shelf, id)
        const loaded = await loadUpload(
          store,
          file,
          { ...contextOf(actor), load: id },
          {
            ...(approve ? {} : { churnBudget: around.churnBudget }),
            onReject: book.add,
            onProgress: (step, _what, done, of) => note(step, done, of),
          },
        ).finally(book.close)
        const { trial: _past, undone: _before, written: _part, ...rest } = begun
        return { ...rest, stage: 'loaded', loaded: { ...loaded, rejects: book.first } }
      })
    },
    async rejects(id) {
      return { upload: await shelf.read(id), rows: await shelf.rejects(id) }
    },
    async planUndo(id) {
      const upload = await shelf.read(id)
      demandLoaded(upload)
      return planUndo(store, id, upload.loaded?.orders ?? 0)
    },
    async undo(id, hash, actor) {
      const upload = await shelf.read(id)
      demandLoaded(upload)
      const plan = await planUndo(store, id, upload.loaded?.orders ?? 0)
      if (plan.hash !== hash)
        fail('plan.stale', 'something has changed since this was planned; look at what undoing does now')
      return begin(upload, 'undoing', async (begun) => {
        const of = plan.deletes + plan.restores + plan.returns
        const context = contextOf(actor)
        const done = await withdraw(store, id, rules, context, (count) => note('undo', count, of))
        const undone = { ...done, by: actor.user ?? actor.key, kept: plan.kept.count }
        return { ...begun, stage: 'undone', undone }
      })
    },
    async discard(id) {
      const upload = await shelf.read(id)
      if (running?.id === id || !['open', 'undone'].includes(upload.stage))
        fail('upload.state', 'it is loaded, and listed here so that it can be undone')
      await shelf.drop(id)
    },
    async sweep() {
      if (!hasSwept) for (const upload of await shelf.list()) await recover(upload)
      hasSwept = true
      await shelf.sweep(contextOf(ownActor('kith')).now())
    },
    async close() {
      isClosing = true
      await running?.work
    },
  }
}
