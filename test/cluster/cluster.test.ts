import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClusterDraft, type ClusterRules, cluster, type Pairs } from '../../server/cluster/cluster.ts'
import type { Decision, Link, PairSay } from '../../server/model/evidence.ts'
import { pairKey, pairOf, RecordId } from '../../server/model/ids.ts'
import { shipped } from '../kit/build.ts'

const rules: ClusterRules = shipped.entities.person.cluster

/**
 * State of a graph as text: `a = b 7` a link of 7 bits, `a ≠ b` and `a ≡ b` decisions, `a ? b -9` bits without a link, `a ! b -9`
 * the same of two that contradict each other, `a ~ b 7` a link in spite of such a contradiction, `a = b 7 x` one of two that
 * state the same about it, `a < b` says that a says nothing that b does not say, `a` a record.
 */
function state(text: string) {
  const ids = new Set<string>()
  const links: Link[] = []
  const decisions: Decision[] = []
  const says = new Map<string, PairSay>()
  const behind = new Set<string>()
  for (const line of text.split('\n')) {
    const [a, sign, b, value, states] = line.trim().split(/\s+/)
    if (!a) continue
    ids.add(a)
    if (!b) continue
    ids.add(b)
    const [low, high] = pairOf(idOf(a), idOf(b))
    const own = Number(value ?? 10)
    if (sign === '<') behind.add(`${a} ${b}`)
    else
      says.set(pairKey(low, high), {
        bits: own,
        against: sign === '!' ? 1 : 0,
        outweighed: sign === '~' ? 1 : 0,
        agreed: states === undefined ? 0 : 1,
        lesser: [],
      })
    if (sign === '=' || sign === '~') links.push({ low, high, bits: own, probability: 1 })
    if (sign === '≠' || sign === '≡') decisions.push(decision(low, high, sign === '≠' ? 'distinct' : 'same'))
  }
  const pairs: Pairs = {
    say: (a, b) => says.get(pairKey(a, b)) ?? NOTHING,
    within: (a, b) => behind.has(`${a.slice(12)} ${b.slice(12)}`),
  }
  return { ids: [...ids].map(idOf), links, decisions, pairs }
}

const NOTHING: PairSay = { bits: 0, against: 0, outweighed: 0, agreed: 0, lesser: [] }
const idOf = (name: string) => RecordId.parse(`test:person:${name}`)
const decision = (low: RecordId, high: RecordId, verdict: Decision['verdict']): Decision => ({
  id: `${low}${verdict}${high}`,
  low,
  high,
  verdict,
  by: 'ann',
  reason: '',
  at: '2025-01-01T00:00:00Z',
  evidenceHash: '',
})
const groups = (drafts: ClusterDraft[]) => drafts.map(({ members }) => members.map((id) => id.slice(12)).join(' '))
const shown = (text: string) => groups(cluster(state(text), rules))

describe('cluster', () => {
  test.each<[why: string, text: string, clusters: string[]]>([
    ['a chain holds when nothing speaks against it', 'a = b 8\nb = c 8', ['a b c']],
    ['alone', 'a\nb', ['a', 'b']],
    ['the middle record of two people goes to the better', 'a = b 9\nb = c 4\na ? c -13', ['a b', 'c']],
    [
      'a weak bridge between two groups is cut',
      'a = b 12\nb = c 12\na = c 12\nx = y 12\ny = z 12\nx = z 12\nc = x 3\na ? x -9\na ? y -9\na ? z -9\nb ? x -9\nb ? y -9\nb ? z -9\nc ? y -9\nc ? z -9',
      ['a b c', 'x y z'],
    ],
    ['apart wins over a link', 'a = b 12\na ≠ b', ['a', 'b']],
    ['apart holds through a chain, the weaker join gives way', 'a = b 9\nb = c 8\na ≠ c', ['a b', 'c']],
    ['same joins what the score doubts', 'a ≡ b -12', ['a b']],
    ['of contradicting decisions apart wins and the weakest join gives way', 'a ≡ b 3\nb ≡ c 9\na ≠ c', ['a', 'b c']],
  ])('%s', (_why, text, clusters) => {
    expect(shown(text)).toEqual(clusters)
  })

  test('what was not followed is named on both sides', () => {
    const drafts = cluster(state('a = b 9\nb = c 8\na ≠ c'), rules)
    expect(drafts.map(({ suspended }) => suspended)).toEqual([
      [['test:person:b', 'test:person:c']],
      [['test:person:b', 'test:person:c']],
    ])
  })

  test('a revoked decision is none', () => {
    const input = state('a = b 12\na ≠ b')
    const revoked = input.decisions.map((one) => ({ ...one, revokedAt: '2025-02-01T00:00:00Z' }))
    expect(groups(cluster({ ...input, decisions: revoked }, rules))).toEqual(['a b'])
  })

  test.each<[why: string, text: string, clusters: string[]]>([
    ['nobody is fused through a third that fits both', 'a = j 7\nb = j 7\na ! b -1', ['a', 'b', 'j']],
    ['however strong its links are', 'a = j 12\nb = j 12\na ! b 1', ['a', 'b', 'j']],
    ['a third that clearly fits one goes there', 'a = j 9\nb = j 7\na ! b -1', ['a j', 'b']],
    ['what merely shares little bars nothing', 'a = j 7\nb = j 7\na ? b -4', ['a b j']],
    ['nor does it have to be stated that two are two', 'a = j 3\nb = j 3\na ? b -9', ['a', 'b', 'j']],
    ['several that fit both are one doubt', 'a = j 7\nb = j 7\na = k 7\nb = k 7\nj = k 9\na ! b -1', ['a', 'b', 'j k']],
    ['a third that states what both state explains them', 'a = m 7 x\nb = m 7 x\na ! b -1', ['a b m']],
    [
      'one that states what one states and is linked to the other all the same, too',
      'a = m 7 x\nb ~ m 7\na ! b -1',
      ['a b m'],
    ],
    [
      'who says nothing of his own goes where the other goes',
      'a = b 7\na = c 7\nb = c 9\na = d 9\nd < a\nb ? d -14\nc ? d -14',
      ['a b c d'],
    ],
    ['and who does not falls off', 'a = b 7\na = c 7\nb = c 9\na = d 9\nb ? d -14\nc ? d -14', ['a d', 'b c']],
    ['but not where it says as much of two', 'a = j 7\nb = j 7\nj < a\nj < b\na ! b -1', ['a', 'b', 'j']],
    ['a decision about it makes it one of its own', 'a = b 7\na = c 7\nb = c 9\na = d 9\nd < a\nb ≠ d', ['a d', 'b c']],
  ])('%s', (_why, text, clusters) => {
    expect(shown(text)).toEqual(clusters)
  })

  test('a cluster whose records contradict each other is held', () => {
    const drafts = cluster(state('a = b 12\na = c 12\nb = c 12\na ≡ d 0\nb ! d -13'), rules)
    expect(drafts[0]).toMatchObject({
      status: 'held',
      reasons: ['two of its records contradict each other (-13.0 bits)'],
    })
  })

  const many = Array.from({ length: 12 }, (_, i) => `r${String(i).padStart(2, '0')}`)
  const linked = (bits: (i: number, j: number) => number) =>
    state(many.flatMap((a, i) => many.slice(i + 1).map((b, j) => `${a} = ${b} ${bits(i, i + 1 + j)}`)).join('\n'))

  test('a large cluster is no reason to doubt it', () => {
    const drafts = cluster(
      linked(() => 9),
      { ...rules, held: { ...rules.held, size: 5 } },
    )
    expect(drafts).toMatchObject([{ members: many.map((id) => `test:person:${id}`), status: 'active', reasons: [] }])
  })

  test('a large cluster of two that contradict each other is held, and its parts are published', () => {
    const strict = { ...rules, join: -20, held: { ...rules.held, size: 5 } }
    const drafts = cluster(
      linked((i, j) => (i < 6 === j < 6 ? 9 : -13)),
      strict,
    )
    expect(groups(drafts)).toEqual([many.slice(0, 6).join(' '), many.slice(6).join(' ')])
    for (const draft of drafts) expect(draft.status).toBe('held')
  })
})

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const pairs = NAMES.flatMap((a, i) => NAMES.slice(i + 1).map((b) => [a, b] as const))
/** Random graphs: a sign and bits for some of all pairs. */
const graphs = fc
  .array(
    fc.record({
      pair: fc.constantFrom(...pairs),
      sign: fc.constantFrom('=', '=', '=', '=', '~', '<', '≠', '≡', '?', '!', '!'),
      states: fc.boolean(),
      bits: fc.integer({ min: -14, max: 14 }),
    }),
    { maxLength: 25 },
  )
  .map((lines) => {
    const unique = new Map(lines.map((line) => [line.pair.join(' '), line]))
    return [
      ...NAMES,
      ...[...unique.values()].map(
        ({ pair: [a, b], sign, bits, states }) =>
          `${a} ${sign} ${b} ${sign === '=' ? Math.abs(bits) + 2 : bits}${states ? ' x' : ''}`,
      ),
    ]
  })

describe('every partition', () => {
  test('has each record once and never two that were decided apart', () => {
    let apart = 0
    fc.assert(
      fc.property(graphs, (lines) => {
        const input = state(lines.join('\n'))
        const drafts = cluster(input, rules)
        expect(drafts.flatMap(({ members }) => members).sort()).toEqual(NAMES.map(idOf))
        const owner = new Map(drafts.flatMap(({ members }, at) => members.map((id) => [id, at] as const)))
        const parted = input.decisions.filter(({ verdict }) => verdict === 'distinct')
        for (const { low, high } of parted) expect(owner.get(low)).not.toBe(owner.get(high))
        apart += parted.length
      }),
      { numRuns: 300 },
    )
    // That it was tried at all: about 125 of them, a few more or less with each seed.
    expect(apart).toBeGreaterThan(50)
  })

  test('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (lines, stream) => {
        const input = state(lines.join('\n'))
        const mixed = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, rank: stream.next().value as number }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item)
        const other = {
          ...input,
          ids: mixed(input.ids),
          links: mixed(input.links),
          decisions: mixed(input.decisions),
        }
        expect(cluster(other, rules)).toEqual(cluster(input, rules))
      }),
      { numRuns: 200 },
    )
  })

  test('is local: two graphs together give what each gives alone', () => {
    fc.assert(
      fc.property(graphs, graphs, (one, two) => {
        const a = state(one.join('\n'))
        const b = state(two.map((line) => line.replace(/\b([a-j])\b/g, 'z$1')).join('\n'))
        const both = {
          ids: [...a.ids, ...b.ids],
          links: [...a.links, ...b.links],
          decisions: [...a.decisions, ...b.decisions],
          pairs: {
            say: (x: RecordId, y: RecordId) => (a.ids.includes(x) ? a : b).pairs.say(x, y, 0, 0),
            within: (x: RecordId, y: RecordId) => (a.ids.includes(x) ? a : b).pairs.within(x, y, 0, 0),
          },
        }
        expect(cluster(both, rules)).toEqual([...cluster(a, rules), ...cluster(b, rules)])
      }),
    )
  })
})
