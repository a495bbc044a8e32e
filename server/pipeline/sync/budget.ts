import type { RecordId } from '../../model/ids.ts'
import { differencesOf, lookAt } from './standings.ts'
import type { Work } from './work.ts'

const PAGE = 200

/** How many of the records would be written, by what is known of them. */
export async function countWrites(
  { store, rules, system }: Pick<Work, 'store' | 'rules' | 'system'>,
  records: readonly RecordId[],
): Promise<number> {
  let writes = 0
  for (let at = 0; at < records.length; at += PAGE)
    writes += await store.read(async (tx) => {
      const engine = await rules.engine(tx)
      const looked = await lookAt(tx, system, records.slice(at, at + PAGE), engine)
      return looked.filter((each) => differencesOf(each, engine).differences.some(({ is }) => is === 'write')).length
    })
  return writes
}
