import { describe, expect, test } from 'vitest'
import { trainRules } from '../../../server/learn/train.ts'
import { batchOf } from '../../../server/match/columns.ts'
import type { ScoredPair } from '../../../server/model/evidence.ts'
import { compileScorer, type ScoreRules } from '../../../server/score/score.ts'
import { named, type Said, shipped } from '../../kit/build.ts'
import { seeded } from '../../kit/seeded.ts'

const rules = shipped.entities.person
const GIVEN =
  'Ruth Oscar Petra Milan Greta Anton Edda Felix Ines Hugo Vera Jonas Alma Bruno Clara Dario Elsa Fritz Gisa Henk'
const FAMILY =
  'Halden Brook Castell Nowitz Farrow Lindgren Ostrow Kerr Vidal Marsh Quell Imhof Jarvis Tamm Ulrich Wessel Yorke Zander Bixby Corde'
const [given, family] = [GIVEN.split(' '), FAMILY.split(' ')]

/** 500 people, a third of them twice; `nameOf` gives each a name, and so many of the records a phone. */
function learned(nameOf: (person: number) => string, phones: number, turn = false): ScoreRules {
  const random = seeded(11)
  const records = Array.from({ length: 500 }, (_, n) => {
    const said = (): Said =>
      random() < phones ? { phone: `+1 513 ${200 + ((n * 7919) % 797)} ${1000 + ((n * 104_729) % 8999)}` } : {}
    return [0, 1].slice(random() < 0.33 ? 0 : 1).map((copy) => named(nameOf(n), { id: `${copy}-${n}`, ...said() }))
  }).flat()
  return trainRules({ batch: batchOf(turn ? records.reverse() : records, rules) }).rules
}

const addOf = (score: ScoreRules, name = 'a name and nothing else') =>
  score.overrules.find((rule) => rule.name === name)?.add ?? Number.NaN

/** Two records with this name and nothing else. */
function bare(score: ScoreRules, name: string): ScoredPair {
  const scorer = compileScorer(score)
  return scorer.explain(scorer.prepare(named(name, { id: 'a' })), scorer.prepare(named(name, { id: 'b' })))
}

/** As many names as people: who shares one is nearly always one person. */
const ownName = (n: number) => `${given[n % 20]} ${family[(7 * n) % 20]}${String.fromCharCode(97 + (n % 23))}`
/** Two hundred names for five hundred people, though given and family names are as common as before: a village of namesakes. */
const villageName = (n: number) => `${given[n % 20]} ${family[((n % 200) + 3 * Math.floor((n % 200) / 20)) % 20]}`

describe('what a name and nothing else is worth', () => {
  test('as much as it says where phones show that who shares a name is one person', () => {
    const score = learned(ownName, 0.8)
    expect(addOf(score)).toBeGreaterThanOrEqual(-2)
    expect(bare(score, ownName(3)).verdict).toBe('same')
  })

  test('never enough among namesakes', () => {
    expect(bare(learned(villageName, 0.8), villageName(3)).verdict).not.toBe('same')
  })

  test('what was believed before where little shows it', () => {
    expect(Math.abs(addOf(learned(ownName, 0.05)) - addOf(rules.score))).toBeLessThan(1)
  })

  test('the same in whatever order the records come', () => {
    expect(addOf(learned(ownName, 0.5))).toBe(addOf(learned(ownName, 0.5, true)))
  })

  test('never more than it says, and other rules stay as they are', () => {
    const score = learned(ownName, 0.8)
    for (const rule of score.overrules) {
      const before = rules.score.overrules.find(({ name }) => name === rule.name)
      if (rule.lacking && rule.add !== undefined) expect(rule.add).toBeLessThanOrEqual(0)
      else expect({ ...rule, rests: undefined }).toEqual({ ...before, rests: undefined })
    }
  })

  test('what was believed before for a name that the records do not have', () => {
    const score = learned(ownName, 0.8)
    const added = (name: string) =>
      bare(score, name).evidence.find(({ because }) => because === 'a name and nothing else')?.bits
    expect(added('Xanthippus Quorlington')).toBe(-4)
    expect(added(ownName(3))).toBe(addOf(score))
  })
})
