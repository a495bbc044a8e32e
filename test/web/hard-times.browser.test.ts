import type { Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findChromium } from '../kit/browser.ts'
import { EVERY_VIEW, goTo, settled, type ViewOfPage } from './every-view.ts'
import { accessibilityFaults, type Explorer, openExplorer, seen } from './explorer.ts'
import { CATHERINE_GOLDEN, CATHERINE_WHY } from './fixtures/goldens.ts'
import { catherineGraph, crowd, northgateTree } from './fixtures/graphs.ts'
import { CATHERINE, MERGED_AWAY, NORTHGATE, UNKNOWN } from './fixtures/ids.ts'
import { freshWorld } from './fixtures/world.ts'

const API = '**/api/v1/**'
/** Of the view with most parts, a sales card: each part loads by itself. */
const MOST_REQUESTS = 16
/** What the header asks on every page. */
const HEADER = /\/(health|reports\/counts|changes\/stream)$/
const isData = (view: ViewOfPage) => view.landmark !== '.failed-page'

/** Views when the server is slow, fails, or has nothing; and when there is far more than usual. */
describe.skipIf(!findChromium())('in hard times', () => {
  let explorer: Explorer
  beforeAll(async () => {
    explorer = await openExplorer()
    await explorer.page.emulateMedia({ reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => explorer?.close())
  beforeEach(() => {
    Object.assign(explorer.stub.world, { ...freshWorld(), streams: explorer.stub.world.streams })
  })
  afterEach(async () => {
    await page().unrouteAll({ behavior: 'ignoreErrors' })
    explorer.complaints.length = 0
  })
  const page = () => explorer.page
  const alerts = () => page().getByRole('alert')

  describe('slow', () => {
    test.each(EVERY_VIEW.filter((view) => isData(view) && !view.open))('$name says that it reads', async (view) => {
      const held: Route[] = []
      let isHeld = true
      await page().route(API, (route) => {
        if (!isHeld || HEADER.test(new URL(route.request().url()).pathname)) return route.continue()
        held.push(route)
      })
      await explorer.visit(view.hash)
      // The start page needs no more than the header does.
      if (view.name !== 'explore') {
        await page().locator('.loading, .progress').first().waitFor()
        expect(await page().getByRole('navigation', { name: 'Views' }).isVisible()).toBe(true)
      }
      isHeld = false
      for (const route of held) await route.continue()
      await page().locator(view.landmark).first().waitFor()
    })

    test('after five seconds it says that this takes longer than usual', async () => {
      await page().route('**/reports/overlap*', () => undefined)
      await explorer.visit('#/reports')
      await page().getByText('This takes longer than usual').first().waitFor()
      // The other parts have come meanwhile.
      await page().getByRole('heading', { name: 'Broken policies' }).waitFor()
      expect(await accessibilityFaults(page())).toEqual([])
    })
  })

  describe('failing', () => {
    test.each(EVERY_VIEW.filter((view) => isData(view) && !view.open))(
      '$name says so, and tries again',
      async (view) => {
        const problem = { code: 'server.busy', title: 'Busy', detail: 'The database does not answer.' }
        await page().route(API, (route) => route.fulfill({ status: 503, json: problem }))
        await explorer.visit(view.hash)
        await alerts().first().waitFor()
        expect(await seen(alerts().first())).toContain('The database does not answer.')
        expect(await page().evaluate(() => location.hash)).toBe(view.hash)
        expect(await accessibilityFaults(page())).toEqual([])
        await page().unrouteAll()
        await expect
          .poll(
            async () => {
              const again = page().getByRole('button', { name: 'Try again' })
              if ((await again.count()) > 0) await again.first().click()
              return page().locator(view.landmark).count()
            },
            { timeout: 10_000 },
          )
          .toBeGreaterThan(0)
      },
    )

    test('a server that is away is named as such', async () => {
      await page().route(API, (route) => route.abort())
      await explorer.visit('#/lists')
      await alerts().first().getByText('The Kith server does not answer. Is it still running?').waitFor()
    })
  })

  describe('empty', () => {
    test.each(EVERY_VIEW.filter((view) => view.empty !== undefined))('$name', async ({ hash, empty = '' }) => {
      explorer.stub.world.empty = true
      await explorer.visit(hash)
      await page().getByText(empty).first().waitFor()
      await settled(page())
      expect(await alerts().count()).toBe(0)
      expect(await accessibilityFaults(page())).toEqual([])
      expect(explorer.complaints).toEqual([])
    })
  })

  describe('a great deal', () => {
    test('a golden record with 1,000 records: its values, its reasons, its outline', async () => {
      const ids = Array.from({ length: 1_000 }, (_, i) => `crm:person:C${1_000 + i}`)
      const [first] = CATHERINE_GOLDEN.records
      const golden = { ...CATHERINE_GOLDEN, records: ids.map((id) => ({ ...first, id })) }
      const around = crowd(CATHERINE, 1_000)
      const graph = {
        ...{ focus: CATHERINE, truncated: false },
        nodes: [...catherineGraph(undefined).nodes.slice(0, 1), ...around.nodes.slice(1)],
        edges: around.edges.map((edge) => ({ ...edge, type: 'MEMBER_OF' })),
      }
      const [link] = CATHERINE_WHY.links
      const why = {
        ...CATHERINE_WHY,
        ...{ golden: CATHERINE, links: ids.slice(1).map((low) => ({ ...link, low, high: ids[0] })) },
        joins: ids.slice(1).map((low, i) => ({ step: i + 1, low, high: ids[0], bits: 15, size: i + 2 })),
      }
      await page().route(`**/golden/${CATHERINE}`, (route) => route.fulfill({ json: golden }))
      await page().route(`**/golden/${CATHERINE}/explain`, (route) => route.fulfill({ json: why }))
      await page().route(/\/graph\b/, (route) => route.fulfill({ json: graph }))
      const begun = Date.now()
      await explorer.visit(`#/explore/${CATHERINE}`)
      await page().locator('.attribute').first().waitFor()
      await page().locator('.panel').getByText('Source records').waitFor()
      expect(Date.now() - begun).toBeLessThan(10_000)
      expect(await seen(page().locator('.panel h3').filter({ hasText: 'Source records' }))).toContain('1,000')
      await page().getByRole('tab', { name: 'Why', exact: true }).click()
      await page().getByText('How it came together').waitFor()
      // The outline is walked by key all the same.
      await page().getByRole('treeitem').first().focus()
      await page().keyboard.press('End')
      await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
    })

    test('a mail box that 5,000 share can be linked to, and says how many it does not show', async () => {
      await explorer.visit(`#/explore/${encodeURIComponent('point:email:info@example.com')}`)
      await page().locator('.panel-head').waitFor()
      expect(await page().getByRole('treeitem').count()).toBeLessThan(100)
    })

    test('a group of 2,000 companies: the sales card counts it and names the way to the top', async () => {
      const nodes = Array.from({ length: 2_000 }, (_, i) => ({
        ...{ id: `com_${i}`, name: `Company ${i}`, depth: i === 0 ? 0 : 1, sources: ['crm'] },
        ...(i === 0 ? {} : { parent: 'com_0' }),
      }))
      const tree = { ...northgateTree(NORTHGATE), root: 'com_0', nodes }
      await page().route(`**/companies/${NORTHGATE}/tree`, (route) => route.fulfill({ json: tree }))
      await explorer.visit(`#/explore/${NORTHGATE}`)
      await page().getByRole('tab', { name: 'Sales card' }).click()
      await page().getByText('2,000 companies in the group').waitFor()
      expect(await accessibilityFaults(page())).toEqual([])
    })
  })

  describe('a link from elsewhere', () => {
    test('to an id that was merged away leads to its heir', async () => {
      await explorer.visit(`#/explore/${MERGED_AWAY}`)
      await page().locator('.toast').getByText('That id was merged into another').waitFor()
      await page().waitForFunction((id) => location.hash.includes(id), CATHERINE)
    })

    test.each([
      ['unknown', 404, `Nothing has the id ${UNKNOWN}.`],
      ['erased', 410, 'The record behind this id was erased.'],
    ])('to an %s id keeps its address, says so, and goes home', async (_, status, detail) => {
      await page().route(/\/graph\b/, (route) => route.fulfill({ status, json: { code: 'golden.gone', detail } }))
      await explorer.visit(`#/explore/${UNKNOWN}`)
      await page().getByRole('heading', { name: 'This could not be shown' }).waitFor()
      expect(await seen(alerts())).toContain(detail)
      expect(await page().evaluate(() => location.hash)).toBe(`#/explore/${UNKNOWN}`)
      await page().getByRole('button', { name: 'Start page', exact: true }).click()
      await page().locator('.stories').waitFor()
    })

    test('that was never right opens the start page', async () => {
      await explorer.visit('#/nowhere/at-all?what=ever')
      await page().locator('.start-body, .failed-page').first().waitFor()
    })
  })

  test.each(EVERY_VIEW.filter(isData))('$name takes few requests, none of them twice', async (view) => {
    const asked: string[] = []
    const note = (request: { url(): string; method(): string }) => {
      const { pathname, search } = new URL(request.url())
      if (pathname.startsWith('/api/')) asked.push(`${request.method()} ${pathname}${search}`)
    }
    page().on('request', note)
    await goTo(page(), explorer.visit, view)
    page().off('request', note)
    expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS)
    expect(asked.filter((each, i) => asked.indexOf(each) !== i && !HEADER.test(each))).toEqual([])
  })
})
