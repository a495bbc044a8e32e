import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ForestView } from '../../server/model/hierarchy.ts'
import { findChromium } from '../kit/browser.ts'
import { type Served, serve } from '../kit/served.ts'
import { accessibilityFaults, buildExplorer, openPage, seen } from './explorer.ts'
import { DOUBTS, fillTrees } from './trees-world.ts'

describe.skipIf(!findChromium())('trees, the sales card and cases', () => {
  let kith: Served
  let web: string
  let explorer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => {
    web = await buildExplorer()
    kith = await serve({ web })
    await fillTrees(kith)
    await kith.send(DOUBTS)
    explorer = await openPage(new URL(kith.app.url).origin)
    explorer.page.setDefaultTimeout(20_000)
    const secret = kith.app.own.authorization?.replace('Bearer ', '') ?? ''
    await explorer.visit(`#secret=${secret}`)
    await page().locator('.live').waitFor()
  }, 300_000)
  afterAll(async () => {
    await explorer?.close()
    await kith?.close()
    if (web) await rm(web, { recursive: true, force: true })
  })
  const page = () => explorer.page
  afterEach(async () => {
    await page().emulateMedia({ media: 'screen', colorScheme: 'light' })
    await page().setViewportSize({ width: 1440, height: 900 })
  })
  const pane = (name: string) => page().getByRole('tree', { name: new RegExp(`^${name},`) })
  const node = (tree: string, name: string) => pane(tree).getByRole('treeitem').filter({ hasText: name })
  const parentOf = async (key: string) =>
    (await kith.get('/hierarchies/sales', ForestView)).nodes.find((each) => each.key === key)?.parent
  const dialog = () => page().getByRole('dialog')

  describe('hierarchies', () => {
    test('two trees side by side: what stands elsewhere, what is missing, and what each node adds up to', async () => {
      await explorer.visit('#/hierarchies?right=sales')
      await node('Sales', 'Coast').waitFor()
      expect(await seen(node('Legal', 'Penobscot'))).toContain('140.00 USD')
      expect(await node('Legal', 'Penobscot').getAttribute('data-standing')).toBe('missing')
      expect(await node('Sales', 'Bethel').getAttribute('data-standing')).toBe('elsewhere')
      expect(await seen(page().locator('.differences'))).toContain('only in Legal')
      expect(await accessibilityFaults(page())).toEqual([])
    })

    test('four directions, expanded and collapsed, kept in the address', async () => {
      await explorer.visit('#/hierarchies')
      for (const sign of ['↓ Down', '↑ Up', '→ Right', '← Left']) {
        const direction = sign.slice(2)
        await page().getByRole('button', { name: sign, exact: true }).click()
        await node('Legal', 'Saco').waitFor()
        await page().waitForFunction((as) => location.hash.endsWith(`as=${as}`), direction.toLowerCase())
      }
      expect(await accessibilityFaults(page())).toEqual([])
      await page().getByRole('button', { name: 'Collapse all' }).click()
      await node('Legal', 'Saco').waitFor({ state: 'detached' })
      await page().getByRole('button', { name: 'Expand all' }).click()
      await node('Legal', 'Bethel').waitFor()
    })

    test('as of an earlier day, where nothing is moved', async () => {
      await explorer.visit('#/hierarchies?left=sales')
      await node('Sales', 'Coast').waitFor()
      await page().getByLabel('As of').fill('2020-01-31')
      await page()
        .getByText(/as it was known then/)
        .waitFor()
      await page().getByText('Nothing is placed here').waitFor()
      expect(new URL(page().url()).hash).toContain('day=2020-01-31')
      expect(await page().getByRole('button', { name: 'New node…' }).count()).toBe(0)
      expect(await accessibilityFaults(page())).toEqual([])
      await page().getByRole('button', { name: 'Back to today' }).click()
      await node('Sales', 'Coast').waitFor()
      expect(new URL(page().url()).hash).not.toContain('day=')
    })

    test('a node is moved by keyboard, its plan is read first, and it is taken back', async () => {
      await explorer.visit('#/hierarchies?left=sales')
      await node('Sales', 'Saco').click()
      await page().keyboard.press('m')
      await page().getByText('is in hand').first().waitFor()
      await page().keyboard.press('End')
      await page().keyboard.press('ArrowUp')
      await node('Sales', 'Inland').click()
      await page().keyboard.press('Enter')
      await dialog().getByText('from Ada Field › Coast to Ada Field › Inland').waitFor()
      expect(await seen(dialog())).toMatch(/Coast[\s\S]*40\.00 USD → 0/)
      expect(await accessibilityFaults(page())).toEqual([])
      await dialog().getByRole('button', { name: 'Cancel' }).click()
      expect(await parentOf('s')).toBe('coast')
      await node('Sales', 'Saco').focus()
      await page().keyboard.press('m')
      await node('Sales', 'Inland').focus()
      await page().keyboard.press('Enter')
      await dialog().getByRole('button', { name: 'Apply' }).click()
      await dialog().waitFor({ state: 'detached' })
      await expect.poll(() => parentOf('s')).toBe('inland')
      await page()
        .getByRole('button', { name: /^Take back/ })
        .click()
      await dialog().getByRole('button', { name: 'Apply' }).click()
      await expect.poll(() => parentOf('s')).toBe('coast')
    })

    test('a company of the legal tree is dragged into sales’ tree; the legal tree itself is not changed', async () => {
      await explorer.visit('#/hierarchies?right=sales')
      await node('Sales', 'Coast').waitFor()
      await node('Legal', 'Penobscot').dragTo(node('Sales', 'Inland'))
      await dialog().getByText('Penobscot Lamps Inc. under Inland').waitFor()
      await dialog()
        .getByLabel(/^With the companies below it/)
        .uncheck()
      await dialog().getByText('is added').waitFor()
      await dialog().getByRole('button', { name: 'Apply' }).click()
      await node('Sales', 'Penobscot').waitFor()
      await node('Legal', 'Saco').dragTo(node('Legal', 'Kennebec'))
      expect(await dialog().count()).toBe(0)
    })

    test('a group of 2,000 companies opens, scrolls and is walked by key', async () => {
      const many = Array.from({ length: 2_000 }, (_, i) => ({
        ...{ key: `c${i}`, name: `Company ${i}`, type: 'company', depth: i === 0 ? 0 : 1, company: `c${i}` },
        ...(i === 0 ? {} : { parent: 'c0' }),
        totals: { companies: i === 0 ? 2_000 : 1, orders: i, revenue: { USD: i * 100 }, contacts: 1 },
      }))
      const answer = { hierarchy: 'legal', asOf: { seq: 1, at: '2024-01-01T00:00:00Z' }, measures: [], nodes: many }
      const rest = { totals: { companies: 2_000 }, conflicts: [], unreleased: [], hash: 'h' }
      await page().route('**/hierarchies/legal/rollup*', (route) => route.fulfill({ json: { ...answer, ...rest } }))
      const begun = Date.now()
      await explorer.visit('#/hierarchies?as=down')
      await node('Legal', 'Company 0').waitFor()
      await page().getByRole('button', { name: 'Expand all' }).click()
      await node('Legal', 'Company 0').focus()
      await page().keyboard.press('End')
      await node('Legal', 'Company 1999').waitFor()
      expect(Date.now() - begun).toBeLessThan(8_000)
      expect(await pane('Legal').getByRole('treeitem').count()).toBeLessThan(60)
      await page().getByRole('searchbox', { name: 'Find in the trees' }).fill('company 777')
      await page().keyboard.press('Enter')
      await node('Legal', 'Company 777').waitFor()
      await page().unroute('**/hierarchies/legal/rollup*')
    })

    test('paper gets a table of both trees', async () => {
      await explorer.visit('#/hierarchies?right=sales')
      await node('Sales', 'Coast').waitFor()
      await page().emulateMedia({ media: 'print' })
      await page().locator('.print-sheet').getByText('Ada Field, position').waitFor()
      expect(await page().locator('.header').isVisible()).toBe(false)
      expect(await page().locator('.trees').isVisible()).toBe(false)
      await page().emulateMedia({ media: 'screen' })
    })

    test('who may not organise sees why', async () => {
      const { text } = kith.app.keys.add({ name: 'rita', roles: ['reader'], sources: [] }, new Date().toISOString())
      const withKey = (key: string) => page().evaluate((own) => sessionStorage.setItem('kith.api-key', own), key)
      try {
        await withKey(text)
        await explorer.visit('#/hierarchies?left=sales')
        await node('Sales', 'Saco').click()
        await page().keyboard.press('m')
        await node('Sales', 'Inland').click()
        await page().keyboard.press('Enter')
        await page()
          .getByText(/may not|role/)
          .first()
          .waitFor()
      } finally {
        await withKey(kith.app.own.authorization?.replace('Bearer ', '') ?? '')
      }
    })
  })

  test('the sales card: way to the top, territory, terms, revenue, orders, contacts, and whom to ask', async () => {
    const saco = await kith.goldenIdOf('erp:company:S')
    await explorer.visit(`#/explore/${saco}`)
    await page().getByRole('tab', { name: 'Sales card' }).click()
    const card = page().locator('.sales-card')
    await card.getByText('Ada Field › Coast').waitFor()
    await card.getByText('net 30').waitFor()
    await card.getByText('40.00 USD').first().waitFor()
    await card.getByText('140.00 USD').waitFor()
    await card.getByText('Wick', { exact: false }).first().waitFor()
    expect(await card.getByRole('link', { name: 'ada@saco.example' }).getAttribute('href')).toBe(
      'mailto:ada@saco.example',
    )
    expect(await card.locator('a[href^="tel:"]').first().getAttribute('href')).toBe('tel:+12075550144')
    await card.getByRole('button', { name: 'Finance' }).click()
    await card
      .getByText(/^Why: /)
      .first()
      .waitFor()
    expect(await seen(card.locator('.section').filter({ hasText: 'Right contact for' }))).toContain('Ben Moulton')
    expect(await accessibilityFaults(page())).toEqual([])
  })

  describe('review', () => {
    test('one case has all questions; a word for all of them, and each is taken back from the list', async () => {
      await explorer.visit('#/review')
      await page().locator('.queue-line').filter({ hasText: 'Ottilie' }).getByRole('button').click()
      await page().locator('.pair').waitFor()
      expect(await page().locator('.queue-line').filter({ hasText: 'Ottilie' }).count()).toBe(1)
      expect(await accessibilityFaults(page())).toEqual([])
      await page()
        .getByLabel(/^Choose .*Ottilie/)
        .check()
      await page().locator('.chosen').getByRole('button', { name: 'All different…' }).click()
      await dialog().getByLabel('Why?').fill('three women')
      await dialog().getByRole('button', { name: 'Keep them apart' }).click()
      await page()
        .locator('.toast')
        .getByText(/decided/)
        .waitFor()
      await page().getByRole('button', { name: 'What was decided' }).click()
      const line = page().getByRole('row').filter({ hasText: 'three women' })
      await line.first().waitFor()
      expect(await accessibilityFaults(page())).toEqual([])
      const before = await line.count()
      await line.first().getByRole('button', { name: /^Undo/ }).click()
      await expect.poll(() => line.count()).toBe(before - 1)
      await page().getByLabel('With those that were taken back').check()
      await page()
        .getByText(/^taken back/)
        .first()
        .waitFor()
    })

    test('a broken policy says which value and what is wrong with it', async () => {
      await explorer.visit('#/review?kind=policy')
      await page().locator('.queue-line').first().getByRole('button').click()
      await page()
        .getByRole('heading', { name: /^What breaks a policy/ })
        .waitFor()
      expect(await seen(page().locator('.findings'))).toContain('postcode')
      expect(await accessibilityFaults(page())).toEqual([])
    })

    test('a case is given to somebody and taken back', async () => {
      await explorer.visit('#/review')
      await page().getByRole('button', { name: 'Give to…' }).first().click()
      await page().getByRole('textbox', { name: 'Give it to' }).fill('maria')
      await page().getByRole('button', { name: 'Give', exact: true }).click()
      await page().getByText('Given to maria').first().waitFor()
      await page().getByRole('button', { name: 'Take back' }).first().click()
      await page().getByText('Given to nobody').first().waitFor()
    })
  })

  describe('export', () => {
    test('a link by ids opens the same view in one request', async () => {
      const saco = await kith.goldenIdOf('erp:company:S')
      const bethel = await kith.goldenIdOf('erp:company:B')
      const asked: string[] = []
      page().on('request', (request) => asked.push(new URL(request.url()).pathname))
      await explorer.visit(`#/explore/${saco}?${new URLSearchParams({ ids: `${bethel} erp:company:S` })}`)
      await page().getByRole('treeitem', { name: 'Bethel' }).waitFor()
      expect(asked.filter((path) => path.endsWith('/graph'))).toEqual(['/api/v1/graph'])
      expect(decodeURIComponent(new URL(page().url()).hash)).toContain(bethel)
    })

    test.each([
      ['Drawing (SVG)', /^<svg[\s\S]*Saco Candle Works LLC<\/text>[\s\S]*Source record/],
      ['GraphML', /<graphml/],
      ['Nodes (CSV)', /^id,kind,name/],
    ])('%s is saved', async (name, expected) => {
      const saco = await kith.goldenIdOf('erp:company:S')
      await explorer.visit(`#/explore/${saco}`)
      await page().locator('.canvas canvas').first().waitFor()
      const saved = page().waitForEvent('download')
      await page().getByText('Export', { exact: true }).click()
      await page().getByRole('button', { name }).click()
      const stream = await (await saved).createReadStream()
      expect(Buffer.concat(await stream.toArray()).toString()).toMatch(expected)
    })
  })

  test('on a phone nothing is wider than the screen', async () => {
    await page().setViewportSize({ width: 390, height: 844 })
    for (const hash of ['#/hierarchies?right=sales', '#/review', '#/review?list=decided']) {
      await explorer.visit(hash)
      await page().locator('.tree-card, .review-detail, .decided').first().waitFor()
      const wide = await page().evaluate(() =>
        [...document.querySelectorAll('.main, .hierarchies, .review, .decided')].map((each) => each.clientWidth),
      )
      expect(Math.max(...wide)).toBeLessThanOrEqual(390)
      expect(await accessibilityFaults(page())).toEqual([])
    }
    await page().setViewportSize({ width: 1440, height: 900 })
    await page().emulateMedia({ colorScheme: 'dark' })
    await explorer.visit('#/hierarchies?right=sales')
    await node('Sales', 'Coast').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
  })
})
