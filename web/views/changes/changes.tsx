import { useEffect } from 'react'
import { ChangeKind } from '../../../server/model/change.ts'
import type { ChangeLog } from '../../../server/model/lists/change-log.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { lastVisit, noteVisit } from '../../state/last-visit.ts'
import { known, valuesIn, withQuery } from '../../state/query-text.ts'
import { byDay, dayHeading, momentOf, SPANS, spanOf, summary } from '../../words/change-words.ts'
import { day } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { ChangeFilters } from './change-filters.tsx'
import { ChangeLine } from './change-line.tsx'

/** Lines a page. */
const MOST = 50

/** What happened since a moment, day by day, latest first; each line opens what it changed. */
export function Changes() {
  const { api } = useApp()
  const query = useSelect((s) => s.queries.changes ?? '')
  const visit = lastVisit(new Date())
  const span = spanOf(valuesIn(query).since, visit)
  const wish = known(query, ['kind', 'entity', 'source'])
  const paging = usePaging<number>(`${span} ${wish}`, MOST)
  const asked = withQuery(wish, { since: momentOf(span, visit, new Date()), before: paging.after, limit: MOST })
  // The clock moves on; what is asked for is the same.
  const log = useLoaded(`changes ${span} ${wish} ${paging.after ?? ''}`, (signal) => api.changeLog(asked, signal))
  const head = shown(log)?.head
  useEffect(() => {
    if (head !== undefined) noteVisit(head, new Date())
  }, [head])
  const since = span in SPANS ? SPANS[span as keyof typeof SPANS] : day(span)
  return (
    <div className="lists">
      <div className="lists-head">
        <h1>Changes</h1>
        <p className="muted" role="status">
          {shown(log) && summary(shown(log)?.kinds ?? {}, since)}
        </p>
      </div>
      <ChangeFilters span={span} visit={visit} kinds={shown(log)?.kinds ?? {}} />
      <Answer of={log} what="the changes">
        {(page) => (
          <>
            <Days page={page} />
            <Pages
              what="changes"
              from={paging.from}
              shown={page.changes.length}
              all={allOf(page, valuesIn(wish).kind)}
              onBack={paging.onBack}
              onNext={paging.onNext(page.next)}
            />
          </>
        )}
      </Answer>
    </div>
  )
}

function Days({ page }: { page: ChangeLog }) {
  const now = new Date()
  if (page.changes.length === 0)
    return (
      <Empty title="No change to show">
        <p>Choose an earlier day, or another kind or source.</p>
      </Empty>
    )
  return byDay(page.changes).map(({ day: own, changes }) => (
    <section key={own} className="report">
      <h2>{dayHeading(own, now)}</h2>
      <ul className="change-lines">
        {changes.map((change) => (
          <ChangeLine key={change.seq} change={change} />
        ))}
      </ul>
    </section>
  ))
}

function allOf({ kinds }: ChangeLog, kind: string | undefined): number {
  const asked = ChangeKind.safeParse(kind)
  const counts = asked.success ? [kinds[asked.data] ?? 0] : Object.values(kinds)
  return counts.reduce((sum, each) => sum + each, 0)
}
