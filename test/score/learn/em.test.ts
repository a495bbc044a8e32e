import { describe, expect, test } from 'vitest'
import { type EmInput, type EmLine, learn, type Patterns } from '../../../server/score/learn/em.ts'
import { seeded } from '../../kit/seeded.ts'

const line = (m: number[], u: number[], kin?: number[], keepKin = false): EmLine => ({
  m: Float64Array.from(m),
  u: Float64Array.from(u),
  kin: kin && Float64Array.from(kin),
  share: new Float64Array(m.length),
  usual: new Float64Array(m.length).fill(Number.NaN),
  most: new Float64Array(m.length).fill(1),
  learn: 'all',
  keepKin,
})

/** Draws pairs of a class whose lines have these shares. */
function draw(random: () => number, count: number, shares: number[][]): number[][] {
  return Array.from({ length: count }, () =>
    shares.map((own) => {
      let left = random()
      let level = 0
      for (; level < own.length - 1; level++) {
        left -= own[level] ?? 0
        if (left < 0) break
      }
      return level
    }),
  )
}

function patternsOf(pairs: number[][], lines: number): Patterns {
  const zeros = new Float64Array(pairs.length)
  return { lines, levels: Int8Array.from(pairs.flat()), weights: zeros.slice().fill(1), rare: zeros, rareKin: zeros }
}

const TRUE_M = [
  [0.9, 0.1],
  [0.8, 0.2],
  [0.7, 0.3],
  [0.95, 0.05],
]
const TRUE_U = [
  [0.01, 0.99],
  [0.02, 0.98],
  [0.05, 0.95],
  [0.001, 0.999],
]

function input(seed: number, matches: number, strength = 20): EmInput {
  const random = seeded(seed)
  const strangers = draw(random, 20_000, TRUE_U)
  const start = TRUE_M.map(() => line([0.8, 0.2], [0.03, 0.97]))
  return {
    lines: start,
    prior: { match: 0.001, kin: undefined },
    proposed: patternsOf([...draw(random, matches, TRUE_M), ...strangers.filter((levels) => levels.includes(0))], 4),
    random: patternsOf(strangers, 4),
    pairs: 20_000 + matches,
    records: 200,
    strength,
    rounds: 100,
  }
}

describe('learn', () => {
  test.each([1, 2, 3])('finds the shares that made the pairs (seed %i)', (seed) => {
    const { lines, prior, converged } = learn(input(seed, 1_000))
    expect(converged).toBe(true)
    expect(prior.match).toBeCloseTo(1_000 / 21_000, 2)
    expect(lines).toHaveLength(TRUE_M.length)
    for (const [l, { m, u }] of lines.entries()) {
      expect(m[0]).toBeCloseTo(TRUE_M[l]?.[0] ?? 0, 1)
      expect(u[0]).toBeCloseTo(TRUE_U[l]?.[0] ?? 0, 1)
    }
  })

  test('keeps the shares it started from where there are next to no matches', () => {
    const { lines, prior, support } = learn(input(4, 5))
    expect(prior.match).toBeLessThan(0.002)
    expect(Math.max(...support)).toBeLessThan(30)
    expect(Math.min(...TRUE_M.map((_, l) => lines[l]?.m[0] ?? 0))).toBeGreaterThan(0.5)
  })

  test('tells kin from one entity by what it was told sets them apart', () => {
    const random = seeded(5)
    const given = { m: [0.95, 0.05], u: [0.01, 0.99] }
    const home = { m: [0.6, 0.4], u: [0.001, 0.999] }
    const kin = draw(random, 1_500, [given.u, [0.9, 0.1], [0.9, 0.1]])
    const matches = draw(random, 1_000, [given.m, home.m, home.m])
    const strangers = draw(random, 20_000, [given.u, home.u, home.u])
    const { prior, lines } = learn({
      lines: [
        line(given.m, given.u, given.u, true),
        line([0.7, 0.3], home.u, [0.7, 0.3]),
        line([0.7, 0.3], home.u, [0.7, 0.3]),
      ],
      prior: { match: 0.001, kin: 0.001 },
      proposed: patternsOf([...kin, ...matches], 3),
      random: patternsOf(strangers, 3),
      pairs: 1_000_000,
      records: 1_400,
      strength: 20,
      rounds: 200,
    })
    expect(prior.match * 1_000_000).toBeGreaterThan(700)
    expect(prior.match * 1_000_000).toBeLessThan(1_200)
    expect((prior.kin ?? 0) / prior.match).toBeGreaterThan(1.1)
    expect(lines[1]?.kin?.[0]).toBeGreaterThan(0.8)
    expect(lines[1]?.m[0]).toBeLessThan(0.75)
  })

  test('where kin are to agree less often than one entity does, they are never learned to agree more often', () => {
    const random = seeded(7)
    const name = { m: [0.95, 0.05], u: [0.001, 0.999] }
    // Half of the pairs of one entity are named otherwise: all the rest of them agrees.
    const named = draw(random, 600, [name.m, [0.9, 0.1]])
    const renamed = draw(random, 600, [name.u, [0.98, 0.02]])
    const { lines } = learn({
      lines: [line([0.8, 0.2], name.u, [0.1, 0.9]), line([0.8, 0.2], [0.001, 0.999], [0.3, 0.7])],
      prior: { match: 0.001, kin: 0.001 },
      proposed: patternsOf([...named, ...renamed], 2),
      random: patternsOf(draw(random, 20_000, [name.u, [0.001, 0.999]]), 2),
      pairs: 1_000_000,
      records: 1_400,
      strength: 20,
      rounds: 200,
    })
    expect(lines[1]?.kin?.[0]).toBeLessThanOrEqual((lines[1]?.m[0] ?? 0) + 1e-9)
  })

  test('labelled pairs put right what start shares had wrong', () => {
    const told = input(6, 400, 2_000) // so strong a start that 400 matches alone cannot move it
    const wrong = { ...told, lines: told.lines.map(({ u }) => line([0.3, 0.7], [...u])) }
    const random = seeded(60)
    const labelled = {
      same: patternsOf(draw(random, 300, TRUE_M), 4),
      distinct: patternsOf(draw(random, 300, TRUE_U), 4),
    }
    const off = ({ lines }: ReturnType<typeof learn>) =>
      lines.reduce((sum, { m }, l) => sum + Math.abs((m[0] ?? 0) - (TRUE_M[l]?.[0] ?? 0)), 0)
    expect(off(learn({ ...wrong, labelled }))).toBeLessThan(off(learn(wrong)))
    const none = { same: patternsOf([], 4), distinct: patternsOf([], 4) }
    expect(learn({ ...wrong, labelled: none })).toEqual(learn(wrong))
  })

  test('is deterministic', () => {
    expect(learn(input(7, 500))).toEqual(learn(input(7, 500)))
  })
})

test('m keeps to the most that its level may come to, and the others take what is cut off', () => {
  const bounded = { ...line([0.9, 0.1], [0.01, 0.99]), most: Float64Array.of(1, 0.15) }
  const free = line([0.9, 0.1], [0.01, 0.99])
  // Pairs that agree on one line and mostly differ on the other: no class of one entity.
  const pairs = [...Array(80).fill([0, 1]), ...Array(20).fill([0, 0]), ...Array(400).fill([1, 1])]
  const input = (second: EmLine): EmInput => ({
    lines: [free, second],
    prior: { match: 0.1, kin: undefined },
    proposed: patternsOf(pairs, 2),
    random: patternsOf(pairs, 2),
    pairs: 500,
    records: 100,
    strength: 1,
    rounds: 50,
  })
  const [cut, uncut] = [learn(input(bounded)).lines[1]?.m, learn(input(free)).lines[1]?.m]
  expect(uncut?.[1]).toBeGreaterThan(0.15)
  expect(cut?.[1]).toBeCloseTo(0.15, 6)
  expect((cut?.[0] ?? 0) + (cut?.[1] ?? 0)).toBeCloseTo(1, 6)
})
