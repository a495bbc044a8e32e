import { statfs } from 'node:fs/promises'
import { fail } from '../../model/problem.ts'

/** A folder of the file system that a server writes to, and how many bytes of it are left alone. */
export type Disk = { folder: string; reserve: number }

/** Bytes that are free and that have to be; `full`: nothing is written until there is room. */
export type DiskState = { free: number; reserve: number; full: boolean }

/** A look holds for so long: writers that crowd need not ask each for itself. */
const HOLDS_MS = 250
const MIB = 1024 ** 2

/**
 * Whether the server's disk has room. A Neo4j that meets a full disk stops, reads included, and has to recover, for which it
 * needs room again; so writing ends while what it needs for that is still there.
 */
export class DiskRoom {
  readonly #disk: Disk
  #last: { state: DiskState; at: number } | undefined

  constructor(disk: Disk) {
    this.#disk = disk
  }

  async look(): Promise<DiskState> {
    const now = performance.now()
    if (this.#last && now - this.#last.at < HOLDS_MS) return this.#last.state
    const { bavail, bsize } = await statfs(this.#disk.folder)
    const { reserve } = this.#disk
    const state = { free: bavail * bsize, reserve, full: bavail * bsize < reserve }
    this.#last = { state, at: now }
    return state
  }

  /**
   * @param more bytes that will be written, beyond what ordinary transactions take
   * @throws ProblemError `graph.full` where they do not fit.
   */
  async demand(more = 0, what = 'nothing is written'): Promise<void> {
    const { free, reserve } = await this.look()
    if (free >= reserve + more) return
    const wanted = more > 0 ? `${inMib(more)} and the ${inMib(reserve)} that stay free` : inMib(reserve)
    fail('graph.full', `the disk of the graph has ${inMib(free)} free and needs ${wanted}; ${what} until there is room`)
  }

  /** Why a server that is away may be so; nothing where its disk has room. */
  async reason(): Promise<string | undefined> {
    const state = await this.look().catch(() => undefined)
    if (!state?.full) return undefined
    return `its disk is full: ${inMib(state.free)} free, ${inMib(state.reserve)} needed; it comes back by itself once there is room`
  }
}

function inMib(bytes: number): string {
  return `${Math.floor(bytes / MIB).toLocaleString('en')} MiB`
}
