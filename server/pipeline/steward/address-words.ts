import { type AddressWord, type WordDraft, wordOf } from '../../model/addresses/address-word.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { lockCleanAddresses, putWords, withdrawWords, wordsByIds, writersOf } from '../../store/write/address-words.ts'
import { lockRecords } from '../../store/write/records.ts'
import { closeLedger } from '../feed/close-ledger.ts'
import { type Ledger, openLedger } from '../feed/ledger.ts'
import { resettle } from '../resolve/resettle.ts'
import type { EntityWork } from '../resolve/resolve.ts'
import { flow } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/** Words that one transaction keeps. */
const BATCH = 100

/** What a verifier found of an address. */
export type VerdictTold = Pick<WordDraft, 'key' | 'at' | 'provider' | 'version' | 'body'> & {
  verdict: NonNullable<WordDraft['verdict']>
}

/** Keeps verdicts; golden records of whoever writes the addresses follow at once. @returns how many were not known. */
export async function noteVerdicts(
  store: Store,
  verdicts: readonly VerdictTold[],
  rules: RulesInForce,
  context: RunContext,
): Promise<number> {
  let fresh = 0
  for (let i = 0; i < verdicts.length; i += BATCH) {
    const words = verdicts.slice(i, i + BATCH).map((told) => wordOf({ ...told, ...signed(context), kind: 'verdict' }))
    fresh += await store.write(async (tx) => (await keepWords(tx, words, await rules.engine(tx), context)).size)
  }
  return fresh
}

/** Takes a word back: it stays on record, and counts for nothing. @throws ProblemError `address-word.not-found` */
export async function withdrawWord(
  store: Store,
  id: string,
  rules: RulesInForce,
  context: RunContext,
): Promise<{ goldens: string[] }> {
  return store.write(async (tx) => {
    const [word] = await wordsByIds(tx, [id])
    if (!word || word.withdrawnAt !== undefined)
      return fail('address-word.not-found', `there is no word ${id} that stands`)
    const { receivedAt: at, by } = signed(context)
    const goldens = await changing(tx, [word], await rules.engine(tx), context, () =>
      withdrawWords.run(tx, { ids: [id], at, by }),
    )
    return { goldens }
  })
}

/** Who tells it, and when Kith hears of it. */
export function signed({ actor, now }: RunContext): Pick<WordDraft, 'by' | 'receivedAt'> {
  return { by: actor.user ?? actor.key, receivedAt: now().toISOString() }
}

/**
 * Keeps words and works the golden records of whoever writes their addresses out again, in the transaction that is open.
 * @returns ids of those that were not told before
 */
export async function keepWords(
  tx: Tx,
  words: readonly AddressWord[],
  engine: Engine,
  context: RunContext,
): Promise<ReadonlySet<string>> {
  const told = new Map(words.map((word) => [word.id, word]))
  for (const { id } of await wordsByIds(tx, [...told.keys()])) told.delete(id)
  const rows = [...told.values()].sort((a, b) => compareIds(a.id, b.id))
  if (rows.length > 0) await changing(tx, rows, engine, context, () => putWords.run(tx, { rows }))
  return new Set(told.keys())
}

/**
 * Changes what is told of addresses: golden records are worked out again where words about them change, records are read anew where what
 * was accepted in the place of their addresses does. Whoever brings a record that writes one of them waits, or is waited for: their records are
 * locked first, as everywhere, then the addresses; what came meanwhile is looked for again.
 * @returns golden records that write any of them
 */
async function changing(
  tx: Tx,
  words: readonly Pick<AddressWord, 'key' | 'kind'>[],
  engine: Engine,
  context: RunContext,
  change: () => Promise<unknown>,
): Promise<GoldenId[]> {
  const sorted = [...new Set(words.map(({ key }) => key))].sort(compareIds)
  const before = await writersOf.run(tx, { keys: sorted })
  const ids = [...new Set(before.map(({ record }) => record))].sort(compareIds)
  if (ids.length > 0) await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: false })) })
  await lockCleanAddresses.run(tx, { keys: sorted })
  await change()
  const writers = await writersOf.run(tx, { keys: sorted })
  const ledger = openLedger(context)
  if (words.some(({ kind }) => kind === 'corrected')) await readAnew(tx, writers, engine, ledger)
  else await workOutAgain(tx, writers, engine, ledger)
  await closeLedger(tx, ledger)
  const goldens = await writersOf.run(tx, { keys: sorted })
  return [...new Set(goldens.flatMap(({ golden }) => golden ?? []))].sort(compareIds)
}

type Writers = Awaited<ReturnType<typeof writersOf.run>>

async function readAnew(tx: Tx, writers: Writers, engine: Engine, ledger: Ledger): Promise<void> {
  const batches = EntityName.options.map((entity): EntityWork => {
    return { entity, put: [], remove: [], touch: [], reread: recordsOf(entity, writers) }
  })
  await flow(tx, batches, engine, ledger)
}

async function workOutAgain(tx: Tx, writers: Writers, engine: Engine, ledger: Ledger): Promise<void> {
  // Contacts follow their companies, as they do wherever records are resolved.
  for (const name of ['company', 'contact', 'person'] as const) {
    const own = recordsOf(name, writers)
    if (own.length > 0) await resettle(tx, name, own, engine, ledger)
  }
}

function recordsOf(name: EntityName, writers: Writers): RecordId[] {
  return [...new Set(writers.flatMap(({ entity, record }) => (entity === name ? record : [])))]
}
