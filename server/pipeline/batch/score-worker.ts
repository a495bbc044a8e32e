import { parentPort, workerData } from 'node:worker_threads'
import { compileScorer, type ScoreRules } from '../../score/score.ts'
import type { Blocks } from './blocks.ts'
import type { Columns } from './columns.ts'
import { PairReader } from './pair-reader.ts'
import { scorePairs } from './score-pairs.ts'

/** What a scoring thread is started with: columns and blocks are shared memory, so this is small. */
export type ScoreWork = { columns: Columns; blocks: Blocks; rules: ScoreRules; floor: number }

const { columns, blocks, rules, floor }: ScoreWork = workerData
const scorer = compileScorer(rules)
const reader = new PairReader(columns, scorer)

parentPort?.on('message', ({ at, range }: { at: number; range: [number, number] }) => {
  const found = scorePairs({ columns, blocks }, scorer, floor, range, reader)
  parentPort?.postMessage({ at, found }, [found.a.buffer, found.b.buffer, found.bits.buffer])
})
