import { expect, test } from 'vitest'
import type { RecordInput } from '../../server/model/record.ts'
import { contentOf, saidAt } from '../../server/pipeline/resolve/nodes.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import type { Member } from '../../server/survive/survive.ts'
import { TEST_SEED } from '../kit/commit-seed.ts'
import { pick, seeded, shuffle } from '../kit/seeded.ts'
import { personInput } from '../kit/world.ts'

// What survives from all records of a large customer survives from one record of each profile, which speaks for as many as say
// the same: `cypher/golden/profiles.cypher` finds them in the graph as `profilesOf` does here.

const engine = compileEngine(shippedRuleSet())

/** Orders of one customer at two shops: few things to say, said at many times or at none. */
function orders(random: () => number): RecordInput[] {
  return Array.from({ length: 150 }, (_, i) => {
    const fields: Record<string, string> = {
      givenName: pick(['Ottilie', 'O.', 'Otti'], random),
      familyName: pick(['Brandvold', 'Brandvold', 'Brandwold'], random),
      email: pick(['ottilie@example.net', 'o.brandvold@example.org', 'not a mail box'], random),
      'address.line1': pick(['12 Quarry Road', '12 Quarry Road', '12 Quary Road'], random),
      'address.city': 'Duluth',
      'address.region': 'MN',
      'address.postcode': pick(['55802', '55802', ''], random),
    }
    if (random() < 0.5) fields.phone = pick(['+1 218 555 0133', '+1 218 555 0178'], random)
    if (random() < 0.3) fields['consent.email'] = pick(['yes', 'no'], random)
    const day = `2024-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}T00:00:00Z`
    const said = random() < 0.7 ? { createdAt: '2023-01-01T00:00:00Z', updatedAt: day } : {}
    return personInput(`${pick(['shop', 'till'], random)}:person:${i}`, fields, said)
  })
}

/** One member for all that say the same, from one source, with or without a time: who said so last, of these the lowest id. */
function profilesOf(members: readonly Member[]): Member[] {
  const profiles = new Map<string, Member[]>()
  for (const member of members) {
    const { record, issues } = member
    const key = JSON.stringify([contentOf(record), record.source, issues, saidAt(record) === null])
    profiles.set(key, [...(profiles.get(key) ?? []), member])
  }
  return [...profiles.values()].map((same) => {
    same.sort(
      ({ record: a }, { record: b }) => (saidAt(b) ?? 0) - (saidAt(a) ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
    return { ...(same[0] as Member), voices: same.length }
  })
}

test.each(Array.from({ length: 30 }, (_, i) => i))('profiles speak for all records (round %i)', (round) => {
  const random = seeded(TEST_SEED + round)
  const members = orders(random).map((input): Member => {
    const { standard, issues } = prepare(input, engine, '2026-01-01')
    return { record: standard, issues }
  })
  const profiles = profilesOf(members)
  expect(profiles.length).toBeLessThan(members.length)
  const survive = (some: readonly Member[]) => engine.entities.person.survive(some, { status: 'active', reasons: [] })
  expect(survive(shuffle(profiles, random))).toEqual(survive(members))
})
