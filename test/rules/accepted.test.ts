import { expect, test } from 'vitest'
import { type AddressWord, wordOf } from '../../server/model/addresses/address-word.ts'
import type { AddressInput } from '../../server/model/record.ts'
import { accepting, asRead, correctionsAmong, correctionsOf } from '../../server/rules/accepted.ts'
import { cleanAddress } from '../../server/rules/clean-address.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { personInput } from '../kit/world.ts'

const engine = compileEngine(shippedRuleSet())
const TODAY = '2026-01-01'
const ADA = { givenName: 'Ada', familyName: 'Lindqvist' }
const at = (line1: string) => ({ line1, city: 'Eugene', region: 'OR', postcode: '97405', country: 'US' })
const keyOf = (address: AddressInput) => cleanAddress(engine.standardise, address)?.key ?? ''

function means(read: AddressInput, meant: AddressInput, day = '2025-01-01'): AddressWord {
  const told = { at: `${day}T00:00:00.000Z`, receivedAt: `${day}T00:00:00.000Z`, provider: 'steward', by: 'ann' }
  return wordOf({ ...told, key: keyOf(read), kind: 'corrected', meant: JSON.stringify(meant) })
}

/** Of a record that lives at 14 Larkspr Lane, what is made of it by these corrections. */
function livingThere(words: readonly AddressWord[]) {
  const address = { ...at('14 Larkspr Lane'), line2: 'c/o Bo', kind: 'home', from: '2020-01-01' }
  const plain = prepare(
    personInput('crm:person:1', ADA, { addresses: [address], updatedAt: '2024-01-01T00:00:00Z' }),
    engine,
    TODAY,
  )
  const made = accepting(plain, correctionsAmong(words), engine.entities.person, TODAY)
  return { plain, made, place: made.standard.addresses[0] }
}

test('what is accepted takes the place of what was read: as the record’s own word, with keys that follow', () => {
  const { plain, made, place } = livingThere([means(at('14 Larkspr Lane'), at('14 Larkspur Lane'))])
  expect(place).toMatchObject({
    key: keyOf(at('14 Larkspur Lane')),
    line1: '14 Larkspur Lane',
    line2: 'c/o Bo',
    kind: 'home',
    from: '2020-01-01',
    corrected: [{ part: 'line1', was: '14 Larkspr Lane', why: 'put right by a steward' }],
    original: { line1: '14 Larkspr Lane' },
    readAs: { keys: [keyOf(at('14 Larkspr Lane'))] },
  })
  const right = prepare(personInput('crm:person:1', ADA, { addresses: [at('14 Larkspur Lane')] }), engine, TODAY)
  expect(made.keys).toEqual(right.keys)
  expect(made.hash).toBe(plain.hash)
  const elsewhere = livingThere([means(at('14 Larkspr Lane'), { ...at('9 Birch Row'), postcode: '97401' })])
  expect(elsewhere.made.keys).not.toEqual(plain.keys)
})

test('what is taken back leaves what was read, exactly, and again nothing changes', () => {
  const { plain, made } = livingThere([means(at('14 Larkspr Lane'), at('14 Larkspur Lane'))])
  const nothing = correctionsAmong([])
  const back = accepting(made, nothing, engine.entities.person, TODAY)
  expect(back).toEqual(plain)
  expect(accepting(plain, nothing, engine.entities.person, TODAY)).toBe(plain)
})

test('the latest counts; what takes the place may be put right in its turn, and two for each other change nothing', () => {
  const [a, b, c] = [at('14 Larkspr Lane'), at('14 Larkspur Lane'), at('14 Larkspur Loop')] as const
  const lineBy = (...words: AddressWord[]) => livingThere(words).place?.line1
  expect(lineBy(means(a, b, '2025-02-01'), means(a, c, '2025-01-01'))).toBe(b.line1)
  expect(lineBy(means(a, b), means(b, c))).toBe(c.line1)
  expect(livingThere([means(a, b), means(b, c)]).place?.readAs?.keys).toEqual([keyOf(a), keyOf(b)])
  expect(lineBy(means(a, b), means(b, a))).toBe(a.line1)
})

test('corrections are looked for by what was read, and by what takes its place', async () => {
  const [a, b, c] = [at('14 Larkspr Lane'), at('14 Larkspur Lane'), at('14 Larkspur Loop')] as const
  const words = [means(a, b), means(b, c)]
  const { made } = livingThere(words)
  const asked: string[][] = []
  const found = await correctionsOf([made.standard], engine.standardise, async (keys) => {
    asked.push([...keys])
    return words.filter(({ key }) => keys.includes(key))
  })
  expect(asked).toEqual([[keyOf(a)], [keyOf(b)], [keyOf(c)]])
  expect([...found.keys()]).toEqual([keyOf(a), keyOf(b)])
  expect(made.standard.addresses.map((address) => asRead(address).key)).toEqual([keyOf(a)])
})
