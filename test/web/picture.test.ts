import { describe, expect, test } from 'vitest'
import { BUNDLE_OVER, BUNDLE_STEP } from '../../web/canvas/bundles.ts'
import { elementsOf, NO_LOOKS } from '../../web/canvas/elements.ts'
import { outlineOf } from '../../web/canvas/outline.ts'
import { pictureOf } from '../../web/canvas/picture.ts'
import { openScene, stepOf, undoScene, wholeOf } from '../../web/canvas/scene.ts'
import { NOTHING_OFF, switchesOf, turned } from '../../web/canvas/switches.ts'
import { tinted } from '../../web/canvas/tint.ts'
import { fragmentOf, placeOf } from '../../web/state/address-bar.ts'
import * as canvas from '../../web/state/canvas-state.ts'
import * as state from '../../web/state/state.ts'
import { CHARLES_GRAPH, catherineGraph, crowd } from './fixtures/graphs.ts'
import { CATHERINE, CHARLES, HOUSEHOLD, MICHIGAN, TEXAS } from './fixtures/ids.ts'

const open = state.opened(CATHERINE, catherineGraph(undefined))
const shownBy = (...producers: state.Producer[]) =>
  [open, ...producers].reduce((s, producer) => producer(s), state.FIRST_STATE)
const seen = (...producers: state.Producer[]) => pictureOf(shownBy(...producers).scene)
const ids = ({ nodes }: { nodes: readonly { id: string }[] }) => nodes.map(({ id }) => id)
const DOUBT = 'MAYBE_SAME|crm:person:C1001|crm:person:C1003'

describe('a golden record on the canvas', () => {
  test('is closed at first: it stands for its records, and what ties them to others is its own', () => {
    const picture = seen()
    expect(ids(picture)).toEqual([CATHERINE, 'crm:person:C1003', MICHIGAN, TEXAS, HOUSEHOLD, CHARLES])
    expect(picture.records.get(CATHERINE)).toBe(4)
    expect(picture.edges.find(({ key }) => key === DOUBT)).toMatchObject({ from: CATHERINE, to: 'crm:person:C1003' })
    expect(picture.edges.filter(({ type }) => type === 'MEMBER_OF' || type === 'SAME_AS')).toEqual([])
  })

  test('says how many there are, on the canvas and in the outline', () => {
    const picture = seen()
    const looks = { ...NO_LOOKS, records: picture.records }
    const [first] = elementsOf(picture, CATHERINE, looks)
    expect(first).toMatchObject({ data: { label: 'Catherine Johnson ×4' }, classes: 'stack focus' })
    expect(outlineOf(picture, new Set(), looks).find(({ key }) => key === CATHERINE)?.detail).toBe('×4')
    const opened = { ...looks, opened: new Set([CATHERINE]) }
    expect(elementsOf(picture, CATHERINE, opened)[0]?.data.label).toBe('Catherine Johnson')
  })

  test('opens into its records, closes again, and each is one step to undo', () => {
    const opened = shownBy(canvas.goldenOpened(CATHERINE))
    expect(ids(pictureOf(opened.scene))).toHaveLength(10)
    expect(ids(pictureOf(canvas.goldenClosed(CATHERINE)(opened).scene))).toHaveLength(6)
    expect(ids(pictureOf(undoScene(opened.scene)))).toHaveLength(6)
  })

  test('opens when one of its records, or a link between them, is selected', () => {
    expect(ids(seen(state.select('erp:person:E1001')))).toContain('erp:person:E1001')
    expect(ids(seen(state.select('SAME_AS|crm:person:C1001|erp:person:E1001')))).toHaveLength(10)
    expect(ids(seen(state.select(DOUBT)))).toHaveLength(6)
  })

  test('that closes over what was selected is selected itself', () => {
    expect(shownBy(state.select('erp:person:E1001'), canvas.goldenClosed(CATHERINE)).selected).toBe(CATHERINE)
  })

  test('that is hidden takes its records along', () => {
    const expanded = state.expanded(stepOf(CHARLES, CHARLES_GRAPH))
    expect(ids(seen(expanded, state.hidden(CHARLES))).filter((id) => id.includes('1002'))).toEqual([])
    expect(ids(seen(expanded)).at(-1)).toBe('order:crm:O77')
    expect(seen(expanded).edges.find(({ type }) => type === 'PLACED')?.from).toBe(CHARLES)
  })

  test('stays open around a record that the canvas is about', () => {
    const scene = openScene('erp:person:E1001', { ...catherineGraph(undefined), focus: 'erp:person:E1001' })
    expect(ids(pictureOf(scene)).filter((id) => id.startsWith('erp:'))).toEqual(['erp:person:E1001'])
  })
})

describe('switches', () => {
  const off = (more: Partial<typeof NOTHING_OFF>) => seen(canvas.switchedOff({ ...NOTHING_OFF, ...more }))

  test('take a kind out, and count it; the focus stays', () => {
    const picture = off({ kinds: ['address', 'customer'] })
    expect(ids(picture)).not.toContain(MICHIGAN)
    expect(ids(picture)[0]).toBe(CATHERINE)
    expect(picture.off.nodes).toBe(3)
  })

  test('take a source out: its records, and what comes from nowhere else', () => {
    const picture = off({ sources: ['erp'] })
    expect(picture.off.nodes).toBe(1)
    expect(
      ids(
        pictureOf(
          canvas.goldenOpened(CATHERINE)(shownBy(canvas.switchedOff({ ...NOTHING_OFF, sources: ['erp'] }))).scene,
        ),
      ),
    ).toHaveLength(9)
  })

  test('take out what was not so between two days, and what hung on it alone', () => {
    const before = off({ until: '2024-01-01' })
    expect(ids(before)).toContain(TEXAS)
    const joined = before.edges.filter(({ type }) => type === 'IN_HOUSEHOLD').map(({ from }) => from)
    expect(joined).toEqual([CHARLES])
    const since = off({ since: '2025-01-01' })
    expect(ids(since)).not.toContain(TEXAS)
    expect(ids(since)).toContain(MICHIGAN)
    expect(since.off).toEqual({ nodes: 1, edges: 1 })
  })

  test('know what there is to switch', () => {
    const { kinds, sources, timed } = switchesOf(wholeOf(shownBy().scene))
    expect(kinds.get('record')).toBe(5)
    expect([...sources]).toEqual([
      ['crm', 2],
      ['erp', 1],
      ['loyalty', 1],
      ['web-shop', 1],
    ])
    expect(timed).toBe(true)
    expect(turned(turned(['b'], 'a'), 'b')).toEqual(['a'])
  })
})

describe('many neighbours of one kind', () => {
  const crowded = (size: number) => openScene('addr:crowd', crowd('addr:crowd', size))

  test('are drawn one by one up to a number, and are one node beyond', () => {
    expect(pictureOf(crowded(BUNDLE_OVER)).nodes).toHaveLength(BUNDLE_OVER + 1)
    const { nodes, edges, bundles } = pictureOf(crowded(2400))
    expect(nodes.map(({ label }) => label)).toEqual(['1 Mall of Everything', '+2,400 source records'])
    expect(edges).toHaveLength(1)
    expect(bundles[0]?.inside).toHaveLength(2400)
  })

  test('come out in steps, all at once, or the one that is selected', () => {
    const s = { ...state.FIRST_STATE, scene: crowded(100) }
    const id = 'bundle:record~addr:crowd'
    const step = canvas.unpacked(id)(s)
    expect(pictureOf(step.scene).nodes).toHaveLength(2 + BUNDLE_STEP)
    expect(pictureOf(canvas.unpacked(id, true)(s).scene).nodes).toHaveLength(101)
    expect(ids(pictureOf(state.select('crowd:77')(s).scene))).toContain('crowd:77')
    expect(pictureOf(state.hidden(id)(s).scene).nodes).toHaveLength(1)
  })
})

describe('colours', () => {
  const whole = wholeOf(shownBy(state.expanded(stepOf(CHARLES, CHARLES_GRAPH))).scene)

  test('tell sources, with a legend of those that are there', () => {
    const { shades, legend } = tinted(whole, 'source') ?? { shades: new Map(), legend: [] }
    expect(shades.get('crm:person:C1001')).toBe(shades.get('crm:person:C1002'))
    expect(shades.get('crm:person:C1001')).not.toBe(shades.get('erp:person:E1001'))
    expect(legend.map(({ words }) => words)).toContain('loyalty')
  })

  test('tell who spent, and how sure a cluster is; what says nothing of it says so', () => {
    expect(tinted(whole, 'spend')?.shades.get(CHARLES)).toBe('high')
    expect(tinted(whole, 'spend')?.shades.get(CATHERINE)).toBe('none')
    expect(tinted(whole, 'confidence')?.shades.get(CATHERINE)).toBe('high')
    expect(tinted(whole, 'confidence')?.shades.get(CHARLES)).toBe('middle')
    expect(tinted(whole, 'kind')).toBeUndefined()
  })
})

test('how the canvas is looked at is in its address, and comes back from there', () => {
  const s = shownBy(
    canvas.goldenOpened(CATHERINE),
    canvas.switchedOff({ kinds: ['address'], sources: ['erp'], since: '2024-01-01', until: undefined }),
    canvas.unpacked('bundle:order~cus'),
    canvas.pinned(CHARLES, { x: -12.4, y: 88 }),
    canvas.tintedBy('source'),
  )
  const { opened, off, unpacked, pinned, tint } = s.scene
  const { look } = placeOf(fragmentOf(s))
  expect(look).toEqual({ opened, off, unpacked, pinned, tint })
  expect(look.pinned[CHARLES]).toEqual({ x: -12, y: 88 })
  expect(placeOf('#/explore/a?off=kind:odd&since=soon&more=x~y&pin=1~b&tint=odd').look).toEqual(
    placeOf('#/explore/a').look,
  )
})

describe('several picked nodes', () => {
  test('are hidden, or all others are', () => {
    expect(ids(seen(canvas.marked([CHARLES, HOUSEHOLD]), canvas.onlyMarked))).toEqual([CATHERINE, HOUSEHOLD, CHARLES])
    const picked = shownBy(canvas.markTurned(CHARLES), canvas.markTurned(TEXAS), canvas.markTurned(CHARLES))
    expect(picked.marked).toEqual([TEXAS])
  })
})
