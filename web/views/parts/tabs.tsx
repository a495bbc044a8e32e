import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

type Tab = { readonly name: string; readonly content: () => ReactNode }

type Props = {
  label: string
  tabs: readonly Tab[]
  /** Name of the one that is open at first; the first one without it. */
  first?: string | undefined
}

/** A few views of one thing; arrow keys move between them. Only the open one is rendered. */
export function Tabs({ label, tabs, first }: Props) {
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      tabs.findIndex(({ name }) => name === first),
    ),
  )
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const open = tabs[at] ?? tabs[0]
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    const next = (at + by + tabs.length) % tabs.length
    setAt(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <>
      <div className="subtabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown} tabIndex={-1}>
        {tabs.map((tab, i) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-tab-${i}`}
            aria-selected={i === at}
            aria-controls={`${id}-panel`}
            tabIndex={i === at ? 0 : -1}
            onClick={() => setAt(i)}
          >
            {tab.name}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a tab panel that scrolls is reachable by keyboard */}
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${at}`} className="panel-body" tabIndex={0}>
        {open?.content()}
      </div>
    </>
  )
}
