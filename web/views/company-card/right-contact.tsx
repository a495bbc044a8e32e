import { useState } from 'react'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { capital } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { Person } from './contacts.tsx'

/** What people are usually asked for. Others can be typed. */
const USUAL = ['Purchasing', 'Finance', 'Marketing', 'Sales', 'IT']

/** Whom to ask for in a matter, and why them. */
export function RightContact({ id }: { id: string }) {
  const [department, setDepartment] = useState<string>()
  return (
    <Section title="Right contact for">
      <form
        className="actions right-contact"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = new FormData(event.currentTarget).get('department')
          if (typeof typed === 'string' && typed.trim() !== '') setDepartment(typed.trim())
        }}
      >
        {USUAL.map((name) => (
          <button key={name} type="button" aria-pressed={department === name} onClick={() => setDepartment(name)}>
            {name}
          </button>
        ))}
        <input name="department" aria-label="Another department" placeholder="another department" maxLength={200} />
        <button type="submit">Find</button>
      </form>
      {department !== undefined && <Found key={department} id={id} department={department} />}
    </Section>
  )
}

function Found({ id, department }: { id: string; department: string }) {
  const { api } = useApp()
  const found = useLoaded(`right ${id} ${department}`, (signal) => api.rightContact(id, department, signal))
  return (
    <Answer of={found} what="the right contact">
      {(view) => (
        <div role="status">
          <p className="words">{capital(view.words)}.</p>
          <ol className="rows">
            {view.contacts.map((contact) => (
              <li key={`${contact.golden} ${contact.company}`}>
                <Person contact={contact} at={view.company} />
                <span className="row-note">Why: {contact.because.join('; ')}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Answer>
  )
}
