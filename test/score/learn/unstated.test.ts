import { describe, expect, test } from 'vitest'
import { trainRules } from '../../../server/learn/train.ts'
import { batchOf } from '../../../server/match/columns.ts'
import { compileScorer, type ScoreRules } from '../../../server/score/score.ts'
import { named, type Said, shipped } from '../../kit/build.ts'
import { seeded } from '../../kit/seeded.ts'

const rules = shipped.entities.person
const GIVEN = 'Ruth Oscar Petra Milan Greta Anton Edda Felix Ines Hugo Vera Jonas'.split(' ')
const FAMILY = 'Halden Brook Castell Nowitz Farrow Lindgren Ostrow Kerr Vidal Marsh Quell Imhof'.split(' ')

/** 340 people, some of them twice, who state what is asked for of each. */
function learned(states: (person: number) => Said, from: ScoreRules = rules.score): ScoreRules {
  const random = seeded(5)
  const records = Array.from({ length: 340 }, (_, n) => {
    const name = `${GIVEN[Math.floor(random() * 12)]} ${FAMILY[n % 12]}${String.fromCharCode(97 + (n % 23))}`
    return [0, 1].slice(random() < 0.3 ? 0 : 1).map((copy) => named(name, { id: `${copy}-${n}`, ...states(n) }))
  }).flat()
  return trainRules({ batch: batchOf(records, { ...rules, score: from }) }).rules
}

const resting = ({ overrules }: ScoreRules) => overrules.filter(({ rests }) => rests).map(({ name }) => name)

const born = (n: number) => `19${40 + (n % 50)}-0${1 + (n % 9)}-1${n % 8}`
const phone = (n: number) => `+1 513 555 ${String(1000 + n)}`

describe('overrules about what is lacking', () => {
  test.each<[why: string, states: (n: number) => Said, rests: boolean]>([
    ['nothing but names', () => ({}), true],
    ['one in a hundred has a phone', (n) => (n % 100 === 0 ? { phone: phone(n) } : {}), true],
    ['half have a phone', (n) => (n % 2 === 0 ? { phone: phone(n) } : {}), false],
    ['all have a birthday', (n) => ({ birthDate: born(n) }), false],
  ])('%s', (_why, states, rests) => {
    expect(resting(learned(states)).includes('a name and nothing else')).toBe(rests)
  })

  test('rest until the records state it: learning anew wakes them', () => {
    const first = learned(() => ({}))
    expect(resting(first)).toContain('a name and nothing else')
    expect(resting(learned((n) => ({ phone: phone(n), birthDate: born(n) }), first))).toEqual([])
  })

  test('what contradicts holds whatever is stated', () => {
    const names = learned(() => ({}))
    expect(resting(names)).not.toContain('father and son')
    expect(resting(names)).not.toContain('numbers of their own and nothing personal in common')
  })

  test('a resting rule says nothing', () => {
    const [a, b] = [named('Ruth Haldena'), named('Ruth Haldena')]
    const bits = (own: ScoreRules) => {
      const scorer = compileScorer(own)
      return scorer.bits(scorer.prepare(a), scorer.prepare(b))
    }
    const awake = learned(() => ({}))
    const all = { ...awake, overrules: awake.overrules.map(({ rests: _, ...rule }) => rule) }
    expect(bits(awake) - bits(all)).toBeCloseTo(4, 5)
  })
})
