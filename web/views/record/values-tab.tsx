import type { AttributeView, GoldenView } from '../../../server/model/views.ts'
import { useApp } from '../../state/app-context.ts'
import { ADDRESS_PARTS } from '../../words/attribute-words.ts'
import { money } from '../../words/money.ts'
import { relationNote } from '../../words/relation-note.ts'
import { day, plain, plural } from '../../words/words.ts'
import { Copies } from '../panel/copies.tsx'
import { RecordName, Section } from '../parts/marks.tsx'
import { Attributes, RunnersUp, Won } from './attributes.tsx'
import { SharersOf } from './sharers.tsx'

/** Relations that are shown at once; a company may have hundreds of contacts. */
const FIRST = 5

/** A golden record: where it belongs and what it bought, its values and what they beat, its records. */
export function ValuesTab({ view }: { view: GoldenView }) {
  const parts = new Set<string>(ADDRESS_PARTS)
  const values = view.attributes.filter(({ attribute }) => !parts.has(attribute))
  return (
    <>
      {view.reasons.length > 0 && (
        <ul className="reasons">
          {view.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {view.relations.length > 0 && <Relations view={view} />}
      {view.orders && <Orders orders={view.orders} />}
      <Section title="Values">
        <Attributes view={view} attributes={values} />
      </Section>
      {view.addresses.length > 0 && <Addresses view={view} />}
      <Records view={view} />
      {view.issues.length > 0 && (
        <Section title="Quality issues" count={view.issues.length}>
          <ul className="rows">
            {view.issues.map((issue) => (
              <li key={`${issue.record} ${issue.policy} ${issue.field ?? ''}`}>
                <span className={`chip chip-${issue.severity}`}>{issue.severity}</span>
                <span className="row-main">{issue.message}</span>
                <span className="muted row-note">
                  {plain(issue.policy)} · {issue.record.split(':')[0]}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Copies id={view.id} />
    </>
  )
}

function Relations({ view }: { view: GoldenView }) {
  const current = view.relations.filter(({ type }) => !type.startsWith('WAS_'))
  const former = view.relations.filter(({ type }) => type.startsWith('WAS_'))
  return (
    <Section title="Belongs with" count={view.relations.length}>
      <RelationRows relations={current.slice(0, FIRST)} />
      {current.length > FIRST && (
        <details>
          <summary className="unfold">{plural(current.length - FIRST, 'more', 'more')}</summary>
          <RelationRows relations={current.slice(FIRST)} />
        </details>
      )}
      {former.length > 0 && (
        <details>
          <summary className="unfold">{plural(former.length, 'former one')}</summary>
          <RelationRows relations={former} />
        </details>
      )}
    </Section>
  )
}

function RelationRows({ relations }: Pick<GoldenView, 'relations'>) {
  const { actions } = useApp()
  return (
    <ul className="rows">
      {relations.map((relation) => (
        <li key={`${relation.type} ${relation.direction} ${relation.id}`}>
          <button type="button" className="row-link" onClick={() => void actions.visit(relation.id)}>
            <span className="row-verb">{relation.label}</span> {relation.name}
          </button>
          <span className="muted row-note">{relationNote(relation.properties)}</span>
        </li>
      ))}
    </ul>
  )
}

function Orders({ orders: { count, latest, sums } }: { orders: NonNullable<GoldenView['orders']> }) {
  return (
    <Section title="Orders" count={count}>
      <p className="orders-line">
        <strong>{sums.map(({ amount, currency }) => money(amount, currency)).join(' and ')}</strong>
        {latest !== undefined && <span className="muted"> · latest {day(latest)}</span>}
      </p>
    </Section>
  )
}

/** The best address as one block with what it beat as a whole, then the others. */
function Addresses({ view }: { view: GoldenView }) {
  const [best, ...others] = view.addresses
  const parts = ADDRESS_PARTS.flatMap((name) => view.attributes.find(({ attribute }) => attribute === name) ?? [])
  const lead = parts.find(({ winner }) => winner !== undefined)
  if (!best) return null
  return (
    <Section title="Address" count={view.addresses.length}>
      <div className={`address-block${best.current ? '' : ' former'}`}>
        <address>
          {blockOf(best).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
        <p className="winner">
          <span className={`chip ${best.current ? 'chip-same' : 'chip-plain'}`}>
            {best.current ? 'current' : 'former'}
          </span>
          {[best.kind, periodOf(best.from, best.to), best.undeliverable && 'mail came back']
            .filter(Boolean)
            .join(' · ')}
          {lead && <Won attribute={lead} />}
        </p>
        <AddressParts golden={view.id} parts={parts} />
        <SharersOf kind="address" value={best.key} shown="this address" />
      </div>
      <ul className="rows">
        {others.map((address) => (
          <li
            key={`${address.key} ${address.kind ?? ''} ${address.from ?? ''}`}
            className={address.current ? '' : 'former'}
          >
            <span className="row-main">{address.text}</span>
            <span className={`chip ${address.current ? 'chip-same' : 'chip-plain'}`}>
              {address.current ? 'current' : 'former'}
            </span>
            <span className="muted row-note">
              {[address.kind, periodOf(address.from, address.to)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function AddressParts({ golden, parts }: { golden: string; parts: readonly AttributeView[] }) {
  const beaten = parts.filter(({ runnersUp }) => runnersUp.length > 0)
  if (beaten.length === 0) return null
  return (
    <details>
      <summary className="unfold">What records say otherwise</summary>
      {beaten.map((part) => (
        <div key={part.attribute}>
          <p className="attribute-label">{part.label}</p>
          <RunnersUp golden={golden} attribute={part} past />
        </div>
      ))}
    </details>
  )
}

/** An address as one writes it on a letter; as one line where its parts are not known. */
function blockOf(address: GoldenView['addresses'][number]): string[] {
  const { line1, unit, line2, city, region, postcode, country, text } = address
  const lines = [
    [line1, unit].filter(Boolean).join(', '),
    line2 ?? '',
    [[city, region].filter(Boolean).join(', '), postcode].filter(Boolean).join(' '),
    country ?? '',
  ].filter((line) => line !== '')
  return lines.length > 1 ? lines : [text]
}

function Records({ view }: { view: GoldenView }) {
  const { actions } = useApp()
  return (
    <Section title="Source records" count={view.records.length}>
      <ul className="rows">
        {view.records.map((record) => (
          <li key={record.id}>
            <button type="button" className="row-link" onClick={() => void actions.visit(record.id)}>
              <RecordName id={record.id} /> {record.name}
            </button>
            <span className="muted row-note">
              {[record.channel, day(record.updatedAt), record.issues > 0 ? plural(record.issues, 'issue') : '']
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function periodOf(from: string | undefined, to: string | undefined): string {
  if (from && to) return `${day(from)} – ${day(to)}`
  return from ? `since ${day(from)}` : to ? `until ${day(to)}` : ''
}
