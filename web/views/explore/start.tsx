import { useEffect } from 'react'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { CountsReport } from '../../../server/model/views.ts'
import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { lastVisit, noteVisit } from '../../state/last-visit.ts'
import { linkTo } from '../../state/query-text.ts'
import { go, toasted } from '../../state/state.ts'
import { type Story, storiesIn } from '../../words/stories.ts'
import { ENTITY_WORDS, minute, number, plural } from '../../words/words.ts'
import { Answer, Empty } from '../parts/answers.tsx'
import { KindMark } from '../parts/marks.tsx'

/** What the graph holds, and where to begin. */
export function Start() {
  const { api } = useApp()
  const counts = useLoaded('counts', (signal) => api.counts(signal))
  return (
    <div className="start">
      <div className="start-body">
        {!shown(counts)?.records && <h1 className="sr-only">Start page</h1>}
        <Answer of={counts} what="the counts">
          {(report) => (report.records === 0 ? <NothingYet /> : <Overview report={report} />)}
        </Answer>
      </div>
    </div>
  )
}

function NothingYet() {
  return (
    <Empty title="No records yet">
      <p>
        Load a file: <code>kith load customers.csv --mapping mapping.json</code>. A mapping says which column is which;
        docs/sources.md shows one.
      </p>
      <p>
        Or send records to <code>POST /api/v1/records</code>: <a href="/docs">API documentation</a>.
      </p>
    </Empty>
  )
}

function Overview({ report }: { report: CountsReport }) {
  const { update } = useApp()
  const stories = storiesIn(report)
  const goldens = report.customers + report.companies + report.contacts
  return (
    <>
      <h1>
        {plural(report.records, 'record')} in {plural(sourcesOf(report).length, 'source')} are{' '}
        <em>{number(goldens)} customers, companies and contacts</em>
      </h1>
      <dl className="tiles">
        <Tile
          mark={<KindMark kind="customer" />}
          name="Customers"
          value={report.customers}
          note="people who buy"
          to={linkTo('lists')}
        />
        <Tile
          mark={<KindMark kind="company" />}
          name="Companies"
          value={report.companies}
          note={`${number(report.groups)} groups`}
          to={linkTo('lists', { entity: 'company' })}
        />
        <Tile
          mark={<KindMark kind="contact" />}
          name="Contacts"
          value={report.contacts}
          note="people at companies"
          to={linkTo('lists', { entity: 'contact' })}
        />
        <Tile
          mark={<KindMark kind="household" />}
          name="Households"
          value={report.households}
          note={`${number(report.householdMembers)} members`}
          to={linkTo('lists', { household: 'in' })}
        />
        <Tile
          mark={<KindMark kind="record" />}
          name="Duplicates"
          value={report.records - goldens}
          note="records beyond the first"
          to={linkTo('reports')}
        />
        <Tile
          mark={<KindMark kind="order" />}
          name="Orders"
          value={report.orders}
          note="follow their records"
          to={linkTo('questions')}
        />
      </dl>
      {report.review.doubts + report.review.policies > 0 && (
        <button type="button" className="review-call" onClick={() => update(go('review'))}>
          <strong>{plural(report.review.doubts, 'doubt')}</strong> and{' '}
          <strong>{plural(report.review.policies, 'broken policy', 'broken policies')}</strong> wait for a person{' '}
          <span aria-hidden="true">→</span>
        </button>
      )}
      <ChangesSince head={report.seq} at={report.at} />
      <div className="start-columns">
        {stories.length > 0 && (
          <section>
            <h2>Begin with a story</h2>
            <ul className="stories">
              {stories.map((story) => (
                <li key={story.title}>
                  <StoryCard story={story} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>Where the records come from</h2>
          <SourceBars report={report} />
        </section>
      </div>
    </>
  )
}

/** What is new since the last visit; since yesterday for who is here for the first time. */
function ChangesSince({ head, at }: { head: number; at: string | undefined }) {
  const visit = lastVisit(new Date())
  useEffect(() => noteVisit(head, new Date()), [head])
  const fresh = visit && visit.seq <= head ? head - visit.seq : undefined
  return (
    <p className="changes-since">
      <a href={linkTo('changes')}>
        {fresh === undefined ? 'What changed lately' : `${plural(fresh, 'change')} since your last visit`}
      </a>
      <span className="muted">{at && `, the latest ${minute(at)}`}</span>
    </p>
  )
}

type TileProps = { mark: React.ReactNode; name: string; value: number; note: string; to: string }

function Tile({ mark, name, value, note, to }: TileProps) {
  return (
    <div className="tile">
      <dt>
        {mark}
        {name}
      </dt>
      <dd className="tile-value">
        <a href={to}>{number(value)}</a>
      </dd>
      <dd className="tile-note">{note}</dd>
    </div>
  )
}

function StoryCard({ story }: { story: Story }) {
  const { api, actions, update } = useApp()
  const tell = async () => {
    const record = await api.record(story.record).catch(() => undefined)
    if (record?.golden) await actions.open(record.golden, story.at ?? undefined)
    else update(toasted({ text: `The record ${story.record} of this story is not in the graph.`, tone: 'info' }))
  }
  return (
    <button type="button" className="story" onClick={() => void tell()}>
      <strong>{story.title}</strong>
      <span>{story.about}</span>
      <span className="story-search">{story.search}</span>
    </button>
  )
}

function SourceBars({ report }: { report: CountsReport }) {
  const sources = sourcesOf(report)
  const most = Math.max(1, ...sources.map((source) => source.records))
  return (
    <table className="bars">
      <caption className="sr-only">Records by source</caption>
      <tbody>
        {sources.map(({ source, records, parts }) => (
          <tr key={source}>
            <th scope="row">{source}</th>
            <td className="bars-cell">
              <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(records / most) * 100} height="8" rx="1" />
              </svg>
            </td>
            <td className="num">
              {[...parts].map(([entity, own], i) => (
                <span key={entity}>
                  {i > 0 && ' + '}
                  <a href={linkTo('lists', { entity, source })} title={ENTITY_WORDS[entity].many}>
                    {number(own)}
                  </a>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type SourceSum = { source: string; records: number; parts: Map<EntityName, number> }

/** Records of each source, all of them and by what they are of; most first. */
function sourcesOf(report: CountsReport): SourceSum[] {
  const sums = new Map<string, SourceSum>()
  for (const { source, entity, records } of report.bySource) {
    const sum = sums.get(source) ?? { source, records: 0, parts: new Map<EntityName, number>() }
    sum.parts.set(entity, (sum.parts.get(entity) ?? 0) + records)
    sums.set(source, { ...sum, records: sum.records + records })
  }
  return [...sums.values()].toSorted((a, b) => b.records - a.records)
}
