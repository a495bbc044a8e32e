import type { ReactNode } from 'react'

/** The part of a panel that scrolls; by keyboard too. */
export function PanelBody({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="panel-body" aria-label="Details" tabIndex={0}>
      {children}
    </section>
  )
}
