import { SingleBar } from 'cli-progress'

/** A bar on standard error that follows work through its stages; silent where nobody looks. */
export function stageBar(wanted: boolean): { update(stage: string, done: number, of: number): void; stop(): void } {
  if (!wanted || !process.stderr.isTTY) return { update: () => {}, stop: () => {} }
  const bar = new SingleBar({ format: '{stage} [{bar}] {value}/{total}', hideCursor: true, clearOnComplete: true })
  let running = false
  return {
    update: (stage, done, of) => {
      if (!running) bar.start(of || done, done, { stage: stage.padEnd(8) })
      running = true
      bar.setTotal(of || done)
      bar.update(done, { stage: stage.padEnd(8) })
    },
    stop: () => bar.stop(),
  }
}
