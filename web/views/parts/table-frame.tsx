import type { ReactNode } from 'react'

/** Holds a table that may be wider than the screen: it scrolls by itself, by keyboard too, and the page stays as it is. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reachable by keyboard
    <section className="table-frame" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
