import type { Evidence } from '../../../server/model/evidence.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { comparisonOf } from '../../words/compare.ts'
import { bits, day, fieldLabel } from '../../words/words.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { RecordName } from '../parts/marks.tsx'

type Pair = {
  low: string
  high: string
  evidence: readonly Evidence[] /** Without the matcher's opinion. */
  blind?: boolean
}

/** Two records field by field. Agreement is marked by a sign as well as by colour. */
export function PairTable({ low, high, evidence, blind = false }: Pair) {
  const { api } = useApp()
  const left = useLoaded(`record ${low}`, (signal) => api.record(low, signal))
  const right = useLoaded(`record ${high}`, (signal) => api.record(high, signal))
  if (left.status === 'failed') return <Failed message={left.message} again={left.again} />
  if (right.status === 'failed') return <Failed message={right.message} again={right.again} />
  if (left.status !== 'ready' || right.status !== 'ready') return <Loading what="both records" />
  const rows = comparisonOf(left.value, right.value, evidence)
  return (
    <table className="pair">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Field</span>
          </th>
          {[left.value, right.value].map((record) => (
            <th scope="col" key={record.id}>
              <RecordName id={record.id} />
              <span className="muted small">
                {[record.channel, day(record.updatedAt ?? record.receivedAt)].filter(Boolean).join(' · ')}
              </span>
            </th>
          ))}
          {!blind && (
            <th scope="col" className="num">
              Bits
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field} className={`pair-${row.agreement}`}>
            <th scope="row">
              <span className="agreement" aria-hidden="true">
                {row.agreement === 'same' ? '=' : row.agreement === 'differs' ? '≠' : '·'}
              </span>
              {fieldLabel(left.value.entity, row.field)}
              <span className="sr-only"> {row.agreement}</span>
            </th>
            <td>{row.low.join('\n')}</td>
            <td>{row.high.join('\n')}</td>
            {!blind && (
              <td className="num">{row.evidence && row.evidence.level !== null ? bits(row.evidence.bits) : ''}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
