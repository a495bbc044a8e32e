import type { GraphNode } from '../../../server/model/views.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { money } from '../../words/money.ts'
import { capital, day, minute, plain } from '../../words/words.ts'
import { Section } from '../parts/marks.tsx'
import { Connections } from './connections.tsx'
import { PanelBody } from './panel-body.tsx'
import { PanelHead } from './panel-head.tsx'

/** A node without a view of its own: its properties and what it is connected with on the canvas. */
export function PlainPanel({ node, drawing }: { node: GraphNode; drawing: Drawing }) {
  const properties = factsOf(node.properties)
  return (
    <>
      <PanelHead node={node} />
      <PanelBody>
        {node.detail !== '' && <p className="words">{node.detail}</p>}
        {properties.length > 0 && (
          <Section title="Properties">
            <Facts facts={properties} />
          </Section>
        )}
        <Connections node={node} drawing={drawing} />
      </PanelBody>
    </>
  )
}

export function Facts({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Properties that are shown elsewhere or say nothing to a reader. */
const INNER = new Set(['id', 'key', 'text', 'trace', 'lowHash', 'highHash', 'seq', 'hash', 'body', 'decision'])

/** Properties as name and text; nothing for empty ones and for what is no plain value. */
export function factsOf(properties: Readonly<Record<string, unknown>>): [name: string, value: string][] {
  return Object.entries(properties).flatMap(([name, value]): [string, string][] => {
    if (INNER.has(name)) return []
    const text = name === 'amount' ? amountOf(properties) : factText(value)
    return text === '' ? [] : [[capital(plain(name)), text]]
  })
}

function amountOf({ amount, currency }: Readonly<Record<string, unknown>>): string {
  return typeof amount === 'number' ? money(amount, typeof currency === 'string' ? currency : undefined) : ''
}

/** A plain value as a person reads it: an instant as a day and a time, a decimal fraction cut short. */
function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).filter(Boolean).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Math.round(value * 1000) / 1000)
  if (typeof value !== 'string') return ''
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? minute(value) : /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value
}
