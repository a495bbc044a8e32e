/** Turns of whoever wants to call: so many at once, so many a second. */
export type Pace = {
  /** Waits for a turn; undefined where it would take longer than may be waited. Whoever got one gives it back. */
  turn(mostMs: number): Promise<(() => void) | undefined>
}

export function openPace({ atOnce, perSecond }: { atOnce: number; perSecond?: number | undefined }): Pace {
  const everyMs = perSecond === undefined ? 0 : 1_000 / perSecond
  const waiting: (() => void)[] = []
  let busy = 0
  let nextAt = 0
  const free = () => {
    const next = waiting.shift()
    if (next) next()
    else busy -= 1
  }
  return {
    async turn(mostMs) {
      const at = Math.max(performance.now(), nextAt)
      const waitMs = at - performance.now()
      if (waitMs > mostMs) return undefined
      nextAt = at + everyMs
      if (busy < atOnce) busy += 1
      else await new Promise<void>((done) => waiting.push(done))
      const left = at - performance.now()
      if (left > 0) await new Promise((done) => setTimeout(done, left))
      return free
    },
  }
}
