import { useRef } from 'react'
import { nodeName } from '../../canvas/elements.ts'
import type { Graph } from '../../canvas/graph.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { pngWithLegend } from '../../export/png.ts'
import { graphSvg } from '../../export/svg.ts'
import { asCypher, edgesCsv, graphJson, graphMl, nodesCsv } from '../../export/texts.ts'
import { linkOf } from '../../state/address-bar.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { toasted } from '../../state/state.ts'
import { useClosing } from '../parts/use-closing.ts'

/** Takes the canvas elsewhere: as a picture, as a file, as a statement, as a link. */
export function ExportMenu({ graph, drawing }: { graph: Graph | undefined; drawing: Drawing }) {
  const { store, update } = useApp()
  const focus = useSelect((s) => s.scene.focus)
  const menu = useRef<HTMLDetailsElement>(null)
  useClosing(menu)
  const focused = drawing.nodes.find(({ id }) => id === focus)
  const title = focused ? nodeName(focused) : 'Kith'
  const file = `kith-${
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'graph'
  }`
  const run = async (work: () => Promise<string> | string) => {
    menu.current?.removeAttribute('open')
    try {
      update(toasted({ text: await work(), tone: 'info' }))
    } catch (error) {
      update(toasted({ text: error instanceof Error ? error.message : String(error), tone: 'error' }))
    }
  }
  const save = (ending: string, type: string, text: () => string) =>
    run(() => {
      download(new Blob([text()], { type }), `${file}.${ending}`)
      return `Saved as ${file}.${ending}.`
    })
  const savePng = () =>
    run(async () => {
      if (!graph) return 'There is no picture yet.'
      const palette = graph.palette()
      download(await pngWithLegend({ canvas: await graph.png(), drawing, palette, title }), `${file}.png`)
      return `Saved as ${file}.png.`
    })
  const saveSvg = () =>
    graph &&
    save('svg', 'image/svg+xml', () => graphSvg({ drawing, spots: graph.spots(), palette: graph.palette(), title }))
  const copy = (text: string, done: string) =>
    run(async () => {
      await navigator.clipboard.writeText(text)
      return done
    })
  return (
    <details className="export" ref={menu}>
      <summary>Export</summary>
      <div className="export-menu">
        <button type="button" onClick={() => void savePng()}>
          Picture (PNG)
        </button>
        <button type="button" onClick={() => void saveSvg()}>
          Drawing (SVG)
        </button>
        <button type="button" onClick={() => void save('csv', 'text/csv', () => nodesCsv(drawing))}>
          Nodes (CSV)
        </button>
        <button type="button" onClick={() => void save('links.csv', 'text/csv', () => edgesCsv(drawing))}>
          Links (CSV)
        </button>
        <button type="button" onClick={() => void save('graphml', 'application/xml', () => graphMl(drawing))}>
          GraphML
        </button>
        <button type="button" onClick={() => void save('json', 'application/json', () => graphJson(drawing))}>
          JSON
        </button>
        <button
          type="button"
          onClick={() => void copy(asCypher(drawing), 'Copied: paste it into Neo4j Browser to see the same nodes.')}
        >
          Copy as Cypher
        </button>
        <button
          type="button"
          onClick={() =>
            void copy(
              `${location.origin}${location.pathname}${linkOf(store.get())}`,
              'Copied: the link opens this view in one go, for everybody who may read it.',
            )
          }
        >
          Copy a link to this view
        </button>
      </div>
    </details>
  )
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
