import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { build } from 'vite'
import { expect, vi } from 'vitest'
import { type OpenBrowser, openBrowser } from '../kit/browser.ts'
import { type Stub, startStub } from './stub-server.ts'

export type Explorer = {
  stub: Stub
  page: Page
  /** What the page complained of: errors, refused content, requests to elsewhere. */
  complaints: string[]
  /** A page as for somebody who comes for the first time, at an address. */
  visit: (hash?: string) => Promise<void>
  close: () => Promise<void>
}

let built: Promise<string> | undefined

/**
 * The explorer in a folder of its own, which the caller removes. Built once for all files of tests, and as React has it for developers:
 * what it complains of is a fault.
 */
export async function buildExplorer(): Promise<string> {
  built ??= buildOnce()
  const folder = await mkdtemp(join(tmpdir(), 'kith-web-'))
  await cp(await built, folder, { recursive: true })
  return folder
}

async function buildOnce(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-web-built-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const configFile = fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url))
  await build({ configFile, logLevel: 'error', build: { outDir: folder } })
  return folder
}

/** The built explorer in a real browser, in front of an invented server. */
export async function openExplorer(): Promise<Explorer> {
  const folder = await buildExplorer()
  const stub = await startStub(folder)
  const { page, complaints, visit, close } = await openPage(stub.url)
  return {
    stub,
    page,
    complaints,
    visit,
    close: async () => {
      await close()
      await stub.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A browser page on an explorer at an address, which notes every complaint and every request to elsewhere. */
export async function openPage(url: string): Promise<Omit<Explorer, 'stub'>> {
  const browser: OpenBrowser = await openBrowser()
  const { page } = browser
  page.setDefaultTimeout(8000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('blob:')) complaints.push(`asked ${request.url()}`)
  })
  return {
    page,
    complaints,
    visit: async (hash = '') => {
      await page.goto('about:blank')
      await page.goto(`${url}/${hash}`)
      await page.waitForSelector('.header')
    },
    close: browser.close,
  }
}

/** What axe finds wrong with the page as it is, in words. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Run by the browser's debugger, which the page's content policy does not bind.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const run: unknown = Reflect.get(globalThis, 'axe')
    if (typeof run !== 'object' || run === null) return ['axe is missing']
    const answer = await (run as { run: (options: object) => Promise<{ violations: Fault[] }> }).run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    type Fault = { id: string; help: string; nodes: { html: string; failureSummary: string }[] }
    return answer.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    )
  })
}

/** Text as a reader sees it, of everything that fits the locator. */
export async function seen(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n')
}

/** When these nodes are on the canvas and everything on it stood still for a fifth of a second. */
export async function canvasAtRest(page: Page, ids: readonly string[] = []): Promise<void> {
  let before = ''
  await vi.waitFor(
    async () => {
      const spots = await positions(page)
      const [last, now] = [before, JSON.stringify([spots, await viewport(page)])]
      before = now
      expect(Object.keys(spots)).toEqual(expect.arrayContaining([...ids]))
      expect(now).toBe(last)
    },
    { timeout: 30_000, interval: 200 },
  )
}

/** Which part of the canvas is in view, as what has to be the same for a spot to stay where it is. */
const viewport = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const holder: unknown = document.querySelector('.canvas')
    const { cy } = (holder as { _cyreg?: { cy?: { zoom: () => number; pan: () => object } } } | null)?._cyreg ?? {}
    return [cy?.zoom(), cy?.pan()]
  })

/** Where each node lies on the canvas; nowhere yet while there is no canvas. */
export function positions(page: Page): Promise<Record<string, { x: number; y: number }>> {
  return page.evaluate(() => {
    const holder: unknown = document.querySelector('.canvas')
    type Drawn = { id: () => string; position: () => { x: number; y: number } }
    const { cy } = (holder as { _cyreg?: { cy?: { nodes: () => Drawn[] } } } | null)?._cyreg ?? {}
    return Object.fromEntries([...(cy?.nodes() ?? [])].map((node) => [node.id(), { ...node.position() }]))
  })
}

/** Where to click for a node, or for the plus at its upper right. */
export async function spotOf(page: Page, id: string, badge = false): Promise<{ x: number; y: number }> {
  await canvasAtRest(page, [id])
  return page.evaluate(
    ([wanted, plus]) => {
      const holder = document.querySelector('.canvas')
      const { left, top } = holder?.getBoundingClientRect() ?? { left: 0, top: 0 }
      type Node = {
        renderedPosition: () => { x: number; y: number }
        renderedWidth: () => number
        renderedHeight: () => number
      }
      const { cy } = (
        holder as unknown as { _cyreg: { cy: { getElementById: (id: string) => Node; zoom: () => number } } }
      )._cyreg
      const node = cy.getElementById(String(wanted))
      const { x, y } = node.renderedPosition()
      const edge = plus ? { x: node.renderedWidth() / 2 - 2, y: -node.renderedHeight() / 2 + 2 } : { x: 0, y: 0 }
      return { x: left + x + edge.x, y: top + y + edge.y }
    },
    [id, badge] as const,
  )
}
