import type { MailingView } from '../../../server/model/relation-views.ts'
import { linkToNode } from '../../state/query-text.ts'
import { capital } from '../../words/words.ts'
import { TableFrame } from '../parts/table-frame.tsx'

/** Pieces: to whom, where, whom else each reaches, and why to them. */
export function MailingRows({ rows }: { rows: MailingView['rows'] }) {
  return (
    <TableFrame label="Pieces of the mailing">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col">Address</th>
            <th scope="col">Household</th>
            <th scope="col">Reaches</th>
            <th scope="col">Why to them</th>
            <th scope="col">Consent</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ addressee, name, address, household, householdName, covers, coversNames, reason, ...row }) => (
            <tr key={addressee}>
              <th scope="row">
                <a href={linkToNode(addressee)}>{name}</a>
              </th>
              <td>
                {address.text}
                {row.verified && <span className="chip chip-status-active">verified</span>}
              </td>
              <td>{household && <a href={linkToNode(household)}>{householdName ?? 'household'}</a>}</td>
              <td>
                {covers.slice(1).map((id, i) => (
                  <span key={id}>
                    {i > 0 && ', '}
                    <a href={linkToNode(id)}>{coversNames[i + 1] ?? 'another'}</a>
                  </span>
                ))}
              </td>
              <td className="muted">{capital(reason)}</td>
              <td>{row.consent === undefined ? <span className="muted">not asked</span> : row.consent}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
