import { expect, test } from 'vitest'
import { readEnv } from '../../server/env.ts'
import { findJava } from '../../server/neo4j/tools.ts'
import { type Blow, kills } from '../kit/kills.ts'
import { sized } from '../kit/size.ts'

const java = await findJava({ java: readEnv().KITH_JAVA, javaHome: readEnv().JAVA_HOME })
const BLOWS: readonly Blow[] = sized(['both'], ['neo4j', 'disk', 'kith', 'both', 'disk'])

test.skipIf(!java)(
  'under load, nothing that was acknowledged is lost to a kill or a full disk, and the service comes back',
  {
    timeout: 600_000,
  },
  async () => {
    const lines: string[] = []
    await kills({
      rounds: BLOWS.length,
      seed: readEnv().KITH_TEST_SEED ?? 1,
      blows: BLOWS,
      say: (line) => lines.push(line),
    })
    expect(lines.at(-1)).toMatch(/all there; \d+ of \d+ invariants hold/)
  },
)
