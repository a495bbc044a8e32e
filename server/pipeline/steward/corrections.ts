import { addressLine } from '../../model/address-line.ts'
import type { AddressProposal } from '../../model/addresses/address-check.ts'
import type { AddressCorrection, CorrectionOutcome } from '../../model/addresses/address-correction.ts'
import { type AddressWord, proposalOf, wordOf } from '../../model/addresses/address-word.ts'
import { compareIds } from '../../model/ids.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { AddressInput, StandardAddress } from '../../model/record.ts'
import { correctionsAmong, partsMeant } from '../../rules/accepted.ts'
import { cleanAddress } from '../../rules/clean-address.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { wordsByIds, wordsOfKeys, writersOf } from '../../store/write/address-words.ts'
import { canonicalJson } from '../../text/hash.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { keepWords, signed } from './address-words.ts'

/** Who says what is meant, where no verifier proposed it. */
const STEWARD = 'steward'

/**
 * Accepts what is meant by addresses. In every record that writes one, now or later, it takes the place of what was read; block keys, links
 * and golden records follow in the same transaction. Each has its own outcome, in the order given; one that will not do stops no other.
 */
export async function acceptCorrections(
  store: Store,
  corrections: readonly AddressCorrection[],
  rules: RulesInForce,
  context: RunContext,
): Promise<CorrectionOutcome[]> {
  const outcomes: CorrectionOutcome[] = []
  for (const correction of corrections)
    outcomes.push(
      await store
        .write(async (tx) => acceptOne(tx, correction, await rules.engine(tx), context))
        .catch((error: unknown): CorrectionOutcome => {
          if (error instanceof ProblemError) return { outcome: 'rejected', goldens: [], problem: error.problem }
          throw error
        }),
    )
  return outcomes
}

async function acceptOne(
  tx: Tx,
  correction: AddressCorrection,
  engine: Engine,
  context: RunContext,
): Promise<CorrectionOutcome> {
  const { key, meant, provider, version } = await accepted(tx, correction)
  const right = cleanAddress(engine.standardise, meant)
  if (!right) return fail('request.invalid', 'what is meant says nothing', { field: 'meant' })
  if (right.key === key) return fail('request.invalid', 'that is what the address says already', { field: 'meant' })
  if (await leadsTo(tx, right, key, engine))
    return fail('request.invalid', 'this very address was put right to be the other: withdraw that word first', {
      field: 'meant',
    })
  const text = canonicalJson(meant)
  const address = addressLine({ ...right, line2: undefined })
  const known = correctionsAmong(await wordsOfKeys(tx, [key])).get(key)
  const isKnown = known?.meant === text
  const word = isKnown
    ? known
    : wordOf({
        ...{ key, kind: 'corrected', meant: text, provider, at: context.now().toISOString(), ...signed(context) },
        ...(version === undefined ? {} : { version }),
        body: JSON.stringify({ address }),
      })
  if (!isKnown) await keepWords(tx, [word], engine, context)
  const writers = await writersOf.run(tx, { keys: [key] })
  const goldens = [...new Set(writers.flatMap(({ golden }) => golden ?? []))].sort(compareIds)
  return { outcome: isKnown ? 'known' : 'kept', key, to: right.key, address, word: word.id, goldens }
}

type Accepted = Pick<AddressWord, 'key' | 'provider' | 'version'> & { meant: AddressInput }

async function accepted(tx: Tx, correction: AddressCorrection): Promise<Accepted> {
  if ('word' in correction) {
    const [word] = await wordsByIds(tx, [correction.word])
    if (!word || word.withdrawnAt !== undefined)
      return fail('address-word.not-found', `there is no word ${correction.word} that stands`, { field: 'word' })
    const proposal = proposalOf(word)
    if (!proposal) return fail('request.invalid', 'this word proposes nothing: say what is meant', { field: 'word' })
    const { key, provider, version } = word
    return { key, provider, version, meant: meantBy(proposal) }
  }
  const { key, meant } = correction
  const isKnown = (await writersOf.run(tx, { keys: [key] })).length + (await wordsOfKeys(tx, [key], true)).length > 0
  if (!isKnown) return fail('address.not-found', `nobody writes an address ${key}`, { field: 'key' })
  return { key, meant, provider: STEWARD }
}

/** The parts that cleaning reads: street and number stand in the line too. */
function meantBy({ parts: { houseNumber: _number, street: _street, ...parts } }: AddressProposal): AddressInput {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined && text !== ''))
}

/** Whether what takes the place of an address was itself put right, in the end to be that address. */
async function leadsTo(tx: Tx, from: StandardAddress, key: string, engine: Engine): Promise<boolean> {
  const seen = new Set<string>()
  for (let open: string | undefined = from.key; open !== undefined && !seen.has(open); ) {
    if (open === key) return true
    seen.add(open)
    const word = correctionsAmong(await wordsOfKeys(tx, [open])).get(open)
    open = word && cleanAddress(engine.standardise, partsMeant(word))?.key
  }
  return false
}
