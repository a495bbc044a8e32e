import { type MailingView, OBSTACLES } from '../../../server/model/relation-views.ts'
import { linkTo, linkToNode, type QueryText, valuesIn } from '../../state/query-text.ts'
import { OBSTACLE_WORDS } from '../../words/list-words.ts'
import { capital, number } from '../../words/words.ts'

type Props = { counts: MailingView['counts']; query: QueryText; left: string | undefined }

/** How customers become pieces, and who is left out by reason: each number opens who that is. */
export function MailingCounts({
  counts: { customers, pieces, covered, excluded, saved, records },
  query,
  left,
}: Props) {
  const out = Object.values(excluded).reduce((sum, each) => sum + each, 0)
  const to = (why?: string) => linkTo('mailing', { ...valuesIn(query), left: why })
  return (
    <section className="report" aria-label="Counts">
      <p className="equation">
        <span>
          <a href={linkTo('lists', { entity: 'person' })}>
            <b>{number(customers)}</b>
          </a>{' '}
          customers
        </span>
        <span aria-hidden="true">=</span>
        <span>
          <a href={to()} aria-current={left === undefined ? 'true' : undefined}>
            <b>{number(pieces)}</b>
          </a>{' '}
          get a piece
        </span>
        <span aria-hidden="true">+</span>
        <span>
          <b>{number(covered)}</b> share one
        </span>
        <span aria-hidden="true">+</span>
        <span>
          <a href={to('any')} aria-current={left === 'any' ? 'true' : undefined}>
            <b>{number(out)}</b>
          </a>{' '}
          are left out
        </span>
      </p>
      {out > 0 && (
        <ul className="left-out" aria-label="Left out, by reason">
          {OBSTACLES.filter((why) => excluded[why] > 0).map((why) => (
            <li key={why}>
              <a href={to(why)} aria-current={left === why ? 'true' : undefined}>
                {number(excluded[why])}
              </a>{' '}
              {OBSTACLE_WORDS[why]}
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">
        One piece to each of {number(records)} records would be {number(records - pieces)} more:{' '}
        {number(saved.duplicates)} duplicates, {number(saved.sharedHousehold)} in one household,{' '}
        {number(saved.excluded)} left out.
      </p>
    </section>
  )
}

/** Who gets nothing, and why. */
export function LeftOut({ left }: { left: NonNullable<MailingView['left']> }) {
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {left.map(({ golden, name, why }) => (
          <tr key={golden}>
            <th scope="row">
              <a href={linkToNode(golden)}>{name}</a>
            </th>
            <td>{capital(OBSTACLE_WORDS[why])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
