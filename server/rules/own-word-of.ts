import type { RecordInput } from '../model/record.ts'
import type { Mark } from '../model/sync/mark.ts'
import type { EntityEngine } from './engine.ts'
import { ownWord } from './own-word.ts'
import { type Prepared, prepareBy } from './prepare.ts'

/** What is stored of a record in whose system Kith wrote; of others nothing. */
type Stored = { readonly own?: RecordInput | undefined; readonly sent?: readonly Mark[] | undefined } | undefined

/** An arriving record as its source's own word: what Kith wrote in its system is no evidence there. */
export function ownWordOf(
  prepared: Prepared,
  stored: Stored,
  engine: EntityEngine,
  { today, readBack = false }: { today: string; readBack?: boolean | undefined },
): Prepared {
  const { own: before, sent = [] } = stored ?? {}
  if (!before || (!before.written && sent.length === 0)) return prepared
  const { input, anew } = ownWord(prepared.input, { input: before, sent }, engine.standardise, readBack)
  const made = prepareBy(input, engine, today)
  return anew.length > 0 ? { ...made, anew } : made
}
