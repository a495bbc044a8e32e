import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type PairRange, pairRanges } from './blocks.ts'
import { gathered, rangeScorer, type ScoredPairs, type ScoreWork } from './score-pairs.ts'

/** Always as many, however many threads there are: the order of results depends on it. */
const RANGES = 64
/** Records whose texts all threads together have room to keep ready; with more, pairs are scored part by part. */
const ROOM = 3_000_000
/** Under so many records a thread's start costs more than it saves. */
const WORTHWHILE = 20_000

export type ScoreOptions = {
  /** Default: one for each core where it is worthwhile. 1: in this thread. */
  threads?: number | undefined
  onProgress?: ((done: number, of: number) => void) | undefined
}

/** Scores every pair that blocks propose, on all cores. The result does not depend on the number of threads. */
export async function scoreAll(work: ScoreWork, options: ScoreOptions = {}): Promise<ScoredPairs> {
  const ranges = pairRanges(work.blocks, RANGES, Math.ceil((2 * work.columns.size) / ROOM))
  const threads = options.threads ?? (work.columns.size < WORTHWHILE ? 1 : availableParallelism())
  return gathered(threads > 1 ? await shareOut(work, ranges, threads, options) : scoreHere(work, ranges, options))
}

function scoreHere(work: ScoreWork, ranges: readonly PairRange[], { onProgress }: ScoreOptions): ScoredPairs[] {
  const score = rangeScorer(work)
  return ranges.map((range, at) => {
    onProgress?.(at, ranges.length)
    return score(range)
  })
}

/** Each thread takes the next range when it is done with one. The first that fails ends them all. */
function shareOut(
  work: ScoreWork,
  ranges: readonly PairRange[],
  threads: number,
  { onProgress }: ScoreOptions,
): Promise<ScoredPairs[]> {
  const parts: ScoredPairs[] = []
  let next = 0
  let done = 0
  const workers = Array.from({ length: Math.min(threads, ranges.length) }, () => startWorker(work))
  const ended = workers.map(
    (worker) =>
      new Promise<void>((finish, fail) => {
        const give = () => {
          const at = next++
          const range = ranges[at]
          if (range) worker.postMessage({ at, range })
          else finish()
        }
        worker.on('message', ({ at, found }: { at: number; found: ScoredPairs }) => {
          parts[at] = found
          onProgress?.(++done, ranges.length)
          give()
        })
        worker.once('error', fail)
        give()
      }),
  )
  return Promise.all(ended)
    .finally(() => Promise.all(workers.map((worker) => worker.terminate())))
    .then(() => parts)
}

function startWorker(workerData: ScoreWork): Worker {
  const file = import.meta.url.endsWith('.ts') ? './score-worker.mjs' : './score-worker.js'
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 6_144, maxYoungGenerationSizeMb: 192 },
  })
}
