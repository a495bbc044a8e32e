import { SingleBar } from 'cli-progress'
import type { FetchProgress } from '../neo4j/fetch-neo4j.ts'

/** A progress bar on standard error for fetching Neo4j; plain lines where no terminal is. It shows only if there is something to fetch. */
export function fetchBar(): FetchProgress {
  let bar: SingleBar | undefined
  let done = false
  return (arrived, expected) => {
    if (done) return
    if (!bar) {
      bar = new SingleBar({
        format: 'fetching Neo4j [{bar}] {value}/{total} jars, once',
        stream: process.stderr,
        noTTYOutput: true,
        notTTYSchedule: 2000,
        hideCursor: true,
      })
      bar.start(expected, 0)
    }
    bar.update(arrived)
    done = arrived >= expected
    if (done) bar.stop()
  }
}
