import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SyncPosition } from '../pipeline/sync/restored.ts'

const Kept = z.object({ seq: z.int().nonnegative() })

/** How far systems were told, kept beside the graph: a graph that was restored from a backup knows less than that. */
export function syncPosition(home: string): SyncPosition {
  const file = join(home, 'sync-position.json')
  return {
    read() {
      try {
        return Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).seq
      } catch {
        return 0 // nothing was told yet, or nobody can say: then no backup can be told from the graph itself
      }
    },
    write(seq) {
      writeFileSync(`${file}.new`, JSON.stringify({ seq }))
      renameSync(`${file}.new`, file)
    },
  }
}
