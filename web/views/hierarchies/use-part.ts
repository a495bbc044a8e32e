import { type RefObject, useEffect, useState } from 'react'

export type Part = { left: number; top: number; width: number; height: number }

/** Drawn beyond what is in view, so that a little scrolling shows no gap. */
const MARGIN = 300

/** Which part of a scrolled element is in view, with a margin; follows scrolling and changes of size. */
export function usePart(holder: RefObject<HTMLElement | null>): Part & { inner: number } {
  const [part, setPart] = useState({ left: 0, top: 0, width: 1200, height: 900, inner: 600 })
  useEffect(() => {
    const node = holder.current
    if (!node) return
    let frame = 0
    const look = () => {
      frame = 0
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = node
      setPart({
        ...{ left: scrollLeft - MARGIN, top: scrollTop - MARGIN },
        ...{ width: clientWidth + 2 * MARGIN, height: clientHeight + 2 * MARGIN, inner: clientWidth },
      })
    }
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    look()
    const sizes = new ResizeObserver(soon)
    sizes.observe(node)
    node.addEventListener('scroll', soon, { passive: true })
    return () => {
      sizes.disconnect()
      node.removeEventListener('scroll', soon)
      cancelAnimationFrame(frame)
    }
  }, [holder])
  return part
}
