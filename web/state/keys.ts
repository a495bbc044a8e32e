import { useEffect, useRef } from 'react'

/** Single keys, unless the user is typing. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const typing =
        target instanceof HTMLElement &&
        target.closest('input:not([type=checkbox], [type=range]), textarea, select, dialog') !== null
      const act = latest.current[event.key.toLowerCase()]
      if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
