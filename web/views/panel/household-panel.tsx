import { EVENT_WORDS } from '../../../server/model/life-event.ts'
import type { GraphNode } from '../../../server/model/views.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { day } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { Section } from '../parts/marks.tsx'
import { PanelBody } from './panel-body.tsx'
import { PanelHead } from './panel-head.tsx'

/** People who live together, where, and why they count as one household. */
export function HouseholdPanel({ node }: { node: GraphNode }) {
  const { api, actions } = useApp()
  const household = useLoaded(`household ${node.id}`, (signal) => api.household(node.id, signal))
  return (
    <>
      <PanelHead node={node} />
      <PanelBody>
        <Answer of={household} what="the household">
          {(view) => (
            <>
              <p className="words">Why: {view.reason}.</p>
              {view.address && (
                <Section title="Address">
                  <p>{view.address.text}</p>
                </Section>
              )}
              <Section title="Members" count={view.members.length}>
                <ul className="rows">
                  {view.members.map((member) => (
                    <li key={member.golden}>
                      <button type="button" className="row-link" onClick={() => void actions.visit(member.golden)}>
                        {member.name}
                      </button>
                      <span className="muted row-note">
                        {[
                          member.golden === view.head?.golden && `mail goes to them: ${view.head.reason}`,
                          member.from && `since ${day(member.from)}`,
                        ]
                          .filter(Boolean)
                          .join(', ')}
                      </span>
                    </li>
                  ))}
                </ul>
              </Section>
              {view.former && view.former.length > 0 && (
                <Section title="Lived here before" count={view.former.length}>
                  <ul className="rows">
                    {view.former.map(({ golden, name, to }) => (
                      <li key={`${golden} ${to}`}>
                        {name} <span className="muted row-note">{to && `until ${day(to)}`}</span>
                      </li>
                    ))}
                  </ul>
                </Section>
              )}
              {view.events && view.events.length > 0 && (
                <Section title="What happened" count={view.events.length}>
                  <ul className="rows">
                    {view.events.map(({ id, name, kind, at, status, evidence }) => (
                      <li key={id} title={evidence.join('; ')}>
                        {name} {EVENT_WORDS[kind]}{' '}
                        <span className="muted row-note">
                          {day(at)}
                          {status === 'found' ? '' : `, ${status}`}
                        </span>
                      </li>
                    ))}
                  </ul>
                </Section>
              )}
            </>
          )}
        </Answer>
      </PanelBody>
    </>
  )
}
