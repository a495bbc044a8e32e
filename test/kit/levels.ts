import type { EntityName } from '../../server/model/entities/registry.ts'
import type { ScoredPair } from '../../server/model/evidence.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileScorer, type ScoreRules, type Scorer } from '../../server/score/score.ts'
import { shipped } from './build.ts'

const scorers = new Map<EntityName, Scorer>()

/** Scorer of the shipped rules of an entity. */
export function shippedScorer(entity: EntityName): Scorer {
  const known = scorers.get(entity)
  if (known) return known
  const scorer = compileScorer(shipped.entities[entity].score)
  scorers.set(entity, scorer)
  return scorer
}

/** Levels by line that the shipped rules, or others, give a pair; lines without a value on both sides are left out. */
export function levelsOf(a: StandardRecord, b: StandardRecord, rules?: ScoreRules): Record<string, string> {
  const scorer = rules ? compileScorer(rules) : shippedScorer(a.entity)
  const { evidence } = scorer.explain(scorer.prepare(a), scorer.prepare(b))
  return Object.fromEntries(evidence.flatMap(({ field, level }) => (level === null ? [] : [[field, level]])))
}

/** What the shipped rules make of a pair. */
export function verdictOf(a: StandardRecord, b: StandardRecord): ScoredPair['verdict'] {
  const scorer = shippedScorer(a.entity)
  return scorer.explain(scorer.prepare(a), scorer.prepare(b)).verdict
}
