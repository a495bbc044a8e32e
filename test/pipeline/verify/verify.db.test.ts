import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { mintId } from '../../../server/pipeline/run/mint.ts'
import type { SaidOfAddress } from '../../../server/pipeline/verify/around.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { keyOfDouble, type Mood, openProviderDouble, type ProviderDouble } from '../../kit/address-provider.ts'
import { emptyGraph, wipe } from '../../kit/graph.ts'
import { personInput } from '../../kit/world.ts'

const ACTOR = { key: 'shop' }
const never = new AbortController().signal
const DAY_MS = 86_400_000

let store: Store
let kith: Kith
let double: ProviderDouble
let at: number
let said: SaidOfAddress[]
let tests = 0
let more: Readonly<Record<string, unknown>>
const files = () => [double.file({ provider: `post-${tests}`, ...more })]
const options = () => ({ mint: mintId, now: () => new Date(at) })

beforeAll(async () => {
  store = await emptyGraph()
  at = Date.parse('2026-03-02T09:00:00Z')
  const note = async (words: readonly SaidOfAddress[]) => {
    said.push(...words)
  }
  double = await openProviderDouble()
  kith = openKith(store, { ...options(), addresses: { files, freshMs: 0, variable: keyOfDouble, note } })
  // The first ones wait for what is made ready once: rules, tables, plans of statements.
  said = []
  more = {}
  for (let i = 0; i < 3; i++) await kith.addresses.verify([house(i)], {})
})
afterAll(async () => {
  kith?.addresses.runner.close()
  await double?.close()
  await store?.close()
})
beforeEach(async () => {
  await double.close()
  await wipe(store)
  at = Date.parse('2026-03-02T09:00:00Z')
  said = []
  more = {}
  tests += 1
  double = await openProviderDouble()
})

/** The file of the provider as it is from now on. */
function setFile(file: Readonly<Record<string, unknown>>): void {
  more = file
}

const house = (n: number) => ({
  line1: `${n} Larkspur Lane`,
  city: 'Quillford',
  region: 'OR',
  postcode: '97405',
  country: 'US',
})
const verify = (...inputs: ReturnType<typeof house>[]) => kith.addresses.verify(inputs, {})
const verdicts = async (...inputs: ReturnType<typeof house>[]) =>
  (await verify(...inputs)).map(({ verdict }) => verdict)
/** Answers of providers, however busy the machine is. */
async function answered(...inputs: ReturnType<typeof house>[]) {
  for (let tries = 0; ; tries++) {
    const checks = await verify(...inputs)
    if (tries > 20 || checks.every(({ verdict }) => verdict !== 'unchecked')) return checks
    await new Promise((done) => setTimeout(done, 200))
  }
}
const waiting = async () => (await kith.addresses.providers()).queue.waiting
async function runJobs(): Promise<void> {
  while (await kith.addresses.runner.once(never));
}

describe('an answer', () => {
  test('of a provider is kept: a thousand resends are one call, one after the other and at once', async () => {
    expect(await answered(house(1))).toMatchObject([{ verdict: 'deliverable' }])
    for (let i = 0; i < 20; i++) await verify(house(1))
    await Promise.all(Array.from({ length: 479 }, () => verify(house(1))))
    await Promise.all(Array.from({ length: 500 }, () => verify(house(2))))
    at += DAY_MS // whatever a busy machine was too slow for
    await runJobs()
    expect(double.asked.map(({ Address1 }) => Address1)).toEqual(['1 Larkspur Lane', '2 Larkspur Lane'])
  })

  test('of one request that names an address often is one call', async () => {
    await answered(...Array.from({ length: 200 }, (_, i) => house(i % 4)).filter(({ line1 }) => !line1.startsWith('0')))
    expect(double.asked).toHaveLength(3)
  })

  test('is believed for as long as its verdict is, and then asked for again', async () => {
    await answered(house(1))
    at += 179 * DAY_MS
    await answered(house(1))
    expect(double.asked).toHaveLength(1)
    at += 2 * DAY_MS
    await answered(house(1))
    expect(double.asked).toHaveLength(2)
  })

  test('is asked for again with another edition of the data', async () => {
    await answered(house(1))
    setFile({ data: '2026-04' })
    const [check] = await answered(house(1))
    expect(double.asked).toHaveLength(2)
    expect(check?.provider).toMatchObject({ version: expect.stringContaining('2026-04') })
  })

  test('reaches who keeps what is said of addresses', async () => {
    const [check] = await answered(house(1))
    expect(said).toMatchObject([
      { key: check?.key, verdict: 'deliverable', proved: 'house', by: { code: 'V44-I44-P6-100 A' } },
    ])
  })

  test('is not asked for where the tables refuse already', async () => {
    const [check] = await kith.addresses.verify(
      [{ line1: 'Larkspur Lane', city: 'Quillford', region: 'OR', country: 'US' }],
      {},
    )
    expect(check).toMatchObject({
      verdict: 'incomplete',
      missing: expect.arrayContaining(['houseNumber']),
      queued: false,
    })
    expect(double.asked).toEqual([])
  })
})

describe('what terms let be kept', () => {
  const stored = () => store.read((tx) => tx.run('MATCH (c:AddressCheck) RETURN c.body AS body', {}))

  test('nothing: it is asked each time, nothing is stored or told, nothing waits', async () => {
    setFile({ keep: { what: 'nothing' } })
    for (let i = 0; i < 2; i++) expect(await answered(house(1))).toMatchObject([{ verdict: 'deliverable' }])
    expect([double.asked.length, await stored(), said]).toEqual([2, [], []])
    double.is('down')
    expect(await verify(house(2))).toMatchObject([{ verdict: 'unchecked', queued: false }])
  })

  test('a verdict: without the address, and still one call', async () => {
    setFile({ keep: { what: 'verdict' } })
    double.knows(() => ({ DeliveryAddress1: '1 Larkspur Road' }))
    expect(await answered(house(1))).toMatchObject([
      { verdict: 'correctable', proposal: { parts: { street: 'Larkspur Road' } } },
    ])
    const [again] = await verify(house(1))
    expect(again).toMatchObject({ verdict: 'correctable', next: 'confirm', provider: { version: expect.any(String) } })
    expect(again?.proposal).toBeUndefined()
    expect(double.asked).toHaveLength(1)
    expect(JSON.stringify(await stored())).not.toContain('Larkspur')
    expect(said).toMatchObject([{ verdict: 'correctable' }])
    expect(said[0]?.proposal).toBeUndefined()
  })
})

describe('a provider that is not well', () => {
  test.each<[mood: Mood, laterMs: number]>([
    ['slow', 0],
    ['down', DAY_MS],
    ['wrong', DAY_MS],
    ['spent', DAY_MS],
    ['silent', DAY_MS],
  ])('%s: nobody waits for it, nobody is refused, none is lost, each is verified once later', async (mood, laterMs) => {
    setFile({ patienceMs: 2_000 })
    double.is(mood)
    const began = performance.now()
    const inputs = Array.from({ length: 12 }, (_, i) => house(i + 1))
    const answers = await verify(...inputs)
    // Who is slow answers after a second and a half; who is silent is given up after two.
    expect(performance.now() - began).toBeLessThan(1_500)
    expect(answers.map(({ verdict, queued }) => [verdict, queued])).toEqual(inputs.map(() => ['unchecked', true]))
    expect(await waiting()).toBe(12)
    // Whatever is under way ends, one way or the other; for a day nothing gets better.
    await new Promise((done) => setTimeout(done, mood === 'slow' || mood === 'silent' ? 2_500 : 0))
    for (let hours = 0; hours < 24 && laterMs > 0; hours += 6) {
      at += laterMs / 4
      await runJobs()
    }
    if (laterMs > 0) expect(await waiting()).toBe(12)
    double.is('well')
    const before = double.asked.length
    for (let days = 0; days < 3; days++) {
      at += DAY_MS
      await runJobs()
    }
    expect(await waiting()).toBe(0)
    expect(await verdicts(...inputs)).toEqual(inputs.map(() => 'deliverable'))
    expect(new Set(said.map(({ key }) => key)).size).toBe(12)
    expect(said).toHaveLength(12)
    expect(double.asked.length - before).toBe(mood === 'slow' ? 0 : 12)
  })

  test('that answers too late for who waits is heard all the same: one call, and no job is left', async () => {
    double.is('slow')
    expect(await verify(house(1))).toMatchObject([{ verdict: 'unchecked', queued: true }])
    await Promise.all([verify(house(1)), verify(house(1))])
    await new Promise((done) => setTimeout(done, 1_200))
    expect(await verdicts(house(1))).toEqual(['deliverable'])
    expect([double.asked.length, await waiting()]).toEqual([1, 0])
  })

  test('that is down is left alone after three calls', async () => {
    double.is('down')
    for (let i = 1; i <= 10; i++) await verify(house(i))
    expect(double.asked).toHaveLength(3)
    const [provider] = (await kith.addresses.providers()).providers
    expect(provider).toMatchObject({ state: 'paused', today: { calls: 3, failed: 3, cost: 0.03 } })
    expect(JSON.stringify(provider)).not.toContain('SECRET')
  })

  test('gives way to the next one of its country', async () => {
    const other = await openProviderDouble()
    const both = openKith(store, {
      ...options(),
      addresses: {
        files: () => [double.file(), other.file({ provider: 'courier', order: 200 })],
        variable: keyOfDouble,
      },
    })
    await both.addresses.verify([{ line1: '1 Larkspur Lane' }], {})
    double.is('down')
    // Both have 800 ms in all, which a machine that does much else may not give them at once.
    let tried = 0
    await vi.waitFor(
      async () =>
        expect(await both.addresses.verify([house(++tried)], {})).toMatchObject([
          { verdict: 'deliverable', provider: { name: 'courier' } },
        ]),
      { timeout: 30_000, interval: 100 },
    )
    await other.close()
  })
})

test('addresses that came by other ways are asked about when it suits, each once, but for those that are known', async () => {
  await verify(house(1))
  const street = { line1: 'Larkspur Lane', city: 'Quillford', region: 'OR', country: 'US' }
  expect(await kith.addresses.askLater([house(1), house(2), house(2), house(3), street], {})).toBe(2)
  await runJobs()
  expect([double.asked.length, await waiting()]).toEqual([3, 0])
})

describe('a day has so many calls', () => {
  test('what is left waits for the next', async () => {
    setFile({ limits: { perDay: 5 } })
    const inputs = Array.from({ length: 8 }, (_, i) => house(i + 1))
    expect((await verdicts(...inputs)).filter((verdict) => verdict === 'unchecked')).toHaveLength(3)
    expect((await kith.addresses.providers()).providers).toMatchObject([
      { state: 'spent', until: '2026-03-03T00:00:00.000Z', today: { calls: 5, most: 5 } },
    ])
    at += 14 * 3_600_000
    await runJobs()
    expect([double.asked.length, await waiting()]).toEqual([5, 3])
    // One tries whether its calls are to be had again, the others follow.
    at += 2 * 3_600_000
    await runJobs()
    expect([double.asked.length, await waiting()]).toEqual([6, 2])
    at += 61_000
    await runJobs()
    expect([double.asked.length, await waiting()]).toEqual([8, 0])
  })

  test('two processes take no more than there are, and no address twice', async () => {
    setFile({ limits: { perDay: 6 } })
    const other = openKith(store, { ...options(), addresses: { files, freshMs: 0, variable: keyOfDouble } })
    await other.addresses.verify([{ line1: '1 Larkspur Lane' }], {})
    double.is('down')
    await verify(...Array.from({ length: 3 }, (_, i) => house(i + 1)))
    double.is('well')
    at += DAY_MS
    const { length: before } = double.asked
    await Promise.all([kith.addresses.runner.once(never), other.addresses.runner.once(never)])
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => (n % 2 ? kith : other).addresses.verify([house(n)], {})))
    expect(double.asked.length - before).toBe(6)
    other.addresses.runner.close()
  })
})

describe('all addresses at once', () => {
  const name = () => `post-${tests}`
  const loaded = (n: number, source = 'shop') =>
    personInput(`${source}:person:${source}${n}`, {
      givenName: `Given${n}`,
      familyName: `Family${n}`,
      'address.line1': `${n} Larkspur Lane`,
      'address.city': 'Quillford',
      'address.region': 'OR',
      'address.postcode': '97405',
    })
  const all = (more: Partial<Parameters<Kith['addresses']['verifyAll']>[0]> = {}) =>
    kith.addresses.verifyAll({ dryRun: false, signal: never, onProgress: () => {}, ...more })

  beforeEach(async () => {
    await kith.upsert([...[1, 2, 3, 4].map((n) => loaded(n)), loaded(1, 'crm'), loaded(9, 'crm')], ACTOR)
  })

  test('a dry run says what it would cost, and asks nobody', async () => {
    expect(await all({ dryRun: true })).toMatchObject({
      records: 6,
      addresses: 5,
      calls: { [name()]: { calls: 5, cost: 0.05 } },
    })
    expect(double.asked).toEqual([])
  })

  test('a budget bounds it; run again it goes on, and then there is nothing left', async () => {
    expect(await all({ budget: 2 })).toMatchObject({
      calls: { [name()]: { calls: 2 } },
      stopped: expect.stringContaining('budget'),
    })
    expect(await all()).toMatchObject({ known: 2, calls: { [name()]: { calls: 3 } }, verdicts: { deliverable: 3 } })
    expect(await all()).toMatchObject({ known: 5, calls: {} })
    expect(double.asked).toHaveLength(5)
  })

  test('of one source', async () => {
    expect(await all({ source: 'crm' })).toMatchObject({ records: 2, addresses: 2, calls: { [name()]: { calls: 2 } } })
  })

  test('ends where nobody can be asked any more, and says why', async () => {
    setFile({ limits: { perDay: 2 } })
    const outcome = await all()
    expect(outcome).toMatchObject({ calls: { [name()]: { calls: 2 } }, open: 3 })
    expect(outcome.stopped).toContain('its calls of today are used up')
  })
})
