import { expect, test } from 'vitest'
import { indexable } from '../../server/text/indexable.ts'

test.each([
  ['a key', 'smith 78701', 'smith 78701'],
  ['as long as it may be', 'x'.repeat(300), 'x'.repeat(300)],
])('%s stays', (_what, text, made) => expect(indexable(text)).toBe(made))

test.each([
  ['letters', 'x'.repeat(10_000), 'y'],
  ['signs of three bytes', '王'.repeat(10_000), '李'],
])('%s are cut, and two that differ at their end are two', (_what, text, other) => {
  expect(Buffer.byteLength(indexable(text))).toBeLessThan(8_000)
  expect(indexable(text)).not.toBe(indexable(text + other))
  expect(indexable(text)).toBe(indexable(`${text}`))
})
