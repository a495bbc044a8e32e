import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BlockRules } from '../block/block.ts'
import { ClusterRules } from '../cluster/cluster.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail } from '../model/problem.ts'
import { ScoreRules } from '../score/score.ts'

/** What matching one entity takes: the `match.json` of `seeds/rules`. */
export const MatchRules = z.strictObject({ block: BlockRules, score: ScoreRules, cluster: ClusterRules })
export type MatchRules = z.infer<typeof MatchRules>

/** @throws ProblemError `rules.invalid` that names every fault of the file at once. */
export function readMatchRules(directory: string, entity: EntityName): MatchRules {
  const file = join(directory, entity, 'match.json')
  const parsed = MatchRules.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return fail('rules.invalid', faults.join('; '), { file, path: faults })
}
