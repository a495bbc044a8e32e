import { compileBlocker } from '../block/block.ts'
import { keyCap, keyNear } from '../block/block-rules.ts'
import { standing } from '../block/order.ts'
import { ENTITIES, type EntityName } from '../model/entities/registry.ts'
import type { Issue, RecordInput, StandardRecord } from '../model/record.ts'
import type { VerifyAddress } from '../places/verify-offline.ts'
import { compileScorer, type Scorer } from '../score/score.ts'
import type { StandardiseRules } from '../standardise/rules.ts'
import { compileStandardiser } from '../standardise/standardise.ts'
import {
  compileOffers,
  compileReasons,
  compileSurvivor,
  type Member,
  type Offer,
  type ReasonOf,
  type Survivor,
} from '../survive/survive.ts'
import { hashOf } from '../text/hash.ts'
import { validate } from '../validate/validate.ts'
import { cleanerOf, verifierOf } from './cleaner.ts'
import { cleaningOf } from './cleaning.ts'
import type { EntityRules, RuleSet } from './rule-set.ts'

/** One entity's rules, compiled once: every path, one record or a million, runs these same functions. */
export type EntityEngine = {
  readonly entity: EntityName
  readonly rules: EntityRules
  /** Hash of the rules that prepare a record: standardise, validate, block. */
  readonly preparation: string
  /** Hash of what decides links; stored on each of them. */
  readonly hash: string
  standardise(input: RecordInput): StandardRecord
  validate(record: StandardRecord, today: string): Issue[]
  blockKeys(record: StandardRecord): string[]
  /** Records with a key beyond which it is common. */
  keyCap(key: string): number
  /** Neighbours that a key proposes once it is common. */
  keyNear(key: string): number
  /** Where a record stands among those of a common key: see `standing`. */
  standing(record: StandardRecord, company?: string): string
  readonly scorer: Scorer
  readonly survive: Survivor
  /** Addresses for an end, best first; undefined for one that the rules do not name. */
  offers(members: readonly Member[], purpose: string): Offer[] | undefined
  /** Why values of these members lost. */
  reasons(members: readonly Member[]): ReasonOf
}

export type Engine = {
  readonly ruleSet: RuleSet
  /** What of them cleans, for whoever reads a line of text by it. */
  readonly cleaning: StandardiseRules
  readonly hash: string
  /** A record, cleaned, with its places put right where the rules say by which tables. */
  standardise(input: RecordInput): StandardRecord
  /** The same with every part as it came: what a system says, to compare it with what it was told. */
  read(input: RecordInput): StandardRecord
  /** What tables say of an address. Made when it is first asked for. */
  readonly verify: VerifyAddress
  readonly entities: Readonly<Record<EntityName, EntityEngine>>
}

export function compileEngine(ruleSet: RuleSet): Engine {
  const cleaning = cleaningOf(ruleSet)
  const verify = verifierOf(cleaning)
  const plain = compileStandardiser(cleaning)
  const standardise = cleanerOf(cleaning, plain, verify)
  const compiled = ENTITIES.map(({ name }) => [name, compileEntity(name, ruleSet, { standardise, verify })] as const)
  return {
    ruleSet,
    cleaning,
    hash: hashOf(ruleSet),
    standardise,
    read: (input) => plain(input),
    verify,
    entities: Object.fromEntries(compiled) as Record<EntityName, EntityEngine>,
  }
}

/** Identity of what decides links: the mark on every link, by which its rule set is found. */
export function linkHash({ block, score }: EntityRules): string {
  return hashOf({ block, score })
}

function compileEntity(
  entity: EntityName,
  ruleSet: RuleSet,
  { standardise, verify }: Pick<Engine, 'standardise' | 'verify'>,
): EntityEngine {
  const rules = ruleSet.entities[entity]
  const scorer = compileScorer(rules.score)
  return {
    entity,
    rules,
    preparation: hashOf({
      engine: ruleSet.engine,
      standardise: ruleSet.standardise,
      validate: rules.validate,
      block: rules.block,
    }),
    hash: linkHash(rules),
    standardise,
    validate: (record, today) => validate(record, rules.validate, { today, verify }),
    blockKeys: compileBlocker(rules.block).keys,
    keyCap: (key) => keyCap(rules.block, key),
    keyNear: (key) => keyNear(rules.block, key),
    standing: (record, company) => standing(scorer.read(record, company === undefined ? {} : { company }), record.id),
    scorer,
    survive: compileSurvivor(rules.survive, entity),
    offers: compileOffers(rules.survive),
    reasons: compileReasons(rules.survive, entity),
  }
}
