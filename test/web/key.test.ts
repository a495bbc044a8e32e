import { describe, expect, test } from 'vitest'
import { keyIn, secretIn } from '../../web/api/key.ts'

describe('keys in the page', () => {
  test.each<[hash: string, secret: string | undefined]>([
    ['#secret=kith_local_aB-_9', 'kith_local_aB-_9'],
    ['#/explore/cus_1', undefined],
    ['#/explore/x?secret=1', undefined],
    ['#secret=', undefined],
    ['#secret=a b', undefined],
    ['', undefined],
  ])('the address %s brings %s', (hash, secret) => expect(secretIn(hash)).toBe(secret))

  test.each([
    ['kith_0123_x', 'kith_0123_x'],
    ['  kith_0123_x\n', 'kith_0123_x'],
    ['Authorization: Bearer kith_local_x\n', 'kith_local_x'],
    ['authorization:bearer kith_local_x', 'kith_local_x'],
    ['Bearer kith_local_x', 'kith_local_x'],
  ])('of %s the key is %s', (text, key) => expect(keyIn(text)).toBe(key))
})
