import type { AddressSuggestion } from '../../model/addresses/address-answer.ts'
import type { AddressCheck, AddressProposal } from '../../model/addresses/address-check.ts'
import type { AddressInput, StandardAddress } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { ProviderFile } from '../../verify/providers/definitions.ts'
import type { AddressProvider } from '../../verify/providers/provider.ts'
import type { ProviderDefinition } from '../../verify/providers/provider-shape.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/** What looks at addresses without asking anybody, under the rules in force. */
export type AddressDesk = {
  check(input: AddressInput, defaultCountry: string | undefined): AddressCheck
  clean(input: AddressInput, defaultCountry: string | undefined): StandardAddress | undefined
  /** Lines of an envelope, as the country of the parts writes them. */
  lines(parts: AddressProposal['parts']): string[]
  /** Places that begin with what somebody types, the likeliest first. */
  places(begins: string, country: string | undefined, limit: number): AddressSuggestion[]
}

/** What was said of an address by somebody who may say it: an input of the golden record, with its own time. */
export type SaidOfAddress = {
  /** Key of the cleaned address. */
  readonly key: string
  readonly verdict: AddressCheck['verdict']
  readonly proved?: AddressCheck['proved'] | undefined
  /** Absent where a provider's terms do not let it be stored. */
  readonly proposal?: AddressProposal | undefined
  readonly by: { readonly name: string; readonly version: string; readonly code?: string | undefined }
  readonly at: string
}

/** What the address service needs of the rest of Kith. */
export type VerifyAround = {
  readonly store: Store
  readonly rules: RulesInForce
  now(): Date
  log(line: string): void
  /** What files define, read anew each time. */
  files(): readonly ProviderFile[]
  /** For how long files are taken to be as they were read (ms): every check asks for them. */
  readonly freshMs: number
  open(definition: ProviderDefinition): AddressProvider
  reader(engine: Engine): AddressDesk
  /** Takes what providers said. It may hear the same twice. */
  note(said: readonly SaidOfAddress[]): Promise<void>
}

/** Rules in force are asked for no more often: a check that is told by those of a second ago is as good. */
const FRESH_MS = 1_000

const latest = new WeakMap<RulesInForce, { readonly at: number; readonly reader: Promise<AddressDesk> }>()

/** The reader under the rules in force, which who waits for an answer does not wait for each time. */
export function readerIn({
  store,
  rules,
  reader,
}: Pick<VerifyAround, 'store' | 'rules' | 'reader'>): Promise<AddressDesk> {
  const known = latest.get(rules)
  if (known && performance.now() - known.at < FRESH_MS) return known.reader
  const asked = store.read((tx) => rules.engine(tx)).then(reader)
  latest.set(rules, { at: performance.now(), reader: asked })
  asked.catch(() => latest.delete(rules))
  return asked
}
