import type { EntityName } from '../../../server/model/entities/registry.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { linkTo, linkToNode, queryText } from '../../state/query-text.ts'
import { ENTITY_WORDS, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'

/** Rows before the list of all takes over. */
const MOST = 5

/** Golden records with the most records: where something may have been joined that does not belong together. */
export function Largest({ entity }: { entity: EntityName }) {
  const { api } = useApp()
  const asked = { entity, least: 2, sort: '-records' }
  const largest = useLoaded(`largest ${entity}`, (signal) => api.goldens(queryText({ ...asked, limit: MOST }), signal))
  return (
    <Answer of={largest} what="the largest clusters">
      {({ rows, total }) =>
        total === 0 ? null : (
          <>
            <table className="data">
              <caption>Most records behind one of the {ENTITY_WORDS[entity].many}</caption>
              <tbody>
                {rows.map(({ id, name, records, sources }) => (
                  <tr key={id}>
                    <th scope="row">
                      <a href={linkToNode(id)}>{name}</a>
                    </th>
                    <td>{sources?.join(', ')}</td>
                    <td className="num">{plural(records, 'record')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p>
              <a href={linkTo('lists', asked)}>
                All {plural(total, 'with two records or more', 'with two records or more')}
              </a>
            </p>
          </>
        )
      }
    </Answer>
  )
}
