import { basename } from 'node:path'
import type { EntityTrial } from '../../evaluate/entity-trial.ts'
import type { Trial } from '../../evaluate/try-files.ts'
import { table } from '../table.ts'

/** What `kith try` found, for people. */
export function trialInWords(trial: Trial): string {
  const lines = [
    `${counted(trial.rows, 'row')} read${trial.rejected > 0 ? `, ${trial.rejected} rejected` : ''}`,
    ...trial.notes.map(({ file, detail, count }) => `${basename(file)}: ${count > 1 ? `${count} × ` : ''}${detail}`),
    ...trial.problems.map(
      ({ file = '', line, column, detail }) =>
        `${basename(file)}:${line ?? '?'}${column ? ` ${column}` : ''}: ${detail}`,
    ),
    ...(trial.orders > 0 ? [counted(trial.orders, 'order line')] : []),
    ...(trial.removed > 0
      ? [trial.removed === 1 ? '1 row that deletes its record' : `${trial.removed} rows that delete their record`]
      : []),
  ]
  for (const [entity, own] of Object.entries(trial.entities)) lines.push('', ...entityInWords(entity, own))
  return `${lines.join('\n')}\n`
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function entityInWords(entity: string, own: EntityTrial): string[] {
  const { records, clusters, joined, held, doubts, filled } = own
  const lines = [
    `${entity}: ${records} ${records === 1 ? 'record is' : 'records are'} ${counted(clusters, 'golden record')}; ${joined} of several records` +
      `${held > 0 ? `, ${held} held for a person` : ''}; ${counted(doubts, 'doubtful pair')}`,
    `fields: ${Object.entries(filled)
      .map(([name, count]) => `${name} ${Math.round((100 * count) / records)} %`)
      .join(', ')}`,
  ]
  if (own.largest.length > 0)
    lines.push(
      'the largest:',
      ...table(
        ['', 'record', 'name', 'says'],
        own.largest.flatMap((cluster, i) =>
          cluster.records.map((record, at) => [
            at === 0 ? `${i + 1}${cluster.held ? ' held' : ''}` : '',
            record.id,
            record.name,
            record.says,
          ]),
        ),
      ),
    )
  if (own.doubtful.length > 0)
    lines.push(
      'doubtful, likeliest first:',
      ...table(
        ['bits', 'record', 'name', 'says'],
        own.doubtful.flatMap(({ bits, records }) =>
          records.map((record, at) => [at === 0 ? bits.toFixed(1) : '', record.id, record.name, record.says]),
        ),
      ),
    )
  if (own.overlaps.some(({ sources }) => sources.length > 1))
    lines.push(
      'overlaps:',
      ...table(
        ['sources', 'golden records'],
        own.overlaps.map(({ sources, clusters }) => [sources.join(' + '), `${clusters}`]),
      ),
    )
  if (own.issues.length > 0)
    lines.push(
      'issues:',
      ...table(
        ['policy', 'records', 'what', 'such as'],
        own.issues.map(({ policy, records, message, example }) => [policy, `${records}`, message, example]),
      ),
    )
  return lines
}
