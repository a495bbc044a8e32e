import { useState } from 'react'
import { number } from '../../words/words.ts'

export type Paging<Cursor> = {
  /** Where the page begins; undefined for the first one. */
  readonly after: Cursor | undefined
  /** How many rows come before it. */
  readonly from: number
  readonly onBack: (() => void) | undefined
  /** Turns to the page that begins there; undefined on the last one. */
  readonly onNext: (next: Cursor | undefined) => (() => void) | undefined
}

/** Pages that are turned over forwards, and back to where each began. Another question begins anew. */
export function usePaging<Cursor>(question: string, rowsAPage: number): Paging<Cursor> {
  const [at, setAt] = useState<{ question: string; before: readonly Cursor[] }>({ question, before: [] })
  const before = at.question === question ? at.before : []
  return {
    after: before.at(-1),
    from: before.length * rowsAPage,
    onBack: before.length > 0 ? () => setAt({ question, before: before.slice(0, -1) }) : undefined,
    onNext: (next) => (next === undefined ? undefined : () => setAt({ question, before: [...before, next] })),
  }
}

type Props = {
  /** Of what there are pages. */
  what: string
  from: number
  shown: number
  all: number
  onBack: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** Turns pages; nothing where there is one alone. */
export function Pages({ what, from, shown, all, onBack, onNext }: Props) {
  if (!onBack && !onNext) return null
  return (
    <nav className="pages" aria-label={`Pages of ${what}`}>
      <button type="button" disabled={!onBack} onClick={onBack}>
        Previous
      </button>
      <span className="muted">
        {number(from + 1)}–{number(from + shown)} of {number(Math.max(all, from + shown))}
      </span>
      <button type="button" disabled={!onNext} onClick={onNext}>
        Next
      </button>
    </nav>
  )
}
