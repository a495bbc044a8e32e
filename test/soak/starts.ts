import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WholeKith } from '../kit/whole-kith.ts'
import type { SoakOptions } from './soak.ts'

const BUSY = 4

/** First starts, each in a home of its own, on a machine that four busy loops keep from coming up quickly: none may fail. */
export async function soak({ rounds = 50 }: SoakOptions): Promise<void> {
  const loops = Array.from({ length: BUSY }, () =>
    spawn(process.execPath, ['-e', 'for (;;) Math.random()'], { stdio: 'ignore' }),
  )
  const busy = () => loops.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).length
  try {
    for (let round = 1; round <= rounds; round++) {
      const home = await mkdtemp(join(tmpdir(), 'kith-first-start-'))
      const kith = new WholeKith(home)
      const since = performance.now()
      try {
        await kith.start()
        const seconds = ((performance.now() - since) / 1_000).toFixed(1)
        const status = await kith.status()
        if (status !== 'ok') throw new Error(`it started, and is ${status}`)
        if (busy() !== BUSY) throw new Error('a busy loop ended')
        const code = await kith.stop()
        if (code !== 0) throw new Error(`it ended with ${code}`)
        process.stdout.write(`  ${round}: started in ${seconds} s\n`)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`first start ${round}: ${why}\n${kith.said}\n${await kith.neo4jLog()}`)
      } finally {
        await kith.end()
        await rm(home, { recursive: true, force: true })
      }
    }
  } finally {
    for (const loop of loops) loop.kill('SIGKILL')
  }
}
