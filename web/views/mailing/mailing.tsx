import { Obstacle } from '../../../server/model/relation-views.ts'
import type { MailingRequest } from '../../api/list-api.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { linkTo, type QueryText, valuesIn } from '../../state/query-text.ts'
import { number, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { PartNav } from '../parts/part-nav.tsx'
import { LeftOut, MailingCounts } from './mailing-counts.tsx'
import { MailingForm } from './mailing-form.tsx'
import { MailingRows } from './mailing-rows.tsx'

/** Rows a page. */
const MOST = 50
/** As many rows as one file holds. */
const MOST_IN_FILE = 100_000

/** A mailing list: one row a household, who is left out and why, and both as files. Nothing of it is stored. */
export function Mailing() {
  const { api, actions } = useApp()
  const query = useSelect((s) => s.queries.mailing ?? '')
  const request = requestOf(query)
  const asked = JSON.stringify(request)
  const paging = usePaging<number>(asked, MOST)
  const offset = paging.after ?? 0
  const list = useLoaded(`mailing ${asked} ${offset}`, (signal) =>
    api.mailing({ ...request, offset, limit: MOST }, signal),
  )
  const { left } = request
  const counts = shown(list)?.counts
  const save = () =>
    actions.saveFile(left === undefined ? 'kith-mailing.csv' : 'kith-left-out.csv', () =>
      api.mailingFile({ ...request, limit: MOST_IN_FILE }),
    )
  return (
    <div className="lists">
      <PartNav parts={['lists', 'mailing']} />
      <div className="lists-head">
        <h1>Mailing list</h1>
        <p className="muted" role="status">
          {counts &&
            `${plural(counts.pieces, 'piece')} ${counts.pieces === 1 ? 'reaches' : 'reach'} ${number(counts.pieces + counts.covered)} of ${plural(counts.customers, 'customer')}`}
        </p>
      </div>
      <MailingForm query={query} />
      <Answer of={list} what="the mailing list">
        {(view) => {
          const rows = view.left ?? view.rows
          const all = left === undefined ? view.counts.pieces : leftOf(view.counts.excluded, left)
          return (
            <>
              <MailingCounts counts={view.counts} query={query} left={left} />
              <section className="report" aria-label={left === undefined ? 'Pieces' : 'Left out'}>
                <div className="actions list-actions">
                  <h2>
                    {left === undefined ? 'Who gets one' : 'Who gets none, and why'}{' '}
                    <span className="count">{number(all)}</span>
                  </h2>
                  <span className="actions-gap" />
                  {left !== undefined && (
                    <a href={linkTo('mailing', { ...valuesIn(query), left: undefined })}>Who gets one</a>
                  )}
                  <button type="button" disabled={all === 0} onClick={() => void save()}>
                    Save all as CSV
                  </button>
                </div>
                {rows.length === 0 ? (
                  <Empty title="Nobody" />
                ) : view.left ? (
                  <LeftOut left={view.left} />
                ) : (
                  <MailingRows rows={view.rows} />
                )}
                <Pages
                  what="the mailing list"
                  from={paging.from}
                  shown={rows.length}
                  all={all}
                  onBack={paging.onBack}
                  onNext={paging.onNext(view.next)}
                />
              </section>
            </>
          )
        }}
      </Answer>
    </div>
  )
}

/** What an address asks for; what it does not say is as most mailings are. */
function requestOf(query: QueryText): Omit<MailingRequest, 'limit' | 'offset'> {
  const { purpose = 'mail', per, need, verified, refusal, left } = valuesIn(query)
  const why = left === 'any' ? left : Obstacle.safeParse(left).data
  return {
    purpose: /^[A-Za-z0-9._-]{1,100}$/.test(purpose) ? purpose : 'mail',
    per: per === 'person' ? 'person' : 'household',
    consentNeeded: need === 'yes',
    verifiedOnly: verified === 'yes',
    refusal: refusal === 'household' ? 'household' : 'person',
    ...(why === undefined ? {} : { left: why }),
  }
}

function leftOf(excluded: Readonly<Record<string, number>>, why: string): number {
  return why === 'any' ? Object.values(excluded).reduce((sum, each) => sum + each, 0) : (excluded[why] ?? 0)
}
