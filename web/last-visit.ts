const SEEN = 'kith.seen'
const BEFORE = 'kith.seen-before'

/** Up to which line of the feed somebody had seen, and when. */
export type Visit = { readonly seq: number; readonly at: string }

type Stores = { local: Storage; session: Storage }

/**
 * How far the feed was when this browser was here before; undefined on its first visit. It stays the same as long as the tab is
 * open, whatever is noted meanwhile.
 */
export function lastVisit({ local, session }: Stores = browser()): Visit | undefined {
  const kept = session.getItem(BEFORE)
  if (kept !== null) return visitIn(kept)
  const before = local.getItem(SEEN) ?? ''
  session.setItem(BEFORE, before)
  return visitIn(before)
}

/** Notes how far the feed is now, for the next visit. */
export function noteVisit(visit: Visit, stores: Stores = browser()): void {
  lastVisit(stores)
  stores.local.setItem(SEEN, `${visit.seq} ${visit.at}`)
}

function browser(): Stores {
  return { local: localStorage, session: sessionStorage }
}

function visitIn(text: string): Visit | undefined {
  const [, seq, at] = /^(\d+) (\S+)$/.exec(text) ?? []
  return seq === undefined || at === undefined ? undefined : { seq: Number(seq), at }
}
