import { useState } from 'react'
import type { GoldenList } from '../../../server/model/lists/golden-list.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { known, valuesIn, withQuery } from '../../state/query-text.ts'
import { asked } from '../../state/state.ts'
import { columnsIn, entityIn, FILTERS, recordWords } from '../../words/list-words.ts'
import { ENTITY_WORDS, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { Pages, usePaging } from '../parts/pages.tsx'
import { PartNav } from '../parts/part-nav.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListTable } from './list-table.tsx'
import { SavedViews } from './saved-views.tsx'

/** Rows a page. */
const MOST = 50
/** Golden records that a canvas shows side by side and still can be read: each brings its records and relations along. */
const MOST_ON_CANVAS = 40

/** Golden records that a filter lets through: sorted, page by page, as a file, on the canvas; the address holds all of it. */
export function Lists() {
  const { api, actions } = useApp()
  const query = useSelect((s) => s.queries.lists ?? '')
  const wish = known(query, ['entity', 'sort', ...FILTERS])
  const paging = usePaging<string>(wish, MOST)
  const page = useLoaded(`goldens ${wish} ${paging.after ?? ''}`, (signal) =>
    api.goldens(withQuery(wish, { after: paging.after, limit: MOST }), signal),
  )
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const entity = entityIn(query)
  const { one, many } = ENTITY_WORDS[entity]
  const found = shown(page)
  const save = () =>
    actions.saveFile(`kith-${many}.csv`, () =>
      api.goldensFile(withQuery(wish, { columns: ['id', 'name', ...columnsIn(query)].join(',') })),
    )
  return (
    <div className="lists">
      <PartNav parts={['lists', 'mailing']} />
      <div className="lists-head">
        <h1>{found === undefined ? 'Lists' : plural(found.total, one, many)}</h1>
        <p className="muted" role="status">
          {found && found.total > 0 && `with ${recordWords(query, found)}`}
        </p>
        <SavedViews query={query} />
      </div>
      <ListFilters query={query} />
      <div className="actions list-actions">
        <button
          type="button"
          disabled={chosen.size === 0 || chosen.size > MOST_ON_CANVAS}
          onClick={() => void actions.openAll([...chosen])}
        >
          Put {chosen.size === 0 ? 'the chosen' : chosen.size} on the canvas
        </button>
        {chosen.size > 0 && (
          <button type="button" className="quiet" onClick={() => setChosen(new Set())}>
            Choose none
          </button>
        )}
        {chosen.size > MOST_ON_CANVAS && <span className="muted">At most {MOST_ON_CANVAS} fit on it.</span>}
        <span className="actions-gap" />
        <button type="button" disabled={!found?.total} onClick={() => void save()}>
          Save all as CSV
        </button>
      </div>
      <Answer of={page} what="the list">
        {(list) => (
          <Rows list={list} query={query} chosen={chosen} onChoose={setChosen}>
            <Pages
              what="the list"
              from={paging.from}
              shown={list.rows.length}
              all={list.total}
              onBack={paging.onBack}
              onNext={paging.onNext(list.next)}
            />
          </Rows>
        )}
      </Answer>
    </div>
  )
}

type RowsProps = {
  list: GoldenList
  query: string
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  children: React.ReactNode
}

function Rows({ list, query, chosen, onChoose, children }: RowsProps) {
  const { update } = useApp()
  if (list.rows.length === 0)
    return (
      <Empty title="Nobody is on this list">
        <button type="button" onClick={() => update(asked('lists', known(query, ['entity', 'columns'])))}>
          Take all filters out
        </button>
      </Empty>
    )
  return (
    <>
      <ListTable
        rows={list.rows}
        columns={columnsIn(query)}
        sort={valuesIn(query).sort ?? 'name'}
        onSort={(sort) => update(asked('lists', withQuery(query, { sort })))}
        chosen={chosen}
        onChoose={onChoose}
      />
      {children}
    </>
  )
}
