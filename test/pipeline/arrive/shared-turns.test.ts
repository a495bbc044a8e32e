import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedTurns, type Turn } from '../../../server/pipeline/arrive/shared-turns.ts'

type Named = Turn & { name: string; bad?: boolean }

/** A queue that tells which pieces each turn was of, and fails with those that are bad. */
function queueOf(
  most = 10,
  quick = most,
  waiting = 1_000,
): { ask: (piece: Named) => Promise<string>; turns: string[][] } {
  const turns: string[][] = []
  const running = new Set<string>()
  const ask = sharedTurns<Named, string>(
    async (pieces) => {
      turns.push(pieces.map(({ name }) => name))
      const about = pieces.flatMap((piece) => piece.about)
      expect(about.filter((thing) => running.has(thing))).toEqual([])
      for (const thing of about) running.add(thing)
      await sleep(about.length)
      for (const thing of about) running.delete(thing)
      const bad = pieces.find((piece) => piece.bad)
      if (bad) throw new Error(`${bad.name} failed`)
      return turns.length.toString()
    },
    { most, quick, waiting },
  )
  return { ask, turns }
}

test('what waits meanwhile shares the next turn', async () => {
  const { ask, turns } = queueOf()
  await Promise.all(['a', 'b', 'c'].map((name) => ask({ name, group: '', about: [name] })))
  expect(turns).toEqual([['a'], ['b', 'c']])
})

test('groups do not mix, and a turn is about no more than it may be', async () => {
  const { ask, turns } = queueOf(2)
  const pieces = ['x', 'a', 'B', 'b', 'c'].map((name) => ({
    name,
    group: name < 'a' ? 'upper' : 'lower',
    about: [name],
  }))
  await Promise.all(pieces.map(ask))
  expect(turns).toEqual([['x'], ['a', 'b'], ['B'], ['c']])
})

test('a piece that fails holds up nobody: the others of its turn are done one by one', async () => {
  const { ask, turns } = queueOf()
  const pieces = ['x', 'good', 'bad', 'fine'].map((name) => ({ name, group: '', about: [name], bad: name === 'bad' }))
  const ended = await Promise.allSettled(pieces.map(ask))
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(turns).toEqual([['x'], ['good', 'bad', 'fine'], ['good'], ['bad'], ['fine']])
})

const long = { name: 'long', group: '', about: ['1', '2', '3', '4'] }
const quick = { name: 'quick', group: '', about: ['9'] }

test('who brings one thing does not wait for somebody who brings many', async () => {
  const { ask, turns } = queueOf(4, 2)
  await Promise.all([long, { ...long, name: 'longer' }, quick].map((piece) => ask(piece)))
  expect(turns).toEqual([['long'], ['quick'], ['longer']])
})

test('unless the many came first and it is among them', async () => {
  const { ask, turns } = queueOf(4, 2)
  await Promise.all([long, { ...quick, about: ['3'] }, { ...quick, name: 'other' }].map((piece) => ask(piece)))
  expect(turns).toEqual([['long'], ['other'], ['quick']])
})

test('no more waits than may', async () => {
  const { ask } = queueOf(4, 2, 6)
  const ended = await Promise.allSettled([long, long, long, quick].map((piece) => ask(piece)))
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(ended[2]).toMatchObject({ reason: { problem: { code: 'graph.busy' } } })
  await ask(long) // what was done waits no more
})

test('each piece is done once, and those about the same thing in the order they came', async () => {
  const piece = fc.record({
    group: fc.constantFrom('one', 'two'),
    about: fc.uniqueArray(fc.constantFrom<string>('p', 'q', 'r', 's'), { minLength: 1, maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (drawn) => {
      const { ask, turns } = queueOf(4, 1)
      await Promise.all(drawn.map((one, i) => ask({ ...one, name: `${i}` })))
      const order = turns.flat().map(Number)
      expect([...order].sort((a, b) => a - b)).toEqual(drawn.map((_, i) => i))
      for (const thing of ['p', 'q', 'r', 's']) {
        const own = order.filter((i) => drawn[i]?.about.includes(thing))
        expect(own).toEqual([...own].sort((a, b) => a - b))
        for (const turn of turns)
          expect(turn.filter((i) => drawn[Number(i)]?.about.includes(thing)).length).toBeLessThan(2)
      }
    }),
    { numRuns: 50 },
  )
})
