import { useEffect } from 'react'
import { useApp, useSelect } from '../../state/app-context.ts'
import { untoasted } from '../../state/state.ts'

/** How long a message stays; long enough to reach its undo button by keyboard. */
const STAYS_MS = 9000

export function ToastBar() {
  const { update, actions } = useApp()
  const toast = useSelect((s) => s.toast)
  useEffect(() => {
    if (!toast || toast.tone === 'error') return
    const timer = setTimeout(() => update(untoasted), STAYS_MS)
    return () => clearTimeout(timer)
  }, [toast, update])
  if (!toast) return null
  const { undo } = toast
  return (
    <section className={`toast toast-${toast.tone}`} aria-label="Message">
      <span>{toast.text}</span>
      {undo !== undefined && (
        <button type="button" onClick={() => void actions.takeBack(undo)}>
          Undo
        </button>
      )}
      <button type="button" className="quiet" aria-label="Close message" onClick={() => update(untoasted)}>
        ✕
      </button>
    </section>
  )
}
