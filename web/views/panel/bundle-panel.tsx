import { BUNDLE_STEP, type Bundle, bundleName } from '../../canvas/bundles.ts'
import { nodeName } from '../../canvas/elements.ts'
import { useApp } from '../../state/app-context.ts'
import { unpacked } from '../../state/canvas-state.ts'
import { select } from '../../state/state.ts'
import { number } from '../../words/words.ts'
import { KindMark, Section } from '../parts/marks.tsx'
import { PanelBody } from './panel-body.tsx'

/** Rows of the list; who looks for more than these looks in the lists. */
const ROWS = 200

/** Many neighbours of one kind that are drawn as one: a few more at a time, all of them, or one of the list. */
export function BundlePanel({ bundle }: { bundle: Bundle }) {
  const { update } = useApp()
  const { id, kind, inside } = bundle
  return (
    <>
      <div className="panel-head">
        <div className="panel-title">
          <KindMark kind={kind} />
          <h2>{bundleName(bundle)}</h2>
        </div>
        <div className="actions">
          <button type="button" onClick={() => update(unpacked(id))}>
            Show {number(Math.min(BUNDLE_STEP, inside.length))} more
          </button>
          <button type="button" onClick={() => update(unpacked(id, true))}>
            Show all {number(inside.length)}
          </button>
        </div>
      </div>
      <PanelBody>
        <Section title="In it" count={inside.length}>
          <ul className="rows">
            {inside.slice(0, ROWS).map((node) => (
              <li key={node.id}>
                <KindMark kind={node.kind} small />
                <button type="button" className="row-link" onClick={() => update(select(node.id))}>
                  {nodeName(node)}
                </button>
                <span className="muted row-note">{node.detail}</span>
              </li>
            ))}
          </ul>
          {inside.length > ROWS && <p className="muted small">And {number(inside.length - ROWS)} more.</p>}
        </Section>
      </PanelBody>
    </>
  )
}
