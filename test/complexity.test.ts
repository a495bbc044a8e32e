import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PROJECT } from '../server/env.ts'

// How hard a function may be to follow only ever goes down: biome.json allows each file what its hardest function needs
// today, and no more. Whoever makes a function simpler lowers the number there, or drops the file from the list.
const Rule = z.object({ options: z.object({ maxAllowedComplexity: z.int() }) })
const Linter = z.object({ rules: z.object({ complexity: z.object({ noExcessiveCognitiveComplexity: Rule }) }) })
const Config = z.object({
  linter: Linter,
  overrides: z.array(z.object({ includes: z.array(z.string()), linter: Linter })),
})
const Report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), message: z.string(), location: z.object({ path: z.string() }) }),
  ),
})

const config = Config.parse(JSON.parse(readFileSync(join(PROJECT, 'biome.json'), 'utf8')))
const limitOf = ({ rules }: z.infer<typeof Linter>) =>
  rules.complexity.noExcessiveCognitiveComplexity.options.maxAllowedComplexity
const general = limitOf(config.linter)
const limits = Object.fromEntries(
  config.overrides.flatMap(({ includes, linter }) => includes.map((file) => [file, limitOf(linter)])),
)

const folder = mkdtempSync(join(tmpdir(), 'kith-complexity-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** File → complexity of its hardest function, of those that are not simple. */
const worst = new Map<string, number>()
beforeAll(() => {
  const rules = {
    preset: 'none',
    complexity: { noExcessiveCognitiveComplexity: { level: 'error', options: { maxAllowedComplexity: 15 } } },
  }
  const file = join(folder, 'biome.json')
  writeFileSync(file, JSON.stringify({ formatter: { enabled: false }, assist: { enabled: false }, linter: { rules } }))
  const biome = join(PROJECT, 'node_modules/@biomejs/biome/bin/biome')
  const args = ['lint', `--config-path=${file}`, '--max-diagnostics=none', '--reporter=json']
  const { stdout } = spawnSync(process.execPath, [biome, ...args, 'server', 'web', 'test', 'seeds'], {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  for (const { category, message, location } of Report.parse(JSON.parse(stdout)).diagnostics) {
    if (category !== 'lint/complexity/noExcessiveCognitiveComplexity') continue
    const complexity = Number(/complexity of (\d+)/.exec(message)?.[1])
    worst.set(location.path, Math.max(worst.get(location.path) ?? 0, complexity))
  }
}, 60_000)

test('a file that may be harder is as hard as it may be', () => {
  expect(Object.fromEntries(Object.keys(limits).map((file) => [file, worst.get(file)]))).toEqual(limits)
})

test('the hardest of all other files is as hard as they may be', () => {
  const others = [...worst].filter(([file]) => !(file in limits)).map(([, complexity]) => complexity)
  expect(Math.max(...others)).toBe(general)
})
