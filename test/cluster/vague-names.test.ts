import { expect, test } from 'vitest'
import { cluster } from '../../server/cluster/cluster.ts'
import type { Link } from '../../server/model/evidence.ts'
import { pairOf, type RecordId } from '../../server/model/ids.ts'
import { compileScorer } from '../../server/score/score.ts'
import { person, type Said, shipped } from '../kit/build.ts'

const { score, cluster: rules } = shipped.entities.person
const scorer = compileScorer(score)

/** Numbers of the records in each cluster, by the shipped rules. */
function groups(all: readonly Said[]): string[] {
  const made = all.map((said, i) => scorer.prepare(person({ id: String(i + 1), ...said })))
  const links = made.flatMap((a, i) =>
    made.slice(i + 1).flatMap((b): Link[] => {
      const [low, high] = pairOf(a.id, b.id)
      const bits = scorer.bits(a, b)
      return bits < scorer.match ? [] : [{ low, high, bits, probability: 1 }]
    }),
  )
  const byId = new Map(made.map((one) => [one.id, one]))
  const at = (id: RecordId) => {
    const one = byId.get(id)
    if (!one) throw new Error(`no record ${id}`)
    return one
  }
  const pairs = {
    say: (a: RecordId, b: RecordId) => scorer.say(scorer.outcome(at(a), at(b))),
    within: (a: RecordId, b: RecordId) => scorer.isWithin(at(a), at(b)),
  }
  const drafts = cluster({ ids: made.map(({ id }) => id), links, decisions: [], pairs }, rules)
  return drafts.map(({ members }) => members.map((id) => id.slice('test:person:'.length)).join(' '))
}

const home = { 'address.line1': '51 Juniper Way', 'address.city': 'Waco', 'address.postcode': '76701' }
const couple = { familyName: 'Vandergrift', phone: '254-555-0101', ...home }

test.each([
  ['Christopher', 'Christine', 'Chris'],
  ['Alexander', 'Alexandra', 'Alex'],
  ['Samuel', 'Samantha', 'Sam'],
  ['Patrick', 'Patricia', 'Pat'],
  ['Andrew', 'Andrea', 'Andy'],
])('%s and %s stay two when %s comes, born on one day or not', (one, other, vague) => {
  const of = (more: Said) => [one, other, vague].map((givenName) => ({ ...couple, givenName, ...more }))
  expect(groups(of({}))).toEqual(['1', '2', '3'])
  expect(groups(of({ birthDate: '2001-05-06' }))).toEqual(['1', '2', '3'])
})

test('several vague records are one doubt, or go with the one that they clearly fit', () => {
  const man = { ...couple, givenName: 'Alfred' }
  const [father, son] = [
    { ...man, birthDate: '1940-02-17', email: 'a40@example.org' },
    { ...man, birthDate: '1968-09-30' },
  ]
  expect(groups([father, son, man, man])).toEqual(['1', '2', '3 4'])
  expect(groups([father, son, { ...man, email: 'a40@example.org' }, man])).toEqual(['1 3', '2', '4'])
  expect(groups([father, son, father, son, man])).toEqual(['1 3', '2 4', '5'])
})

test('what two slips of one value seem to contradict is explained by the value', () => {
  const man = { ...couple, givenName: 'Alfred', email: 'a40@example.org' }
  const [middle, low, high] = ['1975-05-12', '1985-06-12', '1974-05-13']
  expect(groups([middle, low, high].map((birthDate = '') => ({ ...man, birthDate })))).toEqual(['1 2 3'])
})

test.each([
  ['Karen', 'K.', 'Laren'],
  ['Leigh', 'L.', 'Keigh'],
  ['Michael', 'Mike', 'Michaael'],
  ['Robert', 'Bob', 'R.'],
  ['Margaret', 'Peggy', 'M.'],
  ['Edward', 'Ned', 'E'],
  ['William', 'Bill', 'Wiliam'],
  ['Katherine', 'Kate', 'Kahterine'],
  ['Mary Ann', 'Mary', 'Mry Ann'],
])('%s explains what %s and %s seem to contradict', (name, ...forms) => {
  const one = { ...couple, email: 'vandergrift@example.org', birthDate: '1975-05-12' }
  expect(groups([name, ...forms].map((givenName) => ({ ...one, givenName })))).toEqual(['1 2 3'])
})

test.each([
  ['Jayden', 'Hayden', 'J.'],
  ['Jamal', 'Jasmine', 'J.'],
  ['Robert', 'Ruth', 'R.'],
  ['Robert', 'Roberta', 'Bobbie'],
])('%s does not explain %s, who is somebody else, and %s', (name, other, vague) => {
  const one = { ...couple, email: 'vandergrift@example.org', birthDate: '1975-05-12' }
  const made = groups([name, other, vague].map((givenName) => ({ ...one, givenName })))
  expect(made.some((members) => members.includes('1') && members.includes('2'))).toBe(false)
})
