import type { GraphNode } from '../../server/model/views.ts'
import type { Drawing } from '../scene.ts'
import { capital, plain } from '../words.ts'
import { Connections } from './connections.tsx'
import { Section } from './marks.tsx'
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
const INNER = new Set(['id', 'key', 'text', 'trace', 'lowHash', 'highHash'])

/** Properties as name and text; nothing for empty ones and for what is no plain value. */
export function factsOf(properties: Readonly<Record<string, unknown>>): [name: string, value: string][] {
  return Object.entries(properties).flatMap(([name, value]): [string, string][] => {
    if (INNER.has(name)) return []
    const text = Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? '' : String(value ?? '')
    return text === '' ? [] : [[name === 'amount' ? 'Amount in minor units' : capital(plain(name)), text]]
  })
}
