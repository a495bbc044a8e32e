import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { PROJECT } from '../server/env.ts'
import { compileEngine } from '../server/rules/engine.ts'
import { shippedRuleSet } from '../server/rules/rule-set.ts'
import { hashOf } from '../server/text/hash.ts'
import { type Found, madePatterns, writtenPatterns } from './kit/patterns.ts'

// Whatever a regular expression is given, it takes no time that grows faster than the text. Where the text is a value of a
// field, no longer than model/arriving/lengths.ts lets it be, the square of that is some milliseconds and is allowed; a cube is not.
// Looking at one takes up to some seconds, so approved/patterns.json knows those that were looked at: hash → power of the
// length that their time grows with. Whoever changes a pattern finds it looked at here, and puts it there.
const BOUND = [/^standardise\//, /^text\//, /^score\//]
/** Elsewhere only where nobody else writes the text: names of one's own files, the words of one's own tools. */
const OWN_TEXT = ['ingest/propose/propose.ts', 'neo4j/fetch-neo4j.ts', 'store/graph/migrate.ts']

const approved = z
  .record(z.string(), z.int())
  .parse(JSON.parse(readFileSync(join(PROJECT, 'test/approved/patterns.json'), 'utf8')))

const keyOf = ({ source, flags }: Found) => hashOf([source, flags]).slice(0, 12)

/** Power of the text's length that its time grows with; undefined where nobody can tell, which is as bad as any. */
async function powerOf({ source, flags }: Found): Promise<number | undefined> {
  const found = await check(source, flags, { timeout: 20_000 })
  if (found.status === 'safe') return 1
  return found.status === 'vulnerable' && found.complexity.type === 'polynomial' ? found.complexity.degree : undefined
}

test('no regular expression takes much longer for a text made to slow it down', async () => {
  const made = await madePatterns(async () => {
    compileEngine(shippedRuleSet())
  })
  const slow: string[] = []
  for (const pattern of [...writtenPatterns(), ...made]) {
    const power = approved[keyOf(pattern)] ?? (await powerOf(pattern))
    // Layouts are tried on 150 signs at most: of 50,000 texts made to slow China's down, which recheck does not judge in time, the
    // slowest took 6 ms.
    const most =
      pattern.file === 'standardise/address/address-layout.ts'
        ? 3
        : [...BOUND, ...OWN_TEXT].some((where) =>
              typeof where === 'string' ? where === pattern.file : where.test(pattern.file),
            )
          ? 2
          : 1
    if (power === undefined || power > most)
      slow.push(`${pattern.file}: /${pattern.source.slice(0, 200)}/${pattern.flags} grows with power ${power ?? '?'}`)
  }
  expect(slow).toEqual([])
}, 600_000)
