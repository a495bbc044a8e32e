import type { Verdict } from '../../kit/worlds/judge.ts'
import type { Splink } from './splink.ts'

/** One line of the bench: what became of one entity of one world. */
export type WorldLine = Verdict & { world: string; dropped: readonly string[]; shape: string; splink: Splink }

const COLUMNS: readonly (readonly [head: string, cell: (line: WorldLine) => string])[] = [
  ['records', ({ records }) => `${records}`],
  ['entities', ({ entities }) => `${entities}`],
  ['largest', ({ largest }) => `${largest}`],
  ['F1', ({ shipped }) => fixed(shipped.f1)],
  ['best', ({ best }) => fixed(best.f1)],
  ['at', ({ best }) => `${best.above > 0 ? '+' : ''}${best.above}`],
  ['ratio', ({ ratio }) => `${fixed(ratio)}${ratio < LOWEST ? '!!' : ratio < USUAL ? '! ' : '  '}`],
  ['B-cubed', ({ shipped }) => fixed(shipped.bcubed)],
  ['found', ({ blocking }) => fixed(blocking.all)],
  ['agreeing', ({ blocking }) => fixed(blocking.agreeing)],
  ['reached', ({ blocking }) => `${fixed(blocking.reached)}${blocking.reached < FOUND ? '!' : ' '}`],
  ['pairs', ({ blocking }) => blocking.pairsPerRecord.toFixed(1)],
  ['prior', ({ prior }) => prior.learned.toFixed(1)],
  ['true', ({ prior }) => prior.true.toFixed(1)],
  ['Splink', ({ splink }) => ('absent' in splink ? 'absent' : `${fixed(splink.f1)}/${fixed(splink.bcubed)}`)],
  ['s', ({ seconds }) => seconds.toFixed(0)],
]

/** F1 at the shipped threshold by F1 at the best: what nine of ten worlds reach, and what all do. */
export const USUAL = 0.97
export const LOWEST = 0.93
/** Share of the agreeing true pairs that blocking brings together. */
export const FOUND = 0.97

const WIDTHS = COLUMNS.map(([head]) => Math.max(8, head.length))
const NAME = 38

export function tableHead(): string {
  return `${'world'.padEnd(NAME)} ${COLUMNS.map(([head], c) => head.padStart(WIDTHS[c] ?? 8)).join(' ')}`
}

export function tableLine(line: WorldLine): string {
  const name = `${line.world} ${line.entity}`
  return `${name.padEnd(NAME)} ${COLUMNS.map(([, cell], c) => cell(line).padStart(WIDTHS[c] ?? 8)).join(' ')}`
}

function fixed(value: number): string {
  return value.toFixed(3)
}
