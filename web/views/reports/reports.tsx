import { useState } from 'react'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { CountsReport, OverlapReport } from '../../../server/model/views.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { linkTo } from '../../state/query-text.ts'
import { capital, ENTITY_WORDS, minute, number, percent } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { PartNav } from '../parts/part-nav.tsx'
import { Addresses } from '../quality/addresses.tsx'
import { Largest } from '../quality/largest.tsx'
import { Quality } from '../quality/quality.tsx'
import { OverlapMatrix } from './overlap-matrix.tsx'

/** How many there really are, where they come from, and how much the systems overlap. */
export function Reports() {
  const { api } = useApp()
  const [entity, setEntity] = useState<EntityName>('person')
  const overlap = useLoaded(`overlap ${entity}`, (signal) => api.overlap(entity, signal))
  const counts = useLoaded('counts', (signal) => api.counts(signal))
  return (
    <div className="reports">
      <PartNav parts={['reports', 'questions']} />
      <section className="report">
        <div className="filters">
          <h1>Overlap between systems</h1>
          <fieldset className="tool-group">
            <legend className="sr-only">Entity</legend>
            {(['person', 'company', 'contact'] as const).map((name) => (
              <button key={name} type="button" aria-pressed={entity === name} onClick={() => setEntity(name)}>
                {capital(ENTITY_WORDS[name].many)}
              </button>
            ))}
          </fieldset>
        </div>
        <Answer of={overlap} what="the overlap">
          {(report) => <Overlap report={report} />}
        </Answer>
        <Largest entity={entity} />
      </section>
      <Quality />
      <Addresses />
      <section className="report">
        <h1>Records by source and channel</h1>
        <Answer of={counts} what="the counts">
          {(report) => <Counts report={report} />}
        </Answer>
      </section>
    </div>
  )
}

function Overlap({ report }: { report: OverlapReport }) {
  const words = ENTITY_WORDS[report.entity]
  if (report.records === 0) return <Empty title={`No ${words.one} records yet`} />
  return (
    <>
      <p className="equation">
        <span>
          <a href={linkTo('lists', { entity: report.entity, sort: '-records' })}>
            <b>{number(report.records)}</b>
          </a>{' '}
          records
        </span>
        <span aria-hidden="true">=</span>
        <span>
          <a href={linkTo('lists', { entity: report.entity })}>
            <b>{number(report.customers)}</b>
          </a>{' '}
          {words.many}
        </span>
        <span aria-hidden="true">+</span>
        <span>
          <a href={linkTo('lists', { entity: report.entity, least: 2, sort: '-records' })}>
            <b>{number(report.duplicates)}</b>
          </a>{' '}
          duplicates
        </span>
        <span className="chip chip-plain">{percent(report.duplicateRate, 1)} duplicate rate</span>
      </p>
      <OverlapMatrix report={report} />
      <table className="data">
        <caption>Each system by itself</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="num">
              Records
            </th>
            <th scope="col" className="num">
              {capital(words.many)}
            </th>
            <th scope="col" className="num">
              Duplicates within
            </th>
            <th scope="col" className="num">
              Only here
            </th>
          </tr>
        </thead>
        <tbody>
          {report.sources.map((row) => (
            <tr key={row.source}>
              <th scope="row">{row.source}</th>
              <td className="num">
                <a href={linkTo('lists', { entity: report.entity, source: row.source, sort: '-records' })}>
                  {number(row.records)}
                </a>
              </td>
              <td className="num">
                <a href={linkTo('lists', { entity: report.entity, source: row.source })}>{number(row.customers)}</a>
              </td>
              <td className="num">
                <a href={linkTo('lists', { entity: report.entity, twice: row.source })}>{number(row.duplicates)}</a>
              </td>
              <td className="num">
                <a href={linkTo('lists', { entity: report.entity, source: row.source, only: true })}>
                  {number(row.only)}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Counts({ report }: { report: CountsReport }) {
  if (report.bySource.length === 0) return <Empty title="No records yet" />
  return (
    <>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Entity</th>
            <th scope="col">Channel</th>
            <th scope="col" className="num">
              Records
            </th>
          </tr>
        </thead>
        <tbody>
          {report.bySource.map((row) => (
            <tr key={`${row.source} ${row.entity} ${row.channel ?? ''}`}>
              <th scope="row">{row.source}</th>
              <td>{ENTITY_WORDS[row.entity].one}</td>
              <td>{row.channel ?? '–'}</td>
              <td className="num">
                <a href={linkTo('lists', { entity: row.entity, source: row.source })}>{number(row.records)}</a>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              All
            </th>
            <td className="num">{number(report.records)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="muted small">
        As of <a href={linkTo('changes')}>change {number(report.seq)}</a>
        {report.at && `, ${minute(report.at)}`}.
      </p>
    </>
  )
}
