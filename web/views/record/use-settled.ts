import { useEffect, useState } from 'react'

/** Moving along should not ask for everything that is passed. */
const PAUSE_MS = 250

/** A value, once it has rested for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
