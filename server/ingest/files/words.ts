import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What the shipped words about files hold: see seeds/README.md. */
const FileWords = z.strictObject({
  /** Cells that say that there is no value, letter by letter. */
  nullMarks: z.array(z.string()),
  /** First words of a line that sums up the others, folded. */
  totals: z.array(z.string()),
  yes: z.array(z.string()),
  no: z.array(z.string()),
  /** Signs of currencies to their ISO 4217 code. */
  currencySigns: z.record(z.string(), z.string()),
})

/** Words by which files are read, apart from the rules of a graph: what a cell holds is settled before any rule sees it. */
export const FILE_WORDS = FileWords.parse(
  JSON.parse(readFileSync(fileURLToPath(new URL('../../../seeds/rules/files.json', import.meta.url)), 'utf8')),
)
