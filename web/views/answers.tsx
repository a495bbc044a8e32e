import type { ReactNode } from 'react'
import type { Loaded } from '../app-context.ts'

export function Loading({ what }: { what: string }) {
  return (
    <p className="notice loading" role="status">
      <span className="spinner" aria-hidden="true" /> Reading {what}…
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
