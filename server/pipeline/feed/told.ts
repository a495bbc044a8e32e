import type { Golden } from '../../model/golden.ts'
import { isSaid, type Told } from '../../publish/replay.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { relationsByName } from '../../store/write/relations.ts'

/** Golden records as the feed tells of them: values, status, relations by name, members. */
export async function toldOf(tx: Tx, goldens: readonly Golden[]): Promise<Told[]> {
  const relations = await relationsByName(
    tx,
    goldens.map((golden) => golden.id),
  )
  return goldens.map(({ id, entity, members, values, status }) => {
    const all = { ...values, status, ...relations.get(id) }
    const said = Object.entries(all).filter(([, value]) => isSaid(value))
    return { id, entity, members, values: Object.fromEntries(said) }
  })
}
