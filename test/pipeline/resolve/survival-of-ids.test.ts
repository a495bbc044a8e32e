import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Holder } from '../../../server/model/golden.ts'
import { GoldenId, RecordId } from '../../../server/model/ids.ts'
import { planIds } from '../../../server/pipeline/resolve/survival-of-ids.ts'

type Lost = Holder & { since: number; merged: readonly RecordId[] }

/** Golden records that are merged by decisions, some records each, and the ids that stood and stand. */
class Graph {
  readonly sizes: readonly number[]
  private holders: Holder[]
  private lost: Lost[] = []
  private readonly had = new Map<RecordId, GoldenId[]>()
  private at = 0

  constructor(sizes: readonly number[]) {
    this.sizes = sizes
    this.holders = sizes.map((_size, i) => ({ id: idOf(i), members: recordsOf(i, sizes) }))
    this.remember()
  }

  /** Golden records are those that chains of decisions tie. */
  decide(ties: readonly (readonly [number, number])[]): void {
    const groups = this.sizes.map((_size, i) => i)
    const root = (i: number): number => (groups[i] === i ? i : root(groups[i] ?? i))
    for (const [a, b] of ties) groups[root(a)] = root(b)
    const clusters = groups
      .map((_group, i) => groups.flatMap((_other, j) => (root(j) === i ? recordsOf(j, this.sizes) : [])))
      .filter((cluster) => cluster.length > 0)
    // As in the graph, what does not change is not looked at.
    const same = (members: readonly RecordId[]) => [...members].sort().join()
    const stays = new Set(clusters.map(same))
    const standing = this.holders.filter(({ members }) => stays.has(same(members)))
    const open = this.holders.filter((holder) => !standing.includes(holder))
    const fresh = clusters.filter((members) => !standing.some((holder) => same(holder.members) === same(members)))
    const inScope = new Set(fresh.flat())
    const lost = this.lost.map((each) => this.left(each)).filter(({ members }) => members.some((id) => inScope.has(id)))
    const { ids } = planIds(open, fresh, () => undefined, [], lost)
    this.at++
    const put = fresh.map((members, i) => ({ id: ids[i] ?? idOf(900 + this.at * 10 + i), members }))
    const now = [...standing, ...put]
    const gone = this.holders.filter(({ id }) => now.every((holder) => holder.id !== id))
    this.lost = [
      ...this.lost.filter(({ id }) => now.every((holder) => holder.id !== id)),
      ...gone.map((each) => ({ ...each, since: this.at, merged: [] })),
    ]
    this.holders = now
    this.remember()
  }

  owner(i: number): GoldenId | undefined {
    const [first] = recordsOf(i, this.sizes)
    return this.holders.find(({ members }) => first && members.includes(first))?.id
  }

  /** As the graph tells them: without records that went back to an id that they had before. */
  private left(lost: Lost): Lost {
    const members = lost.members.filter((record) => {
      const all = this.had.get(record) ?? []
      const place = all.lastIndexOf(lost.id)
      const is = all.at(-1)
      return !(is !== undefined && all.length - 1 > place + 1 && all.slice(0, place).includes(is))
    })
    const earlier = this.lost.filter(({ since }) => since < lost.since).flatMap((other) => other.members)
    return { ...lost, members, merged: members.filter((record) => earlier.includes(record)) }
  }

  private remember(): void {
    for (const { id, members } of this.holders)
      for (const record of members) {
        const all = this.had.get(record) ?? []
        if (all.at(-1) !== id) this.had.set(record, [...all, id])
      }
  }
}

function idOf(i: number): GoldenId {
  return GoldenId.parse(`cus_${String(i).padStart(36, '0')}`)
}
function recordsOf(i: number, sizes: readonly number[]): RecordId[] {
  return Array.from({ length: sizes[i] ?? 0 }, (_, k) => RecordId.parse(`shop:person:${i}-${k}`))
}

type Tie = readonly [number, number]

/** Merges, one after the other, and then each taken back. */
function undone(sizes: readonly number[], ties: readonly Tie[], back: readonly number[]): (GoldenId | undefined)[] {
  const graph = new Graph(sizes)
  for (let i = 1; i <= ties.length; i++) graph.decide(ties.slice(0, i))
  let standing = ties.map((tie, i) => ({ tie, i }))
  for (const i of back) {
    standing = standing.filter((each) => each.i !== i)
    graph.decide(standing.map(({ tie }) => tie))
  }
  return sizes.map((_size, i) => graph.owner(i))
}

const ORDERS = [
  [0, 1],
  [1, 0],
]
const CHAINS: readonly [why: string, sizes: number[], ties: Tie[]][] = [
  [
    'one to one to one',
    [1, 1, 1],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'a third to the first',
    [1, 1, 1],
    [
      [0, 1],
      [0, 2],
    ],
  ],
  [
    'a third to the last',
    [1, 1, 1],
    [
      [1, 2],
      [0, 1],
    ],
  ],
  [
    'ever larger ones',
    [1, 2, 4],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'ever smaller ones',
    [4, 2, 1],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'the largest in the middle',
    [1, 3, 1],
    [
      [0, 1],
      [1, 2],
    ],
  ],
  [
    'the smallest in the middle',
    [3, 1, 3],
    [
      [0, 1],
      [1, 2],
    ],
  ],
]

describe('merges that are taken back one by one', () => {
  test.each(CHAINS.flatMap(([why, sizes, ties]) => ORDERS.map((back) => [why, back, sizes, ties] as const)))(
    '%s, in the order %j: each has its own id again',
    (_why, back, sizes, ties) => expect(undone(sizes, ties, back)).toEqual(sizes.map((_size, i) => idOf(i))),
  )

  test('whatever was merged, in whatever order', () => {
    const world = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }).chain((sizes) =>
      fc.record({
        sizes: fc.constant(sizes),
        // A tree: each is tied to an earlier one.
        ties: fc.tuple(
          ...sizes.slice(1).map((_size, i) => fc.integer({ min: 0, max: i }).map((to): Tie => [to, i + 1])),
        ),
        mixed: fc.shuffledSubarray(
          sizes.slice(1).map((_, i) => i),
          { minLength: sizes.length - 1 },
        ),
        back: fc.shuffledSubarray(
          sizes.slice(1).map((_, i) => i),
          { minLength: sizes.length - 1 },
        ),
      }),
    )
    fc.assert(
      fc.property(world, ({ sizes, ties, mixed, back }) => {
        const order = mixed.flatMap((i) => (ties[i] ? [ties[i]] : []))
        expect(undone(sizes, order, back)).toEqual(sizes.map((_size, i) => idOf(i)))
      }),
      { numRuns: 500 },
    )
  })
})
