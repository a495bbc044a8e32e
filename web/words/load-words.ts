import type { Problem } from '../../server/model/problem.ts'
import type {
  RejectedRow,
  UndoPlan,
  Upload,
  UploadLoaded,
  UploadStage,
  UploadTrial,
} from '../../server/model/uploads/upload.ts'
import { number, plural } from './words.ts'

export const STAGE_WORDS: Record<UploadStage, { text: string; tone: 'good' | 'busy' | 'warn' | 'plain' }> = {
  open: { text: 'not loaded', tone: 'plain' },
  trying: { text: 'dry run goes on', tone: 'busy' },
  loading: { text: 'loading', tone: 'busy' },
  cut: { text: 'loaded in part', tone: 'warn' },
  loaded: { text: 'loaded', tone: 'good' },
  undoing: { text: 'being undone', tone: 'busy' },
  undone: { text: 'undone', tone: 'plain' },
}

const STEPS: Readonly<Record<string, string>> = {
  ingest: 'Reading the file',
  prepare: 'Cleaning records',
  read: 'Reading what is there',
  match: 'Finding who is who',
  write: 'Writing records',
  orders: 'Writing orders',
  undo: 'Taking records back',
}

/** What goes on, and how far it is. */
export function progressInWords({ progress, stage }: Pick<Upload, 'progress' | 'stage'>): string {
  if (!progress) return stage === 'undoing' ? 'Taking records back' : 'Beginning'
  const step = STEPS[progress.step] ?? 'Working'
  if (progress.of > 0) return `${step}: ${number(Math.min(progress.done, progress.of))} of ${number(progress.of)}`
  return progress.done > 0 ? `${step}: ${number(progress.done)} so far` : step
}

/** How far a load came that ended early. */
export function cutInWords({ written }: Pick<Upload, 'written'>): string {
  if (written === undefined) return 'The load ended early. What it wrote stays.'
  return `The load ended early: ${plural(written, 'record')} ${written === 1 ? 'was' : 'were'} written and ${written === 1 ? 'stays' : 'stay'}.`
}

/** What loading would do with the rows, for a headline. */
export function trialHeadline({ rows, entities }: UploadTrial): string {
  const sum = (key: 'created' | 'changed' | 'unchanged') => entities.reduce((total, each) => total + each[key], 0)
  const parts = [
    `${number(sum('created'))} new`,
    `${number(sum('changed'))} changed`,
    `${number(sum('unchanged'))} as they were`,
  ]
  return `${plural(rows, 'row')} → records: ${parts.join(', ')}`
}

/** Whom new records would join, in sentences. */
export function trialSentences({ joined, goldens, merged, matched, orders, passed }: UploadTrial): string[] {
  const said: string[] = []
  if (matched.of > 0) {
    const also = goldens === 0 ? 'No new one would appear.' : `${plural(goldens, 'new one')} would appear.`
    said.push(
      joined === 0
        ? `No new record joins a customer, company or contact that is there already. ${also}`
        : `${plural(joined, 'new record')} ${joined === 1 ? 'joins' : 'join'} customers, companies or contacts that are there already. ${also}`,
    )
  }
  if (merged > 0)
    said.push(
      `${number(merged)} that ${merged === 1 ? 'is' : 'are'} apart today would become one with another by what the file says.`,
    )
  if (matched.looked < matched.of)
    said.push(`Matched were the first ${number(matched.looked)} of ${number(matched.of)} new and changed records.`)
  if (orders > 0) said.push(`${plural(orders, 'order')} would be written.`)
  if (passed > 0) said.push(`${plural(passed, 'row')} ${passed === 1 ? 'is' : 'are'} passed over, as the mapping says.`)
  return said
}

/** What a load did, in sentences. */
export function loadedSentences({ rows, became, goldens, alone, joined, orders }: UploadLoaded): string[] {
  const fates = (
    [
      ['written', 'written'],
      ['unchanged', 'as they were'],
      ['late', 'older than what is there, kept as history'],
      ['deleted', 'deleted their record'],
      ['passed', 'passed over'],
      ['part', 'part of a record that another row completes'],
      ['rejected', 'rejected'],
    ] as const
  ).flatMap(([key, words]) => (became[key] > 0 ? [`${number(became[key])} ${words}`] : []))
  const said = [`${plural(rows, 'row')}: ${fates.join(', ') || 'none written'}.`]
  if (goldens > 0)
    said.push(
      `Its records are in ${plural(goldens, 'customer, company or contact', 'customers, companies and contacts')}, ${number(alone)} of them new.`,
    )
  if (joined.goldens > 0) {
    const whom = joined.goldens === 1 ? 'one that was' : `${number(joined.goldens)} that were`
    said.push(
      `${plural(joined.records, 'new record')} ${joined.records === 1 ? 'was' : 'were'} recognised as ${whom} there already.`,
    )
  }
  if (orders > 0) said.push(`${plural(orders, 'order line')} written.`)
  return said
}

/** What undoing would do, a sentence each. */
export function undoSentences({ deletes, restores, returns, alone, orders }: UndoPlan): string[] {
  const said: string[] = []
  if (deletes > 0)
    said.push(`${plural(deletes, 'record')} that the load brought ${deletes === 1 ? 'is' : 'are'} deleted again.`)
  if (restores > 0)
    said.push(
      `${plural(restores, 'record')} that it changed ${restores === 1 ? 'says' : 'say'} again what ${restores === 1 ? 'it' : 'they'} said before.`,
    )
  if (returns > 0) said.push(`${plural(returns, 'record')} that it deleted ${returns === 1 ? 'is' : 'are'} back.`)
  if (alone > 0)
    said.push(
      `${plural(alone, 'customer, company or contact', 'customers, companies and contacts')} with no other record ${alone === 1 ? 'goes' : 'go'} with them.`,
    )
  if (said.length === 0) said.push('Nothing of the load stands any more.')
  if (orders > 0) said.push('Orders of the file stay: they are not taken back.')
  return said
}

/** Where a row went wrong, and why. */
export function rejectInWords({ line, column, field, record, detail }: RejectedRow): string {
  const place = line === undefined ? record : `Line ${number(line)}`
  const cell = column ?? field
  return `${[place, cell].filter(Boolean).join(', ')}: ${detail}`
}

const WAIT_WORDS: Readonly<Record<string, string>> = {
  orders: 'orders wait for their customer',
  contacts: 'contacts wait for their company',
  companies: 'companies wait for their parent',
}

export function waitingInWords({ kind, count }: { kind: string; count: number }): string {
  return `${number(count)} ${WAIT_WORDS[kind] ?? 'others wait for a record they name'}.`
}

/** What went wrong with a file as a whole, for whoever sent it. */
export function problemInWords({ code, detail }: Pick<Problem, 'code' | 'detail'>): string {
  if (code === 'churn.exceeded')
    return 'This load would change more identities of customers than one load may, so it was stopped. Look at the dry run; if that is what you want, load it all the same.'
  if (code === 'graph.busy') return 'Somebody else is writing a lot at the moment. Try again in a minute.'
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? '' : '.'}`
}

/** `1.4 MB` */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
