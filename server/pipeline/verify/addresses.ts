import type {
  AddressAnswer,
  AddressConfirmation,
  AddressQueue,
  AddressSuggestion,
  ProviderView,
} from '../../model/addresses/address-answer.ts'
import type { Actor } from '../../model/change.ts'
import type { AddressInput } from '../../model/record.ts'
import type { VerifyAround } from './around.ts'
import { openAsking } from './asking.ts'
import { type BatchOptions, type BatchOutcome, verifyAll } from './batch.ts'
import { type Confirming, confirmAddress } from './confirm.ts'
import { type AddressRunner, openAddressRunner } from './jobs.ts'
import { openLines } from './lines.ts'
import { standingOf } from './standing.ts'
import { refreshHints, type SuggestOptions, suggest } from './suggest.ts'
import { askLater, type VerifyOptions, verifyAddresses } from './verify.ts'

/** Whether addresses are right: while somebody types, over night, and later where a provider could not be heard. */
export type Addresses = {
  /** One answer an address, in their order, within a second whatever providers do. */
  verify(inputs: readonly AddressInput[], options: VerifyOptions): Promise<AddressAnswer[]>
  /** Has providers asked about addresses when it suits. @returns how many of them wait by now */
  askLater(inputs: readonly AddressInput[], options: VerifyOptions): Promise<number>
  suggest(typed: string, options: SuggestOptions): Promise<AddressSuggestion[]>
  /** @throws ProblemError `address.stale`, `request.invalid` */
  confirm(choice: Confirming, actor: Actor): Promise<AddressConfirmation>
  providers(): Promise<{ providers: ProviderView[]; queue: AddressQueue }>
  /** All addresses of the graph, or of a source. */
  verifyAll(options: BatchOptions): Promise<BatchOutcome>
  /** Looks up anew which streets and towns are offered. */
  refreshHints(): Promise<void>
  /** Asks about what waits. */
  readonly runner: AddressRunner
}

export function openAddresses(around: VerifyAround, holder: string): Addresses {
  const lines = openLines(around)
  const asking = openAsking(around, lines)
  return {
    verify: (inputs, options) => verifyAddresses(inputs, options, around, lines, asking),
    askLater: (inputs, options) => askLater(inputs, options, around, lines, asking),
    suggest: (typed, options) => suggest(typed, options, around),
    confirm: (choice, actor) => confirmAddress(choice, actor, around, asking),
    providers: () => standingOf(around, lines),
    verifyAll: (options) => verifyAll(options, around, lines, asking),
    refreshHints: () => refreshHints(around, 0),
    runner: openAddressRunner(around, { lines, asking, holder }),
  }
}
