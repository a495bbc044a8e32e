import type { BestCustomersReport, CustomersReport, HouseholdsReport } from '../../../server/model/reports.ts'
import { useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { linkTo, valuesIn, withQuery } from '../../state/query-text.ts'
import { asked } from '../../state/state.ts'
import { capital, day, ENTITY_WORDS, number, plural } from '../../words/words.ts'
import { TypedFilter } from '../lists/typed-filter.tsx'
import { Answer, Empty } from '../parts/answers.tsx'
import { PartNav } from '../parts/part-nav.tsx'
import { BestCustomers } from './best-customers.tsx'
import { GroupOrAlone } from './group-or-alone.tsx'

/** What a business asks: how many customers, as of a day; who buys most, and what; in a group or alone. */
export function Questions() {
  const { api, update } = useApp()
  const query = useSelect((s) => s.queries.questions ?? '')
  const { asOf, by, currency } = valuesIn(query)
  const moment = { asOf: asOf !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : undefined }
  const set = (changes: Parameters<typeof withQuery>[1]) => update(asked('questions', withQuery(query, changes)))
  const counted = withQuery('', moment)
  const best = withQuery('', { ...moment, by: by === 'top' ? 'top' : undefined, currency })
  const customers = useLoaded(`customers ${counted}`, (signal) => api.customers(counted, signal))
  const buyers = useLoaded(`best ${best}`, (signal) => api.bestCustomers(best, signal))
  const households = useLoaded('households', (signal) => api.households(signal))
  return (
    <div className="lists">
      <PartNav parts={['reports', 'questions']} />
      <div className="lists-head">
        <h1>Questions</h1>
      </div>
      <search className="filters list-filters" aria-label="As of a day">
        <TypedFilter label="As of the end of" type="date" value={asOf ?? ''} onSet={(value) => set({ asOf: value })} />
        {moment.asOf && (
          <button type="button" className="quiet" onClick={() => set({ asOf: undefined })}>
            As of now
          </button>
        )}
      </search>
      <section className="report">
        <h2>How many customers are there?</h2>
        <Answer of={customers} what="the number of customers">
          {(report) => <HowMany report={report} asOf={moment.asOf} />}
        </Answer>
      </section>
      <section className="report">
        <h2>Who are the best customers, and what do they buy?</h2>
        <Answer of={buyers} what="the best customers">
          {(report) => <Best report={report} by={by} onSet={set} save={best} />}
        </Answer>
      </section>
      <section className="report">
        <h2>In a group, or alone?</h2>
        <GroupOrAlone />
        <Answer of={households} what="the households">
          {(report) => <WhoLivesTogether report={report} />}
        </Answer>
      </section>
    </div>
  )
}

/** Customers first: they come last in the order in which records are resolved. */
function HowMany({ report, asOf }: { report: CustomersReport; asOf: string | undefined }) {
  return (
    <>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" className="num">
              How many
            </th>
            <th scope="col" className="num">
              Records behind them
            </th>
            <th scope="col" className="num">
              Duplicates
            </th>
          </tr>
        </thead>
        <tbody>
          {report.types.toReversed().map(({ entity, customers, records }) => (
            <tr key={entity}>
              <th scope="row">{capital(ENTITY_WORDS[entity].many)}</th>
              <td className="num">
                <a href={linkTo('lists', { entity, asOf })}>{number(customers)}</a>
              </td>
              <td className="num">
                <a href={linkTo('lists', { entity, asOf, sort: '-records' })}>{number(records)}</a>
              </td>
              <td className="num">
                <a href={linkTo('lists', { entity, asOf, least: 2, sort: '-records' })}>
                  {number(records - customers)}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asOf !== undefined && (
        <p>
          As of {day(asOf)}, as it was known then.{' '}
          <a href={linkTo('changes', { since: nextDay(asOf) })}>What changed since</a>
        </p>
      )}
    </>
  )
}

type BestProps = {
  report: BestCustomersReport
  by: string | undefined
  save: string
  onSet: (changes: Readonly<Record<string, string | undefined>>) => void
}

function Best({ report, by, save, onSet }: BestProps) {
  const { api, actions } = useApp()
  const { currency, currencies, customers } = report
  return (
    <>
      <div className="filters list-filters">
        <fieldset className="tool-group">
          <legend className="sr-only">Each by itself, or groups</legend>
          <button type="button" aria-pressed={by !== 'top'} onClick={() => onSet({ by: undefined })}>
            Each by itself
          </button>
          <button type="button" aria-pressed={by === 'top'} onClick={() => onSet({ by: 'top' })}>
            Groups as one
          </button>
        </fieldset>
        {currencies.length > 1 && (
          <label>
            Currency
            <select value={currency} onChange={(event) => onSet({ currency: event.target.value })}>
              {currencies.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        )}
        <span className="actions-gap" />
        <button
          type="button"
          disabled={customers.length === 0}
          onClick={() => void actions.saveFile('kith-best-customers.csv', () => api.bestCustomersFile(save))}
        >
          Save as CSV
        </button>
      </div>
      {customers.length === 0 ? <Empty title="No orders yet" /> : <BestCustomers report={report} />}
    </>
  )
}

function WhoLivesTogether({ report: { households, members, single } }: { report: HouseholdsReport }) {
  return (
    <p>
      <a href={linkTo('lists', { entity: 'person', household: 'in' })}>{plural(members, 'customer')}</a> live in{' '}
      {plural(households, 'household')};{' '}
      <a href={linkTo('lists', { entity: 'person', household: 'none' })}>{number(single)}</a> live in none.
    </p>
  )
}

function nextDay(text: string): string {
  return new Date(Date.parse(`${text}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
