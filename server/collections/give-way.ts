import { setImmediate } from 'node:timers/promises'

/** Work of this length holds up nobody whom a person would see waiting. */
const SLICE_MS = 10

/** A pause to be asked for between the pieces of long work: it lets others go first whenever the work has had its slice of time. */
export function givesWay(sliceMs = SLICE_MS): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await setImmediate()
    since = performance.now()
  }
}
