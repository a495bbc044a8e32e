import { ago, ahead, lengthOf } from '../../words/sync-words.ts'
import { minute } from '../../words/words.ts'

type Moment = { at: string; now: number }

/** When something was: `4 min ago`. The moment itself is a hover away. */
export function Ago({ at, now }: Moment) {
  return (
    <time dateTime={at} title={minute(at)}>
      {ago(at, now)}
    </time>
  )
}

/** How long something has been so: `4 min`. */
export function Since({ at, now }: Moment) {
  return (
    <time dateTime={at} title={`since ${minute(at)}`}>
      {lengthOf(now - Date.parse(at))}
    </time>
  )
}

/** When something will be: `in 12 s`. */
export function Ahead({ at, now }: Moment) {
  return (
    <time dateTime={at} title={minute(at)}>
      {ahead(at, now)}
    </time>
  )
}
