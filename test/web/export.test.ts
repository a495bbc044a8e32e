import { describe, expect, test } from 'vitest'
import { drawingOf, openScene, stepOf, WHOLE_VIEW } from '../../web/canvas/scene.ts'
import { graphSvg } from '../../web/export/svg.ts'
import { asCypher, edgesCsv, graphJson, graphMl, nodesCsv, xml } from '../../web/export/texts.ts'
import { fragmentOf, linkOf, placeOf } from '../../web/state/address-bar.ts'
import { FIRST_STATE, restored } from '../../web/state/state.ts'
import { CHARLES_GRAPH, catherineGraph, NORTHGATE_GRAPH } from './fixtures/graphs.ts'
import { CATHERINE } from './fixtures/ids.ts'

const graph = catherineGraph(undefined)
const drawing = drawingOf(openScene(CATHERINE, graph))
const palette = new Proxy({}, { get: () => '#123456' }) as Parameters<typeof graphSvg>[0]['palette']

describe('the canvas as a text', () => {
  test('a row a node, a row a line', () => {
    expect(nodesCsv(drawing).trim().split('\r\n')).toHaveLength(drawing.nodes.length + 1)
    expect(edgesCsv(drawing).split('\r\n')[1]).toBe(`MEMBER_OF,web-shop:person:W1001,${CATHERINE},member of`)
    expect(nodesCsv(drawing)).toContain('"418 Orchard Gate Lane, Ann Arbor MI 48104"')
  })

  test('a name that a spreadsheet would calculate stays a name', () => {
    const [node] = drawing.nodes
    const sly = { ...drawing, nodes: node ? [{ ...node, label: '=HYPERLINK("x")' }] : [] }
    expect(nodesCsv(sly)).toContain(`"'=HYPERLINK(""x"")"`)
  })

  test('JSON is what the API answers', () => {
    expect(JSON.parse(graphJson(drawing))).toEqual({ nodes: graph.nodes, edges: graph.edges })
  })

  test('GraphML and SVG escape what names hold', () => {
    expect(xml('A & B <c> "d" \u0000')).toBe('A &amp; B &lt;c&gt; &quot;d&quot; ')
    expect(graphMl(drawing).match(/<node /g)).toHaveLength(drawing.nodes.length)
    const spots = new Map(drawing.nodes.map(({ id }, i) => [id, { x: i * 90, y: (i % 3) * 80 }]))
    const svg = graphSvg({ drawing, spots, palette, title: 'Catherine & Charles' })
    expect(svg).toContain('Catherine &amp; Charles</text>')
    expect(svg).toContain('>Source record</text>')
    expect(svg).toContain('>maybe the same</text>')
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  test('Cypher asks each kind by its label and key', () => {
    const text = asCypher(drawingOf(openScene('x', CHARLES_GRAPH)))
    expect(text).toContain("MATCH (n:Order) WHERE n.id IN ['crm:O77'] RETURN n")
    expect(text).toContain("MATCH (n:Address) WHERE n.key IN ['mi418'] RETURN n")
  })
})

describe('a link to a view', () => {
  const scene = openScene(CATHERINE, graph)

  test('names what is on the canvas, not how it came there', () => {
    const state = restored(scene, { view: 'explore' })(FIRST_STATE)
    const place = placeOf(linkOf(state))
    expect(place.focus).toBe(CATHERINE)
    expect([CATHERINE, ...place.ids].sort()).toEqual(graph.nodes.map(({ id }) => id).sort())
  })

  test.each<[why: string, steps: number, whole: boolean, byIds: boolean]>([
    ['a few expansions are told one by one', 3, false, false],
    ['many are not', 9, false, true],
    ['a view that came as a whole stays one', 0, true, true],
  ])('%s', (_why, steps, whole, byIds) => {
    const first = stepOf(whole ? WHOLE_VIEW : CATHERINE, graph)
    const more = Array.from({ length: steps }, (_, i) => stepOf(`node:${i}`, NORTHGATE_GRAPH))
    const place = placeOf(fragmentOf({ ...FIRST_STATE, scene: { ...scene, steps: [first, ...more] } }))
    expect([place.ids.length > 0, place.open.length > 0]).toEqual([byIds, !byIds && steps > 0])
  })
})
