import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { GraphView } from '../../server/model/views.ts'
import { openBrowser } from '../kit/browser.ts'
import { buildExplorer } from '../web/explorer.ts'
import { startStub } from '../web/stub-server.ts'
import { type Figure, median } from './figure.ts'

// How smoothly the canvas moves with everything in view and its labels on, beside a bare Cytoscape page with the same
// elements in the same places. Headless Chromium without a graphics card: the slowest that anybody has.

const FOCUS = 'hou_bench'
const SECONDS = 5
/** Nodes and edges, and how many frames a second are smooth enough with them. */
const SIZES = [
  [1000, 45],
  [2000, 30],
] as const
const BARE_SHARE = 0.8
const WORST_MS = 250

type Frames = { middle: number; worst: number }
type Drawn = { elements: { data: Record<string, string> }[]; width: number; height: number }

/** Milliseconds of a frame, the middle one and the worst, of this canvas and of a bare one. */
export async function measure(): Promise<Figure[]> {
  const folder = await buildExplorer()
  const stub = await startStub(folder)
  const { page, close } = await openBrowser()
  try {
    const figures: Figure[] = []
    for (const [size, rate] of SIZES) {
      const drawn = await openOurs(page, stub.url, size)
      const ours = await framesOf(page, '.canvas')
      await openBare(page, drawn)
      const bare = await framesOf(page, '#bare')
      const name = `frame of a canvas with ${drawn.elements.length} nodes and edges, all in view, panned and zoomed`
      figures.push(
        {
          ...{ name: `${name}, median`, value: ours.middle, unit: 'ms', goal: 1 / BARE_SHARE },
          against: { name: 'bare Cytoscape', value: bare.middle },
        },
        {
          ...{ name: `${name}, median`, value: ours.middle, unit: 'ms', goal: 1 },
          against: { name: `${rate} a second`, value: 1000 / rate },
        },
        {
          ...{ name: `${name}, worst`, value: ours.worst, unit: 'ms', goal: 1 },
          against: { name: 'what is felt as a halt', value: WORST_MS },
        },
      )
    }
    return figures
  } finally {
    await close()
    await stub.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Opens the explorer on households of four with their address, a person in common from each to the next. */
async function openOurs(page: Page, url: string, size: number): Promise<Drawn> {
  await page.goto('about:blank')
  await page.unroute('**/api/v1/graph/**')
  await page.route('**/api/v1/graph/**', (route) => route.fulfill({ json: households(size) }))
  await page.goto(`${url}/#/explore/${FOCUS}`)
  await page.waitForFunction(
    () => Reflect.get(document.querySelector('.canvas') ?? {}, '_cyreg')?.cy?.nodes().length > 1,
    undefined,
    { timeout: 60_000 },
  )
  // Layout, icons, and what the page around the canvas still loads.
  await page.waitForTimeout(4000)
  return page.evaluate(() => {
    const { cy } = Reflect.get(document.querySelector('.canvas') ?? {}, '_cyreg')
    const elements = cy
      .elements()
      .map((element: { group(): string; data(): Record<string, string>; position(): object }) => ({
        group: element.group(),
        data: element.data(),
        ...(element.group() === 'nodes' ? { position: { ...element.position() } } : {}),
      }))
    return { elements, width: cy.width(), height: cy.height() }
  })
}

async function openBare(page: Page, { elements, width, height }: Drawn): Promise<void> {
  await page.goto('about:blank')
  await page.setContent(`<div id="bare" style="width:${width}px;height:${height}px"></div>`)
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('cytoscape/dist/cytoscape.min.js') })
  await page.evaluate((all) => {
    const draw = Reflect.get(globalThis, 'cytoscape')
    const style = [{ selector: 'node', style: { label: 'data(label)' } }]
    draw({
      container: document.getElementById('bare'),
      elements: all,
      style,
      layout: { name: 'preset', fit: true, padding: 48 },
    })
  }, elements)
  await page.waitForTimeout(1000)
}

/** Pans and zooms around the whole by a script, and notes how long each frame took. */
async function framesOf(page: Page, holder: string): Promise<Frames> {
  const frames = await page.evaluate(
    ([selector, seconds]) => {
      const { cy } = Reflect.get(document.querySelector(selector) ?? {}, '_cyreg')
      const [zoom, pan, middle] = [cy.zoom(), { ...cy.pan() }, { x: cy.width() / 2, y: cy.height() / 2 }]
      return new Promise<number[]>((done) => {
        const times: number[] = []
        let begin: number | undefined
        let last = 0
        const step = (now: number) => {
          begin ??= now
          if (last > 0) times.push(now - last)
          last = now
          const turn = ((now - begin) / 1000) * Math.PI
          const level = zoom * (1 - 0.12 * (1 - Math.cos(turn)))
          const shift = { x: 60 * Math.sin(turn * 1.3), y: 40 * Math.sin(turn * 0.9) }
          cy.viewport({
            zoom: level,
            pan: {
              x: middle.x - ((middle.x - pan.x) / zoom) * level + shift.x,
              y: middle.y - ((middle.y - pan.y) / zoom) * level + shift.y,
            },
          })
          if (now - begin < seconds * 1000) requestAnimationFrame(step)
          else done(times)
        }
        requestAnimationFrame(step)
      })
    },
    [holder, SECONDS] as const,
  )
  return { middle: median(frames), worst: Math.max(...frames) }
}

/** About so many nodes and edges. */
function households(size: number): GraphView {
  const nodes: GraphView['nodes'] = []
  const edges: GraphView['edges'] = []
  const node = (id: string, kind: GraphView['nodes'][number]['kind'], label: string) =>
    nodes.push({ id, kind, label, detail: '', more: 0, properties: { size: 3 } })
  const edge = (type: string, from: string, to: string) =>
    edges.push({ id: `${from} ${type} ${to}`, type, from, to, label: '', properties: {} })
  for (let i = 0; nodes.length + edges.length < size; i += 1) {
    const home = i === 0 ? FOCUS : `hou_${i}`
    node(home, 'household', `Household ${i}`)
    node(`addr:${i}`, 'address', `${100 + i} Orchard Gate Lane, Ann Arbor MI 48104`)
    edge('AT', home, `addr:${i}`)
    for (const [place, name] of ['Catherine', 'Charles', 'Eleanor', 'Theodore'].entries()) {
      node(`cus_${i}_${place}`, 'customer', `${name} Johnson-${i}`)
      edge('IN_HOUSEHOLD', `cus_${i}_${place}`, home)
      edge('HAS_ADDRESS', `cus_${i}_${place}`, `addr:${i}`)
    }
    if (i > 0) edge('SAME_PERSON', `cus_${i}_0`, `cus_${Math.floor((i - 1) / 2)}_${1 + (i % 3)}`)
  }
  return { focus: FOCUS, nodes, edges, truncated: false }
}
