import { parentPort, workerData } from 'node:worker_threads'
import type { PairRange } from './blocks.ts'
import { rangeScorer } from './score-pairs.ts'

// A scoring thread: started with ScoreWork, answers each range it is sent with the pairs it found.
const score = rangeScorer(workerData)

parentPort?.on('message', ({ at, range }: { at: number; range: PairRange }) => {
  const found = score(range)
  parentPort?.postMessage({ at, found }, [found.a.buffer, found.b.buffer, found.bits.buffer])
})
