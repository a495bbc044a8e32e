import type { RecordInput } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Addresses } from './addresses.ts'
import type { VerifyAround } from './around.ts'

/**
 * Has providers asked, when it suits, about addresses of records whose source wants that by a policy. Nobody waits for it, and nothing
 * that is written depends on it: where it fails, `kith verify` asks later.
 */
export async function askForSources(
  records: readonly RecordInput[],
  { store, rules, log }: Pick<VerifyAround, 'store' | 'rules' | 'log'>,
  askLater: Addresses['askLater'],
): Promise<void> {
  try {
    const engine = await store.read((tx) => rules.engine(tx))
    for (const { addresses, hints } of records.filter((each) => wantsToAsk(engine, each)))
      await askLater(addresses, hints?.defaultCountry === undefined ? {} : { defaultCountry: hints.defaultCountry })
  } catch (error) {
    log(`addresses of new records could not be queued: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function wantsToAsk(engine: Engine, { entity, source, addresses }: RecordInput): boolean {
  if (addresses.length === 0) return false
  return engine.entities[entity].rules.validate.policies.some(
    ({ check, sources }) =>
      check.use === 'provedAddress' && check.ask === true && (sources === undefined || sources.includes(source)),
  )
}
