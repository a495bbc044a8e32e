import type { CompanyContactsView, TreeView } from '../../server/model/views.ts'
import { useApp, useLoaded } from '../app-context.ts'
import { arranged } from '../state.ts'
import { day, plural } from '../words.ts'
import { Answer } from './answers.tsx'
import { Section, SourceChip } from './marks.tsx'

/** Where a company stands in its group, and whom to speak to there and above. */
export function GroupTab({ id }: { id: string }) {
  const { api } = useApp()
  const tree = useLoaded(`tree ${id}`, (signal) => api.tree(id, signal))
  const contacts = useLoaded(`contacts ${id}`, (signal) => api.contacts(id, signal))
  return (
    <>
      <Answer of={tree} what="the group">
        {(view) => <Group view={view} id={id} />}
      </Answer>
      <Answer of={contacts} what="the contacts">
        {(view) => <Contacts view={view} />}
      </Answer>
    </>
  )
}

function Group({ view, id }: { view: TreeView; id: string }) {
  const { actions, update } = useApp()
  if (view.standalone)
    return <Section title="Group">{<p className="muted">Standalone: no parent and no subsidiary is known.</p>}</Section>
  const draw = async () => {
    await actions.expandGroup(id)
    update(arranged('tree'))
  }
  return (
    <Section title="Group" count={view.nodes.length}>
      <ol className="path" aria-label="From the ultimate parent down">
        {view.path.map((company) => (
          <li key={company.id}>
            {company.id === id ? (
              <strong>{company.name}</strong>
            ) : (
              <button type="button" className="link" onClick={() => void actions.visit(company.id)}>
                {company.name}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p>
        <button type="button" onClick={() => void draw()}>
          Draw the whole group
        </button>{' '}
        <span className="muted">{plural(view.nodes.length, 'company', 'companies')}</span>
      </p>
    </Section>
  )
}

function Contacts({ view }: { view: CompanyContactsView }) {
  const { actions } = useApp()
  return (
    <Section title="Contacts here and above" count={view.contacts.length}>
      {view.contacts.length === 0 && <p className="muted">No contact is known.</p>}
      <ul className="rows">
        {view.contacts.map((contact) => (
          <li key={`${contact.golden} ${contact.company} ${contact.role ?? ''}`}>
            <button type="button" className="row-link" onClick={() => void actions.visit(contact.golden)}>
              {contact.name}
            </button>
            {contact.primary && <span className="chip chip-same">primary</span>}
            <span className="row-main muted">
              {[contact.title ?? contact.role, contact.department].filter(Boolean).join(', ')}
            </span>
            <span className="row-note">{[contact.emails[0], contact.phones[0]].filter(Boolean).join(' · ')}</span>
            <span className="muted row-note">
              {contact.company === view.company ? '' : `at ${contact.companyName} · `}
              {contact.updatedAt && `updated ${day(contact.updatedAt)} `}
              {contact.sources.map((source) => (
                <SourceChip key={source} source={source} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
