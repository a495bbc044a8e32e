import type { VerdictTold } from '../steward/address-words.ts'
import type { SaidOfAddress } from './around.ts'

/** What a provider said, as the word about an address that golden records are made with. */
export function verdictTold({ key, verdict, proved, proposal, by, at }: SaidOfAddress): VerdictTold {
  const { name, version, code } = by
  return { key, verdict, provider: name, version, at, body: JSON.stringify({ proved, code, proposal }) }
}
