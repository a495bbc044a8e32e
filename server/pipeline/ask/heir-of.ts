import { GoldenId } from '../../model/ids.ts'
import type { Place } from '../../model/moment.ts'
import { fail, type ProblemCode } from '../../model/problem.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { resolveId } from '../../store/read/id-reads.ts'

/**
 * The golden record an id stands for, today or as of a moment: itself, or its only heir.
 * @throws ProblemError `golden.not-found` for an unknown id, and for one that was split or whose records are gone; the
 * path names the heirs.
 */
export async function heirOf(tx: Tx, id: GoldenId, at?: Place): Promise<GoldenId> {
  const resolved = await resolveId(tx, id, at)
  if (!resolved) return fail('golden.not-found', `there is no golden record ${id}${at ? ` at ${at.at}` : ''}`)
  const [heir, ...others] = resolved.current
  if (heir === undefined) return fail('golden.not-found', `${id} is retired: its records were deleted`)
  if (others.length > 0)
    return fail('golden.not-found', `${id} is retired: its records went to several golden records`, {
      path: resolved.current,
    })
  return GoldenId.parse(heir)
}

/** The value, or the problem that there is none. */
export function found<T>(value: T | undefined, code: ProblemCode, what: string): T {
  return value ?? fail(code, `there is no ${what}`)
}
