import { once } from 'node:events'
import { getHeapStatistics } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { ProblemError } from '../../../model/problem.ts'
import type { DiskRoom } from '../../../store/graph/disk-room.ts'
import type { ImportSet } from '../../../store/graph/import-files.ts'
import type { StagedGraph } from './staged-graph.ts'

type Told = Exclude<keyof StagedGraph, 'close'>

/** Something to stage: a method of the graph in the making, and what it is told. */
export type StagedStep = { [M in Told]: [method: M, ...Parameters<StagedGraph[M]>] }[Told]

/** Steps that go to the thread together, and parcels of them that may wait for it. */
const PARCEL = 4_000
const WAITING = 8

const FULL = new ProblemError({ code: 'graph.full', detail: 'the disk is full: the files of the import did not fit' })

/**
 * A graph in the making, in a thread of its own: what becomes of records is worked out here while what became of those before is written
 * there. Steps are taken in the order they are told.
 */
export class Staging {
  private readonly worker: Worker
  private readonly disk: DiskRoom | undefined
  private steps: StagedStep[] = []
  private waiting = 0
  private failed: Error | undefined

  /** @param folder where the import files go; made anew. */
  constructor(folder: string, disk?: DiskRoom) {
    this.disk = disk
    const file = import.meta.url.endsWith('.ts') ? './staging-worker.mjs' : './staging-worker.js'
    const maxOldGenerationSizeMb = Math.ceil(getHeapStatistics().heap_size_limit / 2 ** 21)
    this.worker = new Worker(new URL(file, import.meta.url), {
      workerData: folder,
      resourceLimits: { maxOldGenerationSizeMb },
    })
    this.worker.on('message', () => {
      this.waiting--
    })
    this.worker.on('error', (error) => {
      this.failed = 'code' in error && error.code === 'ENOSPC' ? FULL : error
    })
    this.worker.unref()
  }

  tell(...step: StagedStep): void {
    this.steps.push(step)
    if (this.steps.length >= PARCEL) this.send()
  }

  /** Waits while too much is waiting, so that it does not fill the memory. @throws what the thread failed with, `graph.full`. */
  async room(): Promise<void> {
    await this.disk?.demand()
    while (this.waiting >= WAITING && !this.failed) await this.answer()
    if (this.failed) throw this.failed
  }

  /** Has the thread take all steps, and ends it. @throws what it failed with. */
  async close(): Promise<ImportSet> {
    this.send()
    while (this.waiting > 0 && !this.failed) await this.answer()
    if (this.failed) throw this.failed
    this.waiting++
    this.worker.postMessage('close')
    const { set } = await this.answer()
    await this.end()
    return set
  }

  /** Ends the thread, whatever it has taken; nothing happens to one that has ended. */
  async end(): Promise<void> {
    await this.worker.terminate()
  }

  private send(): void {
    if (this.steps.length === 0) return
    this.worker.postMessage(this.steps)
    this.waiting++
    this.steps = []
  }

  private async answer(): Promise<{ set: ImportSet }> {
    this.worker.ref()
    const [answer] = await once(this.worker, 'message') // also rejects when the thread fails
    this.worker.unref()
    return answer
  }
}
