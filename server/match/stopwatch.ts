export type Phase = { wallSeconds: number; cpuSeconds: number }

/** Wall and CPU time (of all threads) by phase; a phase may come again, as reading and blocking take turns. */
export class Stopwatch {
  private readonly byName = new Map<string, Phase>()
  private wall = performance.now()
  private cpu = process.cpuUsage()

  /** What passed since the last call belongs to this phase. */
  lap(name: string): void {
    const spent = process.cpuUsage(this.cpu)
    const now = performance.now()
    const phase = this.byName.get(name) ?? { wallSeconds: 0, cpuSeconds: 0 }
    phase.wallSeconds += (now - this.wall) / 1000
    phase.cpuSeconds += (spent.user + spent.system) / 1e6
    this.byName.set(name, phase)
    this.wall = now
    this.cpu = process.cpuUsage()
  }

  phases(): Record<string, Phase> {
    return Object.fromEntries(this.byName)
  }
}
