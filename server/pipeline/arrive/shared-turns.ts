import { fail } from '../../model/problem.ts'

/** What waits for its turn: who may share it, and what it is about. */
export type Turn = {
  /** Pieces of one group may be done together. */
  readonly group: string
  /** Two pieces about the same thing are never done together, and the one that came first goes first. */
  readonly about: readonly string[]
}

export type TurnLimits = {
  /** Things that one turn is about; a single piece may be about more. */
  most: number
  /** A piece about more things than this goes in the lane of the long ones. */
  quick: number
  /** Things that all who wait may be about. */
  waiting: number
}

type Waiting<P, R> = { piece: P; done: (result: R) => void; fail: (error: unknown) => void }

/**
 * Runs pieces of work one turn after another, and those that wait meanwhile together in the next turn. Writers of one process that wait
 * here do not wait for each other's locks in the database, where many at once end in deadlocks that are tried again and
 * again; and a turn of twenty takes little longer than a turn of one. Where a turn of several fails, each piece gets a turn
 * of its own, so that only the one at fault fails.
 *
 * There are two lanes, side by side: who brings one thing does not wait while somebody else's five hundred are worked on,
 * unless they are about the same thing.
 * @throws ProblemError `graph.busy`, from what is returned, when too much waits already
 */
export function sharedTurns<P extends Turn, R>(
  work: (pieces: readonly P[]) => Promise<R>,
  limits: TurnLimits,
): (piece: P) => Promise<R> {
  type Lane = { takes: (piece: P) => boolean; running: readonly Waiting<P, R>[] }
  const isQuick = ({ about }: P) => about.length <= limits.quick
  const lanes: readonly Lane[] = [
    { takes: isQuick, running: [] },
    { takes: (piece) => !isQuick(piece), running: [] },
  ]
  let waiting: Waiting<P, R>[] = []
  let load = 0

  /** The first that waits for a lane, and all that may go with it. */
  function take(lane: Lane): Waiting<P, R>[] {
    const taken: Waiting<P, R>[] = []
    const rest: Waiting<P, R>[] = []
    const seen = new Set(lanes.flatMap(({ running }) => running.flatMap(({ piece }) => piece.about)))
    let count = 0
    for (const one of waiting) {
      const { group, about } = one.piece
      const first = taken[0]
      const fits = !first || (group === first.piece.group && count + about.length <= limits.most)
      const goes = lane.takes(one.piece) && fits && !about.some((thing) => seen.has(thing))
      for (const thing of about) seen.add(thing)
      if (goes) count += about.length
      ;(goes ? taken : rest).push(one)
    }
    waiting = rest
    load -= count
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

  /** Sets off whatever can go: the end of a turn may be what a piece of the other lane waited for. */
  function go(): void {
    for (const lane of lanes) {
      if (lane.running.length > 0) continue
      lane.running = take(lane)
      if (lane.running.length === 0) continue
      void attempt(lane.running).then(() => {
        lane.running = []
        go()
      })
    }
  }

  return (piece) =>
    new Promise<R>((done, failing) => {
      if (load > 0 && load + piece.about.length > limits.waiting)
        fail('graph.busy', `more than ${limits.waiting} records wait to be taken in; send this again a little later`)
      waiting.push({ piece, done, fail: failing })
      load += piece.about.length
      go()
    })
}
