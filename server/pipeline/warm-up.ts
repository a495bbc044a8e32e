import { SearchQuery } from '../model/arriving/search-query.ts'
import { RecordInput } from '../model/record.ts'
import { prepare } from '../rules/prepare.ts'
import type { Store } from '../store/graph/driver.ts'
import { arrive } from './arrive/upsert.ts'
import { search } from './ask/search.ts'
import type { RunContext } from './run/context.ts'
import { dayOf } from './run/context.ts'
import type { RulesInForce } from './run/rules-in-force.ts'
import { rehearse } from './steward/enact.ts'

/** Somebody of each entity. Two of a kind, so that they are compared, linked and joined. */
const VISITORS = ['1', '2'].flatMap((sourceId) => {
  const address = { line1: '1 Rehearsal Row', city: 'Nowhere', postcode: '00001', country: 'GB' }
  const fields = { email: ['rehearsal@kith.invalid'], phone: ['+44 20 7946 0000'] }
  const person = { ...fields, givenName: ['Prelude'], familyName: ['Rehearsal'], birthDate: ['1984-03-02'] }
  return [
    { entity: 'person', sourceId: `p${sourceId}`, fields: person },
    { entity: 'company', sourceId: `c${sourceId}`, fields: { ...fields, name: ['Rehearsal Row Ltd'] } },
    { entity: 'contact', sourceId: `k${sourceId}`, fields: { ...person, 'company.id': [`c${sourceId}`] } },
  ].map((given) => RecordInput.parse({ source: 'kith-rehearsal', addresses: [address], ...given }))
})

/**
 * Takes in somebody of each entity, looks for them and takes it all back. The database plans each of some fifty statements when it first
 * meets them, and runs its own code slowly until it has compiled it: seconds that the first caller need not wait for.
 */
export async function warmUp(store: Store, rules: RulesInForce, context: RunContext): Promise<void> {
  await rehearse(store, async (tx) => {
    const engine = await rules.engine(tx)
    const records = VISITORS.map((visitor) => prepare(visitor, engine, dayOf(context.now())))
    await arrive(tx, records, engine, context)
    for (const text of ['Prelude Rehearsal', 'Rehearsal Row'])
      await search(tx, SearchQuery.parse({ text }), engine, context.now)
  })
}
