import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXTS = /\.(?:css|html|js|svg)$/
/** Below it a packed file saves nothing that anybody would notice. */
const WORTH_BYTES = 1_024

/** Lays every text of a build down packed as well, as small as it gets: it is built once and sent often. */
export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => TEXTS.test(file))
      for (const file of files) {
        const path = join(dir, file)
        const bytes = readFileSync(path)
        if (bytes.length < WORTH_BYTES) continue
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }))
      }
    },
  }
}
