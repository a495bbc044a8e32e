import { type ReactNode, useEffect, useRef } from 'react'

/** The title of what somebody waited for: it comes into view and takes the focus where they did. */
export function ResultTitle({ awaited, children }: { awaited: boolean; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!awaited) return
    title.current?.focus({ preventScroll: true })
    title.current?.scrollIntoView({ block: 'start' })
  }, [awaited])
  return (
    <h2 ref={title} tabIndex={-1}>
      {children}
    </h2>
  )
}
