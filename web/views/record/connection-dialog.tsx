import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { GoldenView } from '../../../server/model/views.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import type { Named } from '../../state/record-state.ts'
import { capital, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { PickGolden } from '../plan/pick-golden.tsx'

type Props = { view: Pick<GoldenView, 'id' | 'name'>; near: readonly Named[]; onClose: () => void }

/** How two are connected: over whom and what, in words, and on the canvas. */
export function ConnectionDialog({ view, near, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [picked, setPicked] = useState<Named>()
  const [past, setPast] = useState(false)
  const id = useId()
  useLayoutEffect(() => {
    const node = dialog.current
    node?.showModal()
    return () => node?.close()
  }, [])
  return (
    <dialog className="dialog dialog-wide" ref={dialog} aria-labelledby={id} onCancel={onClose}>
      <h2 id={id}>How is {view.name} connected with somebody?</h2>
      <PickGolden label="With whom" except={view.id} near={near} picked={picked} onPick={setPicked} />
      <label className="check">
        <input type="checkbox" checked={past} onChange={(event) => setPast(event.target.checked)} />
        Over former addresses, jobs and households too
      </label>
      {picked && <Paths from={view.id} to={picked} past={past} onShown={onClose} />}
      <div className="actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  )
}

type PathsProps = { from: string; to: Named; past: boolean; onShown: () => void }

/** The ways from one golden record to another, the shortest first. */
export function Paths({ from, to, past, onShown }: PathsProps) {
  const { api, actions } = useApp()
  const found = useLoaded(`paths ${from} ${to.id} ${past}`, (signal) => api.paths(from, to.id, past, signal))
  return (
    <Answer of={found} what="how they are connected">
      {({ paths }) =>
        paths.length === 0 ? (
          <p className="words">
            Nothing connects them within six steps. What very many people share was not counted as a connection.
          </p>
        ) : (
          <>
            <p className="words">{plural(paths.length, 'way', 'ways')} from one to the other, the shortest first.</p>
            <ol className="paths">
              {paths.map((path) => (
                <li key={path.words}>
                  {path.steps.map((step) => (
                    <span key={step.words} className={step.past ? 'former' : ''}>
                      {capital(step.words)}.{' '}
                    </span>
                  ))}
                </li>
              ))}
            </ol>
            <button
              type="button"
              onClick={() => {
                void actions.expandPaths(from, to.id, past)
                onShown()
              }}
            >
              Show on the canvas
            </button>
          </>
        )
      }
    </Answer>
  )
}
