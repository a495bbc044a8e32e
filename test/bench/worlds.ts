import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnv } from '../../server/env.ts'
import { shippedRuleSet } from '../../server/rules/rule-files.ts'
import { csvOf } from '../kit/worlds/csv.ts'
import { judge, type LabelledFile } from '../kit/worlds/judge.ts'
import { shapeOf } from '../kit/worlds/shape.ts'
import { worldOf } from '../kit/worlds/world.ts'
import type { Figure } from './figure.ts'
import { givenWorlds } from './worlds/given-sets.ts'
import { type WorldOptions, worldOptions } from './worlds/options.ts'
import { findSplink, splinkOn } from './worlds/splink.ts'
import { FOUND, LOWEST, tableHead, tableLine, USUAL, type WorldLine } from './worlds/table.ts'

/** A world of the list: its files are made when its turn comes. */
type Planned = {
  name: string
  records: number
  dropped: readonly string[]
  shape: string
  make: (folder: string) => LabelledFile
}

/**
 * Matching on worlds of every shape: seeded ones that are made here, and the given sets with columns left out. A line a world is printed
 * and kept in `bench/worlds.jsonl` below KITH_HOME; the figures say how many worlds miss what all should reach.
 */
export async function measure(): Promise<Figure[]> {
  const options = worldOptions(process.argv.slice(2))
  const folder = join(readEnv().KITH_HOME, 'bench', 'worlds')
  mkdirSync(folder, { recursive: true })
  const results = join(readEnv().KITH_HOME, 'bench', 'worlds.jsonl')
  if (!options.resume) rmSync(results, { force: true })
  const lines = readLines(results)
  const done = new Set(lines.map(({ world }) => world))
  const splink = await findSplink()
  if ('absent' in splink) process.stdout.write(`Splink is absent: ${splink.absent}\n`)
  process.stdout.write(`${tableHead()}\n`)
  for (const line of lines) process.stdout.write(`${tableLine(line)}\n`)
  const rules = shippedRuleSet()
  const until = performance.now() + options.seconds * 1000
  for (const planned of plan(options)) {
    if (done.has(planned.name)) continue
    if (performance.now() > until) break
    const { make, records: _, name: world, dropped, shape } = planned
    const file = make(folder)
    for (const verdict of await judge(file, rules)) {
      const peer = 'absent' in splink ? splink : await splinkOn(splink.python, file, verdict.entity, folder)
      const line: WorldLine = { world, dropped, shape, ...verdict, splink: peer }
      lines.push(line)
      appendFileSync(results, `${JSON.stringify(line)}\n`)
      process.stdout.write(`${tableLine(line)}\n`)
    }
  }
  if (!options.keep) rmSync(folder, { recursive: true })
  process.stdout.write(`as JSON, a line a world: ${results}\n`)
  return figuresOf(lines)
}

/** Worlds of a run, the smallest first. */
function plan({ only, data, size, seed, worlds }: WorldOptions): Planned[] {
  const made = Array.from({ length: worlds }, (_, n): Planned => {
    const shape = shapeOf(seed + n)
    const name = `world-${shape.seed}`
    return {
      name,
      records: shape.size,
      dropped: [],
      shape: JSON.stringify(shape),
      make: (folder) => written(folder, shape),
    }
  })
  const given = givenWorlds(data).map(({ name, records, dropped, ...file }): Planned => {
    return { name, records, dropped, shape: '', make: () => file }
  })
  const isAsked = (name: string) =>
    only.length === 0 || only.some((own) => name === own || (own.endsWith('-') && name.startsWith(own)))
  return [...made, ...given]
    .filter(({ name, records }) => records <= size && isAsked(name))
    .sort((a, b) => a.records - b.records)
}

function written(folder: string, shape: ReturnType<typeof shapeOf>): LabelledFile {
  const { rows, mapping, truth } = worldOf(shape)
  const file = join(folder, `world-${shape.seed}.csv`)
  writeFileSync(file, csvOf(rows))
  writeFileSync(join(folder, `world-${shape.seed}.json`), JSON.stringify(mapping))
  return { file, mapping, truth }
}

function readLines(path: string): WorldLine[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as WorldLine)
}

/** True pairs from which on F1 says more than chance. */
const ENOUGH = 30

function figuresOf(all: readonly WorldLine[]): Figure[] {
  const lines = all.filter(({ truePairs }) => truePairs >= ENOUGH)
  if (lines.length === 0) return []
  const shareOf = (isMiss: (line: WorldLine) => boolean) => lines.filter(isMiss).length / lines.length
  const least = (of: (line: WorldLine) => number) => Math.min(...lines.map(of))
  const allowed = (name: string, value: number, most: number): Figure => {
    return { name, value, unit: '', against: { name: 'allowed', value: most }, goal: 1 }
  }
  const figures: Figure[] = [
    { name: `worlds judged, of ${ENOUGH} true pairs or more`, value: lines.length, unit: '' },
    allowed(
      `worlds with F1 under ${USUAL} of what the best threshold gives`,
      shareOf(({ ratio }) => ratio < USUAL),
      0.1,
    ),
    allowed('F1 lost to the best threshold, at most', 1 - least(({ ratio }) => ratio), 1 - LOWEST),
    allowed(
      'agreeing true pairs that blocking misses, at most',
      1 - least(({ blocking }) => blocking.reached),
      1 - FOUND,
    ),
  ]
  const beside = lines.filter(({ splink }) => !('absent' in splink))
  const behind = beside.filter(({ splink, shipped }) => !('absent' in splink) && shipped.bcubed < splink.bcubed)
  if (beside.length > 0)
    figures.push(allowed('worlds where a plain Splink has the better B-cubed F1', behind.length / beside.length, 0.1))
  return figures
}
