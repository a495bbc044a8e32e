import type { Delivery } from '../../../server/model/sync/delivery.ts'
import { shown, useApp, useLoaded } from '../../state/app-context.ts'
import { go, synced } from '../../state/state.ts'
import { minute, number } from '../../words/words.ts'
import { RecordName, Section } from '../parts/marks.tsx'

/** Which systems hold a golden record's records, and which version of it each has since when; nothing where none does. */
export function Copies({ id }: { id: string }) {
  const { api } = useApp()
  const loaded = useLoaded(`copies ${id}`, (signal) => api.copies(id, signal).then(({ copies }) => copies))
  if (loaded.status === 'failed')
    return (
      <Section title="Copies">
        <p className="muted small">Which systems have it could not be read: {loaded.message}</p>
      </Section>
    )
  const copies = shown(loaded) ?? []
  return copies.length === 0 ? null : <Held copies={copies} />
}

function Held({ copies }: { copies: readonly Delivery[] }) {
  const { update } = useApp()
  return (
    <Section title="Copies" count={copies.length}>
      <ul className="rows">
        {copies.map((copy) => (
          <li key={copy.id}>
            <Whose copy={copy} />
            <button
              type="button"
              className="link"
              title={`How ${copy.system} stands`}
              onClick={() => {
                update(synced({ system: copy.system, state: copy.state }))
                update(go('sync'))
              }}
            >
              <span className={`dot copy-${copy.state}`} aria-hidden="true" /> {copy.state}
            </button>
            <span className="muted row-note">{versionOf(copy)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The record that it is of; without one the system holds the golden record itself, or is to be given a record. */
function Whose({ copy: { record, name } }: { copy: Delivery }) {
  const { actions } = useApp()
  if (record === undefined) return <span className="muted">no record of it yet</span>
  return (
    <button type="button" className="row-link" onClick={() => void actions.visit(record)}>
      <RecordName id={record} /> {name}
    </button>
  )
}

/** What a system has of a golden record, in words. */
function versionOf({ state, seq, ackedAt, checkedAt, dueSince, error, column }: Delivery): string {
  const since = ackedAt ?? checkedAt
  const has =
    seq === undefined
      ? 'nothing was written or looked at yet'
      : `has it as of change ${number(seq)}${since ? `, ${ackedAt ? 'written' : 'looked at'} ${minute(since)}` : ''}`
  if (state === 'current' || state === 'gone') return has
  const why = error === undefined ? '' : `: ${column === undefined ? '' : `${column}: `}${error}`
  return `${has} · differs${dueSince ? ` since ${minute(dueSince)}` : ''}${why}`
}
