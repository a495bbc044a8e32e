import { expect, test } from 'vitest'
import { stepOf } from '../../web/canvas/scene.ts'
import { fragmentOf, placeOf } from '../../web/state/address-bar.ts'
import { asOf, noted, takenBack } from '../../web/state/record-state.ts'
import * as state from '../../web/state/state.ts'
import { createStore } from '../../web/state/store.ts'
import { CATHERINE } from './fixtures/ids.ts'
import { star } from './fixtures/small.ts'

const apply = (...producers: state.Producer[]) => producers.reduce((s, producer) => producer(s), state.FIRST_STATE)
const opened = state.opened('a', star('a', 'b c'))

test('opening selects the focus and says what came', () => {
  const s = apply(opened)
  expect(s.selected).toBe('a')
  expect(s.said).toBe('Opened a: 3 nodes.')
})

test('expanding says how many nodes are new, and selects nothing else', () => {
  const s = apply(opened, state.select('b'), state.expanded(stepOf('b', star('b', 'a d'))))
  expect(s.said).toBe('Added 1 node beside b.')
  expect(s.selected).toBe('b')
})

test('selection falls back to the focus when the node goes', () => {
  const more = state.expanded(stepOf('b', star('b', 'd')))
  expect(apply(opened, more, state.select('d'), state.collapsed('b')).selected).toBe('a')
  expect(apply(opened, state.select('c'), state.hidden('c')).selected).toBe('a')
})

test.each([
  ['erp:E1', 'erp:person:E1'],
  ['erp:person:E1', 'erp:person:E1'],
  ['erp:E2', 'a'],
])('a link to %s selects %s', (at, selected) => {
  const { scene } = apply(state.opened('a', star('a', 'erp:person:E1')))
  expect(apply(state.restored(scene, { selected: at })).selected).toBe(selected)
})

test('each message has an id of its own, so that the same text twice is two messages', () => {
  const hello = state.toasted({ text: 'Hello', tone: 'info' })
  expect(apply(hello, hello).toast?.id).toBe(2)
  expect(apply(hello, state.untoasted).toast).toBeUndefined()
})

test('what was done last is taken back first, and only once', () => {
  const [one, two] = [{ kind: 'decision', id: 'dec_1' } as const, { kind: 'plan', id: 'pla_1' } as const]
  const s = apply(noted(one, 'Joined.'), noted(two, 'Done.'))
  expect(s.done).toEqual([one, two])
  expect(takenBack('pla_1')(s)).toMatchObject({ done: [one], toast: undefined })
  expect(takenBack('dec_1')(s).toast?.undo).toEqual(two)
})

test('another selection leaves the past', () => {
  const past = asOf({ day: '2024-02-01', by: 'true' })
  expect(apply(opened, past, state.select('a')).past?.day).toBe('2024-02-01')
  expect(apply(opened, past, state.select('b')).past).toBeUndefined()
})

test('a given key reads everything again', () => {
  expect(apply(state.keyAsked, state.keyGiven)).toMatchObject({ keyWanted: false, version: 1 })
})

test('the store tells listeners of a new state only', () => {
  const store = createStore(state.FIRST_STATE)
  let heard = 0
  const stop = store.subscribe(() => {
    heard += 1
  })
  store.update(state.select('a'))
  store.update(state.select('a'))
  stop()
  store.update(state.select('b'))
  expect(heard).toBe(1)
})

test.each<[why: string, s: state.State, hash: string]>([
  ['the start page', state.FIRST_STATE, '#/explore'],
  ['a golden record', apply(state.opened(CATHERINE, star(CATHERINE, 'b'))), `#/explore/${CATHERINE}`],
  ['a group', apply(state.opened(`tree:${CATHERINE}`, star(CATHERINE, 'b'))), `#/explore/tree%3A${CATHERINE}`],
  ['the reports', apply(opened, state.go('reports')), '#/reports'],
  [
    'a filtered queue',
    apply(state.go('review'), state.reviewed({ kind: 'held', entity: 'company' })),
    '#/review?kind=held&entity=company',
  ],
  ['a day as it was known', apply(opened, asOf({ day: '2024-02-01', by: 'known' })), '#/explore/a?known=2024-02-01'],
  ['a day as it was', apply(opened, asOf({ day: '2024-02-01', by: 'true' })), '#/explore/a?day=2024-02-01'],
  [
    'expansions, hidden nodes, selection and layout',
    apply(
      opened,
      state.expanded(stepOf('crm:person:a/1', star('b', 'd e'))),
      state.hidden('e'),
      state.select('HAS_ADDRESS|a|b'),
      state.arranged('tree'),
    ),
    '#/explore/a?open=crm%3Aperson%3Aa%2F1&hide=e&at=HAS_ADDRESS%7Ca%7Cb&as=tree',
  ],
])('address of %s', (_why, s, hash) => {
  expect(fragmentOf(s)).toBe(hash)
  const place = placeOf(hash)
  expect(place.view).toBe(s.view)
  expect(place.review).toEqual(s.view === 'review' ? s.review : {})
  if (s.view !== 'explore') return
  expect(place).toMatchObject({ hide: s.scene.hidden, arrangement: s.arrangement, past: s.past })
  expect([place.focus, ...place.open]).toEqual(
    s.scene.steps.length === 0 ? [undefined] : s.scene.steps.map((step) => step.key),
  )
})

test.each(['', '#', '#/nowhere', '#/explore/%E0%A4%A', '#/review?kind=odd&entity='])(
  'an address nobody wrote is harmless: %s',
  (hash) => {
    expect(placeOf(hash)).toMatchObject({ focus: undefined, review: {}, open: [] })
  },
)
