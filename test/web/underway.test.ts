import { expect, test, vi } from 'vitest'
import { createUnderway } from '../../web/state/underway.ts'

test('who asks what is being asked waits for that answer; afterwards it is asked anew', async () => {
  const underway = createUnderway()
  const load = vi.fn(async () => 7)
  const [one, other] = [underway.ask('counts', load), underway.ask('counts', load)]
  expect(await Promise.all([one.answer, other.answer])).toEqual([7, 7])
  expect(load).toHaveBeenCalledTimes(1)
  await underway.ask('counts', load).answer
  expect(load).toHaveBeenCalledTimes(2)
})

test('a question is given up when nobody waits for it any more, and not before', async () => {
  const underway = createUnderway()
  const signals: AbortSignal[] = []
  const load = (signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
  }
  const [one, other] = [underway.ask('counts', load), underway.ask('counts', load)]
  one.leave()
  one.leave()
  expect(signals[0]?.aborted).toBe(false)
  other.leave()
  await expect(other.answer).rejects.toThrow('given up')
  // Whoever comes now asks anew.
  underway.ask('counts', load).answer.catch(() => undefined)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
})

test('a failure is everybody’s, and is not kept', async () => {
  const underway = createUnderway()
  const load = vi.fn(() => Promise.reject(new Error('busy')))
  const [one, other] = [underway.ask('counts', load), underway.ask('counts', load)]
  await expect(one.answer).rejects.toThrow('busy')
  await expect(other.answer).rejects.toThrow('busy')
  await expect(underway.ask('counts', load).answer).rejects.toThrow('busy')
  expect(load).toHaveBeenCalledTimes(2)
})
