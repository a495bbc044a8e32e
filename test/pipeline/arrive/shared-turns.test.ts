import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedTurns, type Turn } from '../../../server/pipeline/arrive/shared-turns.ts'

type Named = Turn & { name: string; bad?: boolean }

/** A queue that tells which pieces each turn was of, and fails with those that are bad. */
function queueOf(most = 10): { ask: (piece: Named) => Promise<string>; turns: string[][] } {
  const turns: string[][] = []
  const ask = sharedTurns<Named, string>(async (pieces) => {
    turns.push(pieces.map(({ name }) => name))
    await sleep(1)
    const bad = pieces.find((piece) => piece.bad)
    if (bad) throw new Error(`${bad.name} failed`)
    return turns.length.toString()
  }, most)
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

test('each piece is done once, and those about the same thing in the order they came', async () => {
  const piece = fc.record({
    group: fc.constantFrom('one', 'two'),
    about: fc.uniqueArray(fc.constantFrom<string>('p', 'q', 'r', 's'), { minLength: 1, maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (drawn) => {
      const { ask, turns } = queueOf(4)
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
