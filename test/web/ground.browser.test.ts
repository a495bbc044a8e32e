import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveExplorer } from '../../server/api/explorer.ts'
import { ensureWeb, WEB_DIR } from '../../server/cli/web-build.ts'
import { findChromium } from '../kit/browser.ts'
import { accessibilityFaults, buildExplorer, type Explorer, openExplorer } from './explorer.ts'
import { CATHERINE, NORTHGATE } from './fixtures/ids.ts'

describe.skipIf(!findChromium())('the ground of the page', () => {
  let explorer: Explorer
  beforeAll(async () => {
    explorer = await openExplorer()
  }, 120_000)
  afterAll(() => explorer?.close())
  const page = () => explorer.page
  const size = (width: number, height: number) => page().setViewportSize({ width, height })
  const extent = () =>
    page().evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth, scrollHeight]
    })

  test.each([
    ['#/explore', '.start-body'],
    [`#/explore/${CATHERINE}`, '.attribute'],
    [`#/explore/${NORTHGATE}`, '.panel-head'],
    ['#/review', '.review-detail'],
    ['#/reports', '.report table'],
  ])('%s fits a phone', async (hash, landmark) => {
    await size(390, 844)
    await explorer.visit(hash)
    await page().locator(landmark).first().waitFor()
    expect(await extent()).toEqual([390, 844])
    const wide = await page().evaluate(() =>
      [...document.querySelectorAll('main, .header')].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    )
    expect(wide.every((more) => more <= 0)).toBe(true)
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('selecting a link leaves the page as large as the screen', async () => {
    await size(1440, 900)
    await explorer.visit(`#/explore/${CATHERINE}`)
    const link = page().locator('[role="treeitem"][aria-level="3"]').first()
    if (!(await link.isVisible())) {
      await page().locator('[role="treeitem"][aria-level="2"]').first().focus()
      await page().keyboard.press('ArrowRight')
    }
    await link.click()
    await page().locator('[role="treeitem"][aria-level="3"][aria-selected="true"]').waitFor()
    expect(await extent()).toEqual([1440, 900])
  })

  test('a link that failed keeps its address, and is tried again', async () => {
    explorer.stub.world.failing.add('golden')
    const hash = `#/explore/${CATHERINE}?as=tree`
    await explorer.visit(hash)
    await page().getByRole('button', { name: 'Try again' }).waitFor()
    expect(await page().evaluate(() => location.hash)).toBe(hash)
    expect(await accessibilityFaults(page())).toEqual([])
    explorer.stub.world.failing.clear()
    await page().getByRole('button', { name: 'Try again' }).click()
    await page().locator('.attribute').first().waitFor()
    expect(await page().evaluate(() => location.hash)).toBe(hash)
    await page().getByRole('button', { name: 'Tree' }).and(page().locator('[aria-pressed="true"]')).waitFor()
    explorer.complaints.length = 0 // the browser tells of the failed answers
  })

  test('? shows the keys, and Escape closes them', async () => {
    await explorer.visit()
    await page().locator('.start-body').waitFor()
    await page().keyboard.press('?')
    await page().getByRole('dialog').getByText('take the last decision back').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    await page().keyboard.press('Escape')
    await page().getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('one part that fails leaves the others', async () => {
    explorer.stub.world.failing.add('review')
    await explorer.visit('#/review')
    await page().getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
    explorer.stub.world.failing.clear()
    await page().getByRole('alert').getByRole('button', { name: 'Try again' }).click()
    await page().locator('.review-detail').waitFor()
    explorer.complaints.length = 0
  })
})

test('assets go out packed, as small as the caller can unpack', async () => {
  const web = await buildExplorer()
  const app = express()
  serveExplorer(app, web)
  const server = createServer(app)
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const html = await (await fetch(url)).text()
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
    const asked = (encoding: string) => fetch(url + script, { headers: { 'accept-encoding': encoding } })
    const [plain, small] = [await asked('identity'), await asked('gzip, deflate, br')]
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(small.headers.get('content-encoding')).toBe('br')
    expect(small.headers.get('content-type')).toContain('javascript')
    expect(small.headers.get('vary')).toContain('Accept-Encoding')
    expect(small.headers.get('cache-control')).toContain('immutable')
    const text = await plain.text()
    expect(await small.text()).toBe(text)
    expect(Number(small.headers.get('content-length'))).toBeLessThan(text.length / 2.5)
    expect((await asked('gzip')).headers.get('content-encoding')).toBe('gzip')
    const packed = await fetch(`${url}${script}.gz`)
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(text)
  } finally {
    await new Promise((done) => server.close(done))
    await rm(web, { recursive: true, force: true })
  }
}, 120_000)

test('the scripts that a user gets are no more than they were agreed to be', async () => {
  await ensureWeb()
  expect(packedScripts(join(WEB_DIR, 'assets'))).toBeLessThanOrEqual(MOST_SCRIPT)
}, 120_000)

/** Bytes of JavaScript that go over the wire, all of it asked for. */
const MOST_SCRIPT = 450 * 1024

function packedScripts(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
}
