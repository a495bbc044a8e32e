import { type EdgeLook, edgeLook, LOOK_WORDS, NODE_KINDS, type NodeKind } from '../../canvas/elements.ts'
import type { Drawing } from '../../canvas/scene.ts'
import type { Tinted } from '../../canvas/tint.ts'
import { KindMark } from '../parts/marks.tsx'

/** What shapes and lines mean, for those that are on the canvas. */
export function Legend({ drawing, tints }: { drawing: Drawing; tints: Tinted | undefined }) {
  const kinds = (Object.keys(NODE_KINDS) as NodeKind[]).filter((kind) =>
    drawing.nodes.some((node) => node.kind === kind),
  )
  const used = new Set(drawing.edges.map((edge) => edgeLook(edge.type)))
  const looks = (Object.keys(LOOK_WORDS) as EdgeLook[]).filter((look) => used.has(look))
  return (
    <section className="legend" aria-label="Legend">
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            <KindMark kind={kind} small /> {NODE_KINDS[kind].one}
          </li>
        ))}
        {tints?.legend.map(({ shade, words }) => (
          <li key={words}>
            <span className={`tint tint-${shade}`} /> {words}
          </li>
        ))}
        {looks.map((look) => (
          <li key={look}>
            <svg className={`line line-${look}`} width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
              <line x1="1" y1="5" x2="25" y2="5" />
            </svg>
            {LOOK_WORDS[look]}
          </li>
        ))}
      </ul>
    </section>
  )
}
