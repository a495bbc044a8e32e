import type { QualityReport } from '../../../server/model/reports.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { linkTo } from '../../state/query-text.ts'
import { capital, day, ENTITY_WORDS, number, plain, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'

/** Broken policies by source, against a day before and over time. Each number opens whose records those are. */
export function Quality() {
  const { api } = useApp()
  const quality = useLoaded('quality', (signal) => api.quality(signal))
  return (
    <section className="report">
      <h1>Broken policies</h1>
      <Answer of={quality} what="the findings">
        {(report) => <Findings report={report} />}
      </Answer>
    </section>
  )
}

function Findings({ report: { records, findings, policies, baseline, trend } }: { report: QualityReport }) {
  if (policies.length === 0) return <Empty title="No policy is broken" />
  const rows = policies.toSorted((a, b) => b.records - a.records)
  return (
    <>
      <p>
        {plural(findings, 'finding')} in {plural(records, 'record')}
        {baseline && `, compared with ${day(baseline.at)}`}.
      </p>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col">Source</th>
            <th scope="col">Of</th>
            <th scope="col" className="num">
              Records
            </th>
            {baseline && (
              <th scope="col" className="num">
                Change
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ policy, source, entity, records: broken, change }) => (
            <tr key={`${policy} ${source} ${entity}`}>
              <th scope="row">{capital(plain(policy.replaceAll('-', ' ')))}</th>
              <td>{source}</td>
              <td>{ENTITY_WORDS[entity].many}</td>
              <td className="num">
                <a href={linkTo('lists', { entity, issue: policy, issueSource: source })}>{number(broken)}</a>
              </td>
              {baseline && <td className="num">{signed(change)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {trend.length > 1 && <Trend trend={trend} />}
    </>
  )
}

function Trend({ trend }: { trend: QualityReport['trend'] }) {
  return (
    <details>
      <summary>Over time</summary>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="num">
              Records
            </th>
            <th scope="col" className="num">
              Findings
            </th>
          </tr>
        </thead>
        <tbody>
          {trend.map(({ at, records, findings }) => (
            <tr key={at}>
              <th scope="row">{day(at)}</th>
              <td className="num">{number(records)}</td>
              <td className="num">{number(findings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** With a true minus. */
function signed(value: number): string {
  return value === 0 ? '0' : `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`
}
