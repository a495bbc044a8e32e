import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { exclusively } from '../../../server/pipeline/run/exclusive.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { acquireExclusive, releaseExclusive } from '../../../server/store/write/changes.ts'

const WORDS = new Map([
  [acquireExclusive.text, 'takes'],
  [releaseExclusive.text, 'gives back'],
])

/** A graph that answers a renewal only when it is let. */
function slowGraph(answer: () => Promise<unknown>) {
  const done: string[] = []
  const tx = {
    run: async (text: string) => {
      const word = WORDS.get(text) ?? text
      if (done.length > 0 && word === 'takes') await answer()
      done.push(word)
      return [{ free: true, writes: 0, until: 1 }]
    },
  }
  const store = { write: (work: (of: typeof tx) => Promise<unknown>) => work(tx) } as unknown as Store
  return { store, done }
}

test('a renewal on its way does not take the graph again after it was given back', async () => {
  let letGo = () => {}
  const held = new Promise<void>((go) => {
    letGo = go
  })
  const { store, done } = slowGraph(() => held)
  const running = exclusively(store, 'me', () => sleep(40), 10)
  await sleep(80)
  expect(done).toEqual(['takes'])
  letGo()
  await running
  expect(done).toEqual(['takes', 'takes', 'gives back'])
})

test('a renewal that fails is told when the work is done, and the graph is given back', async () => {
  const { store, done } = slowGraph(() => Promise.reject(new Error('no way through')))
  await expect(exclusively(store, 'me', () => sleep(60), 10)).rejects.toThrow('no way through')
  expect(done).toEqual(['takes', 'gives back'])
})

test('what the work says goes before what a renewal says', async () => {
  const { store } = slowGraph(() => Promise.reject(new Error('no way through')))
  const work = () => sleep(60).then(() => Promise.reject(new Error('no such row')))
  await expect(exclusively(store, 'me', work, 10)).rejects.toThrow('no such row')
})
