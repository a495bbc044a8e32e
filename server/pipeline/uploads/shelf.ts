import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { fail } from '../../model/problem.ts'
import { RejectedRow, Upload } from '../../model/uploads/upload.ts'

/** A larger file is what `kith load` is for: what is loaded here lies in the memory of the server meanwhile. */
const MOST_BYTES = 64 * 1024 * 1024

const ID = /^upl_[0-9a-f-]{36}$/
const KEPT_MS = 7 * 24 * 60 * 60_000

/** A rejected row as it is kept until the file goes. */
const KeptReject = RejectedRow.extend({ row: z.record(z.string(), z.string()).optional() })
export type KeptReject = z.infer<typeof KeptReject>

/**
 * Files that were sent, a folder each, readable by nobody but their owner: the file, what is known of it, and the rows that
 * were rejected. Files go after a week; what became of them stays.
 */
export class Shelf {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where the file of an upload lies, under the name that it came with: names tell what a file is about. */
  fileOf({ id, name }: Pick<Upload, 'id' | 'name'>): string {
    return join(this.#of(id), 'file', name)
  }

  /**
   * Keeps the bytes of a file.
   * @throws ProblemError `request.too-large`; then nothing of it stays
   */
  async keep(id: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const path = this.fileOf({ id, name })
    await mkdir(join(this.#of(id), 'file'), { recursive: true, mode: 0o700 })
    let size = 0
    const bounded = async function* () {
      for await (const piece of bytes) {
        size += piece.length
        if (size > MOST_BYTES)
          fail(
            'request.too-large',
            `the file is larger than ${MOST_BYTES / 1024 / 1024} MB; load it with kith load on the server itself`,
          )
        yield piece
      }
    }
    try {
      await pipeline(bounded, createWriteStream(path, { mode: 0o600 }))
    } catch (error) {
      await this.drop(id)
      throw error
    }
    return size
  }

  /** @throws ProblemError `upload.not-found` */
  async read(id: string): Promise<Upload> {
    const text = ID.test(id) ? await readFile(this.#stateOf(id), 'utf8').catch(() => undefined) : undefined
    const found = text === undefined ? undefined : Upload.safeParse(JSON.parse(text))
    return found?.data ?? fail('upload.not-found', 'no such upload, or it was discarded')
  }

  /** Half a state would be none: it is written beside the old one and takes its place. */
  async write({ progress: _passing, ...upload }: Upload): Promise<void> {
    const draft = `${this.#stateOf(upload.id)}.new`
    await writeFile(draft, JSON.stringify(upload), { mode: 0o600 })
    await rename(draft, this.#stateOf(upload.id))
  }

  /** All there are, latest first. */
  async list(): Promise<Upload[]> {
    const ids = (await readdir(this.#folder).catch(() => [])).filter((name) => ID.test(name))
    const found = await Promise.all(ids.map((id) => this.read(id).catch(() => undefined)))
    return found.flatMap((upload) => upload ?? []).sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  async drop(id: string): Promise<void> {
    await rm(this.#of(id), { recursive: true, force: true })
  }

  /** A place for the rows that a run rejects; those of the run before are forgotten. */
  async openRejects(id: string): Promise<{ add(row: KeptReject): void; close(): Promise<void> }> {
    const stream = createWriteStream(this.#rejectsOf(id), { mode: 0o600 })
    return {
      add: (row) => void stream.write(`${JSON.stringify(row)}\n`),
      close: () => new Promise((done) => stream.end(done)),
    }
  }

  async rejects(id: string): Promise<KeptReject[]> {
    const path = this.#rejectsOf(id)
    if (!(await stat(path).catch(() => undefined))) return []
    const rows: KeptReject[] = []
    for await (const line of createInterface({ input: createReadStream(path) }))
      rows.push(KeptReject.parse(JSON.parse(line)))
    return rows
  }

  /** Deletes what has been here for a week: files, and all that quotes them. What was never loaded goes as a whole. */
  async sweep(now: Date): Promise<void> {
    for (const upload of await this.list()) {
      if (upload.fileUntil === undefined || upload.fileUntil > now.toISOString()) continue
      if (upload.stage === 'open') await this.drop(upload.id)
      if (!['loaded', 'cut', 'undone'].includes(upload.stage)) continue
      await rm(join(this.#of(upload.id), 'file'), { recursive: true, force: true })
      await rm(this.#rejectsOf(upload.id), { force: true })
      const { fileUntil: _past, trial: _tried, loaded, ...kept } = upload
      const columns = kept.columns.map((column) => ({ ...column, examples: [] }))
      await this.write({ ...kept, columns, ...(loaded ? { loaded: { ...loaded, rejects: [] } } : {}) })
    }
  }

  #of(id: string): string {
    return ID.test(id) ? join(this.#folder, id) : fail('upload.not-found', 'no such upload')
  }

  #stateOf(id: string): string {
    return join(this.#of(id), 'upload.json')
  }

  #rejectsOf(id: string): string {
    return join(this.#of(id), 'rejects.jsonl')
  }
}

/** Until when a file that came now is kept. */
export function keptUntil(now: Date): string {
  return new Date(now.getTime() + KEPT_MS).toISOString()
}

/** A file's own name without the folders somebody may have put in front, and without what no file system takes. */
export function fileName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    .replace(/[\p{Cc}:*?"<>|]/gu, ' ')
    .trim()
    .slice(-120)
  return /^\.*$/.test(name) ? 'file' : name
}
