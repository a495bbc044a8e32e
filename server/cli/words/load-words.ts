import { basename } from 'node:path'
import { inWords as goneInWords } from '../../pipeline/load/full.ts'
import type { LoadSummary } from '../../pipeline/load/load.ts'
import type { RowCounts } from '../../pipeline/load/row-book.ts'
import { counted } from './trial-words.ts'

/** What a load did, a line each. */
export function loadInWords(
  summary: LoadSummary,
  isDryRun: boolean,
  rejects: { readonly first: readonly string[]; readonly file: string | undefined },
): string {
  const lines = [`${counted(summary.rows, 'row')} read${isDryRun ? '' : `: ${rowsInWords(summary.became)}`}`]
  lines.push(...goneIn(summary, isDryRun))
  for (const [entity, { records, written, unchanged, late, changes, path }] of Object.entries(summary.entities))
    lines.push(
      `${entity}: ${records} records, ${written} written, ${unchanged} unchanged${late > 0 ? `, ${late} late` : ''}; ` +
        (path === 'one by one' ? 'resolved one by one' : `${changes} changes published`),
    )
  if (summary.merges && summary.merges.merged > 0)
    lines.push(`${summary.merges.merged} records are the same as another, as their source says`)
  if (summary.merges && summary.merges.waiting > 0)
    lines.push(`${summary.merges.waiting} records were merged into one that has not come`)
  if (summary.deleted > 0) lines.push(`${summary.deleted} records deleted`)
  if (summary.orders > 0) lines.push(`${summary.orders} order lines`)
  lines.push(...waitingIn(summary))
  for (const { file, detail, count } of summary.notes)
    lines.push(`${basename(file)}: ${count > 1 ? `${count} × ` : ''}${detail}`)
  if (summary.rejected > 0) {
    lines.push(`${counted(summary.rejected, 'row')} rejected, kept in ${rejects.file}; the first of them:`)
    lines.push(...rejects.first.map((line) => `  ${line}`))
  }
  return `${lines.join('\n')}\n`
}

/** What complete exports no longer hold. */
function goneIn({ gone = [] }: LoadSummary, isDryRun: boolean): string[] {
  const lines = gone.map((one) => {
    const named = `: ${one.gone.slice(0, 5).join(', ')}${one.gone.length > 5 ? ', …' : ''}`
    return `${goneInWords(one)}${isDryRun ? ' and would be deleted' : ''}${one.gone.length > 0 ? named : ''}`
  })
  return isDryRun ? [...lines, 'nothing was written'] : lines
}

/** What waits, by kind, with the first of each and what it waits for. */
function waitingIn({ waiting, waits }: LoadSummary): string[] {
  return Object.entries(waiting).map(([kind, count]) => {
    const named = waits.filter((one) => one.kind === kind).map(waitInWords)
    const what = kind === 'others' ? 'others' : `${kind} of this load`
    return `${count} ${what} wait for a record they refer to: ${named.join(', ')}${count > named.length ? ', …' : ''}`
  })
}

function waitInWords({ id, names, mayBe }: LoadSummary['waits'][number]): string {
  const choice = mayBe ? ` (${mayBe.join(' or ')}: \`entity\` in the mapping says which)` : ''
  return `${id} for ${names}${choice}`
}

const BECAME: readonly [keyof RowCounts, string][] = [
  ['written', 'written'],
  ['unchanged', 'unchanged'],
  ['late', 'late'],
  ['deleted', 'deleted'],
  ['passed', 'passed over by a rule'],
  ['part', 'part of a record that another row completes'],
  ['rejected', 'rejected'],
]

/** `58 written, 2 rejected`. */
export function rowsInWords(counts: Partial<RowCounts>): string {
  const said = BECAME.flatMap(([name, words]) => (counts[name] ? [`${counts[name]} ${words}`] : []))
  return said.length === 0 ? 'none' : said.join(', ')
}
