import { pairOf, type RecordId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { commonNeighbours, tiedToApart } from '../../store/read/searches.ts'
import { goldensOfRecords } from '../../store/write/goldens.ts'
import type { DecisionInput } from './decisions.ts'

/** Three records of which two are, or would be, apart and the third is tied to both: one of its ties has to give way. */
export type Triangle = {
  /** The two that cannot be one. */
  readonly apart: readonly [RecordId, RecordId]
  readonly third: RecordId
  /** Since a decision that stands. */
  readonly isDecided: boolean
}

/** The triangles that a decision makes, as long as it is not taken. */
export async function trianglesOf(tx: Tx, { low: one, high: other, verdict }: DecisionInput): Promise<Triangle[]> {
  if (one === other) return []
  const [low, high] = pairOf(one, other)
  if (verdict === 'distinct') {
    const rows = await commonNeighbours.run(tx, { low, high })
    return rows.map(({ id }) => ({ apart: [low, high], third: id, isDecided: false }))
  }
  const rows = await tiedToApart.run(tx, { low, high })
  return rows.map(({ apart, other, third }) => ({ apart: [apart, other], third, isDecided: true }))
}

/** Where the third record of each triangle goes, told by where it is once the decision counts. */
export async function warningsOf(tx: Tx, triangles: readonly Triangle[]): Promise<string[]> {
  if (triangles.length === 0) return []
  const ids = [...new Set(triangles.flatMap(({ apart, third }) => [...apart, third]))]
  const goldens = new Map((await goldensOfRecords.run(tx, { ids })).map(({ id, golden }) => [id, golden]))
  return triangles.map(({ apart: [one, other], third, isDecided }) => {
    const found = isDecided
      ? `${one} and ${other} were decided to be distinct, and ${third} is tied to ${other} too`
      : `${third} is linked to both ${one} and ${other}`
    const holder = [one, other].find((id) => goldens.get(id) === goldens.get(third))
    if (holder === undefined) return `${found}; it is with neither of them, as it fits neither clearly better`
    if (isDecided) return `${found}; it is with ${holder} and no longer with ${holder === one ? other : one}`
    return `${found}; it is with ${holder}, which it fits better`
  })
}
