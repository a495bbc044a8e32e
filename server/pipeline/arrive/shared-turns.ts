/** What waits for its turn: who may share it, and what it is about. */
export type Turn = {
  /** Pieces of one group may be done together. */
  readonly group: string
  /** Two pieces about the same thing are never done together, and the one that came first goes first. */
  readonly about: readonly string[]
}

type Waiting<P, R> = { piece: P; done: (result: R) => void; fail: (error: unknown) => void }

/**
 * Runs pieces of work one turn after another, and those that wait meanwhile together in the next turn. Writers of one process that wait
 * here do not wait for each other's locks in the database, where many at once end in deadlocks that are tried again and
 * again; and a turn of twenty takes little longer than a turn of one. Where a turn of several fails, each piece gets a turn
 * of its own, so that only the one at fault fails.
 * @param most things that one turn is about; a single piece may be about more
 */
export function sharedTurns<P extends Turn, R>(
  work: (pieces: readonly P[]) => Promise<R>,
  most: number,
): (piece: P) => Promise<R> {
  let waiting: Waiting<P, R>[] = []
  let isRunning = false

  /** The first that waits, and all that may go with it. */
  function take(): Waiting<P, R>[] {
    const taken: Waiting<P, R>[] = []
    const rest: Waiting<P, R>[] = []
    const seen = new Set<string>()
    let count = 0
    for (const one of waiting) {
      const { group, about } = one.piece
      const first = taken[0]
      const fits = !first || (group === first.piece.group && count + about.length <= most)
      const goes = fits && !about.some((thing) => seen.has(thing))
      for (const thing of about) seen.add(thing)
      if (goes) count += about.length
      ;(goes ? taken : rest).push(one)
    }
    waiting = rest
    return taken
  }

  async function attempt(turn: readonly Waiting<P, R>[]): Promise<void> {
    try {
      const result = await work(turn.map(({ piece }) => piece))
      for (const { done } of turn) done(result)
    } catch (error) {
      if (turn.length === 1) turn[0]?.fail(error)
      else for (const one of turn) await attempt([one])
    }
  }

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) await attempt(take())
    isRunning = false
  }

  return (piece) =>
    new Promise<R>((done, fail) => {
      waiting.push({ piece, done, fail })
      if (!isRunning) void run()
    })
}
