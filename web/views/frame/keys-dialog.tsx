import { useEffect, useRef, useState } from 'react'

const KEYS: readonly { title: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['/', 'search'],
      ['?', 'this list'],
      ['Esc', 'close what is open'],
    ],
  },
  {
    title: 'Outline of the canvas',
    keys: [
      ['↑ ↓', 'move'],
      ['← →', 'close and open a branch'],
      ['Enter', 'select; again: open, close'],
      ['O', 'open or close its records'],
      ['+', 'show what is beside it'],
      ['−', 'take that away again'],
      ['Delete', 'hide it'],
      ['X', 'pick it, to do something with several'],
      ['⇧ F10', 'all that can be done with it'],
      ['Ctrl Z', 'take the last step on the canvas back'],
    ],
  },
  {
    title: 'Review',
    keys: [
      ['S', 'the same'],
      ['D', 'different'],
      ['J K', 'next, and the one before'],
      ['N', 'skip'],
      ['U', 'take the last decision back'],
    ],
  },
]

/** The keys of the page, shown by `?`. */
export function KeysDialog() {
  const [open, setOpen] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const typing = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null
      if (event.key !== '?' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  useEffect(() => {
    if (open) dialog.current?.showModal()
  }, [open])
  if (!open) return null
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="keys-title" onClose={() => setOpen(false)}>
      <form method="dialog">
        <h2 id="keys-title">Keys</h2>
        {KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="keys">
              {keys.map(([name, does]) => (
                <div key={name}>
                  <dt>
                    <kbd>{name}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <div className="actions">
          <button type="submit" className="primary">
            Close
          </button>
        </div>
      </form>
    </dialog>
  )
}
