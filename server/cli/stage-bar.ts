import { SingleBar } from 'cli-progress'

export type StageBar = {
  update(stage: string, done: number, of: number): void
  /** A line above the bar, which goes on below it. */
  say(line: string): void
  stop(): void
}

/** A bar on standard error that follows work through its stages; silent where nobody looks, but for what it has to say. */
export function stageBar(wanted: boolean): StageBar {
  const write = (line: string) => process.stderr.write(`${line}\n`)
  if (!wanted) return { update: () => {}, say: () => {}, stop: () => {} }
  if (!process.stderr.isTTY) return { update: () => {}, say: write, stop: () => {} }
  const bar = new SingleBar({ format: '{stage} [{bar}] {value}/{total}', hideCursor: true, clearOnComplete: true })
  let running = false
  return {
    update: (stage, done, of) => {
      if (!running) bar.start(of || done, done, { stage: stage.padEnd(8) })
      running = true
      bar.setTotal(of || done)
      bar.update(done, { stage: stage.padEnd(8) })
    },
    say: (line) => {
      if (running) bar.stop()
      running = false
      write(line)
    },
    stop: () => bar.stop(),
  }
}
