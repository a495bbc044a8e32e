import type { CompanyContactsView } from '../../../server/model/views.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { byDepartment, mailLink, phoneLink } from '../../words/company-card.ts'
import { day } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'

type Contact = CompanyContactsView['contacts'][number]

/** Whom to call, by department: the company's own people, then those of its parents. */
export function Contacts({ id }: { id: string }) {
  const { api } = useApp()
  const contacts = useLoaded(`contacts ${id}`, (signal) => api.contacts(id, signal))
  return (
    <Answer of={contacts} what="the contacts">
      {(view) => (
        <Section title="Contacts here and above" count={view.contacts.length}>
          {view.contacts.length === 0 && <p className="muted">No contact is known.</p>}
          {byDepartment(view.contacts, view.company).map(([department, list]) => (
            <section key={department} className="department" aria-label={department}>
              <h4>{department}</h4>
              <ul className="rows">
                {list.map((contact) => (
                  <li key={`${contact.golden} ${contact.company} ${contact.role ?? ''}`}>
                    <Person contact={contact} at={view.company} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </Section>
      )}
    </Answer>
  )
}

/** One of them, with ways to write and to call. */
export function Person({ contact, at }: { contact: Contact; at: string }) {
  const { actions } = useApp()
  const elsewhere = contact.company === at ? '' : `at ${contact.companyName}`
  return (
    <>
      <button type="button" className="row-link" onClick={() => void actions.visit(contact.golden)}>
        {contact.name}
      </button>
      {contact.primary && <span className="chip chip-same">primary</span>}
      <span className="row-note">{[contact.title ?? contact.role, elsewhere].filter(Boolean).join(' · ')}</span>
      <span className="row-note reach">
        {contact.emails.map((address) => (
          <a key={address} href={mailLink(address)}>
            {address}
          </a>
        ))}
        {contact.phones.map((phone) => (
          <a key={phone} href={phoneLink(phone)}>
            {phone}
          </a>
        ))}
        {contact.emails.length + contact.phones.length === 0 && (
          <span className="muted">no e-mail address, no phone number</span>
        )}
      </span>
      <span className="muted row-note">
        {[contact.updatedAt && `updated ${day(contact.updatedAt)}`, `known to ${contact.sources.join(', ')}`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}
