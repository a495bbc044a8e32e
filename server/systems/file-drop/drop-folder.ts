import { hash } from 'node:crypto'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { fail, ProblemError } from '../../model/problem.ts'

/** Enough for a list of all rows of a drop and why they were rejected. */
const MOST_BYTES = 10 << 20
const DIGITS = 8

/** What lies beside a drop once it is whole: who reads drops takes only those that have one, in the order of their numbers. */
export const DropManifest = z.object({
  /** Without a gap for all drops of one name in one folder, of whatever entity. */
  sequence: z.int().min(1),
  previous: z.int().min(1).nullable(),
  file: z.string(),
  sha256: z.string(),
  rows: z.int(),
  entity: EntityName,
  /** Numbers of the feed that its rows stand at. */
  seq: z.object({ from: z.int(), to: z.int() }),
  columns: z.array(z.string()),
  nullAs: z.string(),
  /** Name of the file that is waited for; null where none is. */
  acknowledgement: z.string().nullable(),
  writtenAt: z.string(),
  /** Of each row its key, and the record as its system knows it, or the golden id that it is made for. */
  records: z.array(z.object({ key: z.string(), record: z.string() })),
})
export type DropManifest = z.infer<typeof DropManifest>

/** What the caller of a drop says of it; the rest follows from the folder and the text. */
export type NewDrop = Pick<DropManifest, 'entity' | 'seq' | 'columns' | 'nullAs' | 'writtenAt' | 'records'> & {
  readonly text: string
  readonly awaited: boolean
}

/** Where an item lies: its drop, and its row in it from 1. */
export type DroppedRow = { readonly manifest: DropManifest; readonly row: number }

/**
 * The drops of one name in a folder. The manifests are all that is remembered, so that a restart, or another Kith that took
 * the system over, goes on where the last one stopped. Those that were acknowledged may be taken away, but never the newest.
 */
export class DropFolder {
  readonly #folder: string
  readonly #name: string
  readonly #known = new Set<string>()
  readonly #rows = new Map<string, DroppedRow>()
  #last = 0

  constructor(folder: string, name: string) {
    this.#folder = folder
    this.#name = name
  }

  /** Number of the newest drop, 0 where there is none. */
  get last(): number {
    return this.#last
  }

  find(key: string): DroppedRow | undefined {
    return this.#rows.get(key)
  }

  /**
   * Reads the manifests that have come since it was last asked.
   * @throws ProblemError `system.unavailable` where the folder cannot be read, or a manifest is damaged
   */
  async refresh(): Promise<void> {
    await this.#told('read', async () => {
      const files = await readdir(this.#folder)
      for (const file of files.filter(
        (each) => this.#partsOf(each)?.kind === 'manifest.json' && !this.#known.has(each),
      ))
        this.#take(file, await readFile(join(this.#folder, file), 'utf8'))
    })
  }

  /**
   * Puts a drop into the folder: first its rows, then its manifest, each under its name only once it is whole on the disk.
   * @throws ProblemError `system.unavailable`; a later call then writes the same number again
   */
  async publish({ text, awaited, ...drop }: NewDrop): Promise<void> {
    await this.#told('written to', async () => {
      await this.#clean()
      const sequence = this.#last + 1
      const base = `${this.#name}-${String(sequence).padStart(DIGITS, '0')}-${drop.entity}`
      const file = `${base}.csv`
      const manifest: DropManifest = {
        sequence,
        previous: this.#last === 0 ? null : this.#last,
        file,
        sha256: hash('sha256', text, 'hex'),
        rows: drop.records.length,
        ...drop,
        acknowledgement: awaited ? `${base}.ack.json` : null,
      }
      const manifestText = `${JSON.stringify(manifest, null, 2)}\n`
      await this.#put(file, text)
      await this.#put(`${base}.manifest.json`, manifestText)
      this.#take(`${base}.manifest.json`, manifestText)
    })
  }

  /**
   * Text of an acknowledgement; undefined until there is one.
   * @throws ProblemError `system.unavailable`
   */
  async acknowledgement(file: string): Promise<string | undefined> {
    return this.#told('read', async () => {
      const path = join(this.#folder, file)
      const found = await stat(path).catch(ifMissing)
      if (!found) return undefined
      // Whatever is as large is none: a text that will not be understood either.
      return found.isFile() && found.size <= MOST_BYTES ? await readFile(path, 'utf8') : ''
    })
  }

  #take(file: string, text: string): void {
    const manifest = manifestOf(text)
    if (!manifest) fail('system.unavailable', `${join(this.#folder, file)} is damaged: drops cannot go on from it`)
    this.#known.add(file)
    this.#last = Math.max(this.#last, manifest.sequence)
    for (const [i, { key }] of manifest.records.entries()) this.#rows.set(key, { manifest, row: i + 1 })
  }

  /** Takes away what a Kith left that was killed before its manifest was there: nobody has read it. */
  async #clean(): Promise<void> {
    for (const file of await readdir(this.#folder)) {
      const parts = this.#partsOf(file)
      const isLeft = parts?.kind === 'csv' && parts.sequence > this.#last
      if (isLeft || this.#isTemporary(file)) await rm(join(this.#folder, file), { force: true })
    }
  }

  async #put(file: string, text: string): Promise<void> {
    const temporary = join(this.#folder, `.${file}.tmp`)
    // A file of its own: what somebody else put under this name, a link to elsewhere, is not written through.
    const handle = await open(temporary, 'wx', 0o640)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, join(this.#folder, file))
    await this.#sync()
  }

  /** The new name outlasts a power cut too: otherwise a manifest could survive the rows that it tells of. */
  async #sync(): Promise<void> {
    // Windows opens no folders, and keeps names safe by itself.
    if (process.platform === 'win32') return
    const handle = await open(this.#folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  #partsOf(file: string): { sequence: number; kind: string } | undefined {
    if (!file.startsWith(`${this.#name}-`)) return undefined
    const found = /^(\d{8,15})-[a-z]{1,20}\.(csv|manifest\.json)$/.exec(file.slice(this.#name.length + 1))
    return found ? { sequence: Number(found[1]), kind: found[2] ?? '' } : undefined
  }

  #isTemporary(file: string): boolean {
    return file.endsWith('.tmp') && file.startsWith('.') && this.#partsOf(file.slice(1, -'.tmp'.length)) !== undefined
  }

  async #told<T>(done: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ProblemError) throw error
      const cause = error instanceof Error ? error.message : String(error)
      return fail('system.unavailable', `the folder ${this.#folder} cannot be ${done}: ${cause}`)
    }
  }
}

function manifestOf(text: string): DropManifest | undefined {
  try {
    return DropManifest.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
