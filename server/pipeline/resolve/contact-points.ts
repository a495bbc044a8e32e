import type { GoldenHead } from '../../model/golden.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { endRelations, putContactPoints } from '../../store/write/relations.ts'
import type { Ledger } from '../feed/ledger.ts'

export type Point = { id: GoldenId; target: string; kind: string; value: string }

type PointedGoldens = { before?: Pick<GoldenHead, 'id' | 'values'>; after: Pick<GoldenHead, 'id' | 'values'> }

/** Golden properties that hold contact points, by the kind of point. */
const KINDS: Record<string, readonly string[]> = { email: ['emails'], phone: ['phones', 'mobiles'] }

/** Contact points follow the golden's lists, so that what two parties share is one hop away in the graph. */
export async function commitContactPoints(tx: Tx, put: readonly PointedGoldens[], ledger: Ledger): Promise<void> {
  const rows: Point[] = []
  const ended: { id: string; target: string }[] = []
  for (const { before, after } of put) {
    const was = new Map(before ? pointsOf(before).map((point) => [point.target, point]) : [])
    for (const point of pointsOf(after)) if (!was.delete(point.target)) rows.push(point)
    for (const { id, target } of was.values()) ended.push({ id, target })
  }
  if (ended.length > 0) await endRelations.run(tx, { rows: ended, type: 'REACHED_AT', at: ledger.at })
  if (rows.length > 0) await putContactPoints.run(tx, { rows: rows.sort((a, b) => compareIds(a.target, b.target)) })
}

/** Contact points of a golden record, each once. */
export function pointsOf({ id, values }: Pick<GoldenHead, 'id' | 'values'>): Point[] {
  const points = Object.entries(KINDS).flatMap(([kind, properties]) =>
    properties.flatMap((property) =>
      [values[property] ?? []].flat().map((value) => ({ id, target: `${kind}:${value.toLowerCase()}`, kind, value })),
    ),
  )
  return [...new Map(points.map((point) => [point.target, point])).values()]
}
