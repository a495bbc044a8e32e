import { expect, test } from 'vitest'
import { flawIn, isWellFormed } from '../../server/text/sound-json.ts'

test.each([
  ['plain', 'Jürgen', true],
  ['a whole pair', '😀', true],
  ['none', '', true],
  ['the first half', 'a\ud83d', false],
  ['the second half', '\ude00a', false],
  ['halves in the wrong order', '\ude00\ud83d', false],
])('%s', (_what, text, isSo) => expect(isWellFormed(text)).toBe(isSo))

test.each([
  ['nothing wrong', { a: [1, null, { b: '😀' }] }, undefined],
  ['a text', { a: ['x', { b: '\ud83d' }] }, 'a.1.b'],
  ['a name', { a: { '\udc00': 1 } }, 'a'],
  ['a name that is nobody’s own', { a: JSON.parse('{"__proto__":{}}') }, 'a'],
  ['the value itself', '\ud800', ''],
])('flaw: %s', (_what, value, at) => expect(flawIn(value)?.at).toBe(at))
