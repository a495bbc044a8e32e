import { type ReactNode, useEffect, useState } from 'react'
import type { Loaded } from '../../state/app-context.ts'

/** After so long an answer is late, and whoever waits is told that it is still on its way. */
const LATE_MS = 5_000

export function Loading({ what }: { what: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="notice loading" role="status">
      <span className="spinner" aria-hidden="true" /> Reading {what}…
      {late && <span className="slow">This takes longer than usual. The rest of the page can be used meanwhile.</span>}
    </p>
  )
}

export function Failed({ message, again }: { message: string; again: () => void }) {
  return (
    <div className="notice failed" role="alert">
      <p>{message}</p>
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  )
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="notice empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}

/** Shows an answer, or that it is on its way or did not come. A newer answer replaces an older one without a flash. */
export function Answer<T>({ of, what, children }: { of: Loaded<T>; what: string; children: (value: T) => ReactNode }) {
  if (of.status === 'failed') return <Failed message={of.message} again={of.again} />
  if (of.status === 'ready') return children(of.value)
  return of.last === undefined ? <Loading what={what} /> : children(of.last)
}
