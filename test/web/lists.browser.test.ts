import { readFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFiles } from '../../server/cli/demo.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { findChromium } from '../kit/browser.ts'
import { emptyGraph } from '../kit/graph.ts'
import { TEST_CONTEXT } from '../kit/world.ts'
import { accessibilityFaults, buildExplorer, openPage, seen } from './explorer.ts'

/** Lists, changes, mailings and questions, on the demo. */
describe.skipIf(!findChromium())('lists', () => {
  let store: Store
  let app: TestApp
  let web: string
  let explorer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => {
    store = await emptyGraph()
    await loadFiles(store, demoFiles(), TEST_CONTEXT, { train: false })
    web = await buildExplorer()
    app = await serveApp(store, { web })
    explorer = await openPage(new URL(app.url).origin)
    explorer.page.setDefaultTimeout(20_000)
  }, 300_000)
  afterAll(async () => {
    await explorer?.close()
    await app?.close()
    await store?.close()
    if (web) await rm(web, { recursive: true, force: true })
  })
  const page = () => explorer.page
  const rows = () => page().locator('.list-table tbody tr')
  const heading = () => page().locator('h1')
  /** A number as the page shows it. */
  const numberIn = (text: string) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''))

  test('the number of the newest change opens what changed; a line opens whom it changed', async () => {
    await explorer.visit()
    await page().locator('.live').click()
    await page().getByRole('heading', { name: 'Changes', exact: true }).waitFor()
    await page().locator('.change-line').first().waitFor()
    expect(await page().locator('.change-line').count()).toBe(50)
    await page().getByRole('combobox', { name: /^What/ }).selectOption('created')
    await page().getByRole('combobox', { name: /^Who/ }).selectOption('company')
    await page().waitForFunction(() => document.querySelectorAll('.chip-change-created').length >= 50)
    expect(page().url()).toContain('kind=created&entity=company')
    expect(await seen(page().locator('.change-line').first())).toContain('is new')
    expect(await accessibilityFaults(page())).toEqual([])
    await page().getByRole('button', { name: 'Next', exact: true }).click()
    await page().getByText('51–100 of').waitFor()
    const name = (await page().locator('.change-line a').first().textContent()) ?? ''
    await page().locator('.change-line a').first().click()
    await page().locator('.panel').getByRole('heading', { name }).first().waitFor()
    await page().goBack()
    await page().locator('.change-line').first().waitFor()
    expect(explorer.complaints).toEqual([])
  })

  test('a list is filtered, sorted, paged, and goes along in its address', async () => {
    await explorer.visit('#/lists')
    await rows().first().waitFor()
    const all = numberIn(await seen(heading()))
    expect(await rows().count()).toBe(50)
    await page()
      .getByRole('combobox', { name: /^Source/ })
      .selectOption('loyalty')
    await page().getByText('has a record in loyalty').waitFor()
    await page().getByRole('button', { name: 'Records', exact: true }).click()
    await page().getByRole('button', { name: 'Records', exact: true }).click()
    await page().locator('th[aria-sort=descending]').waitFor()
    const some = numberIn(await seen(heading()))
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
    await page().getByRole('button', { name: 'Next', exact: true }).click()
    await page().getByText('51–100 of').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    const address = new URL(page().url()).hash
    await explorer.visit(address)
    await page().locator('th[aria-sort=descending]').waitFor()
    expect(numberIn(await seen(heading()))).toBe(some)
    await page().getByLabel('Name, e-mail or town').fill('johnson')
    await page().keyboard.press('Enter')
    await page().getByText('says “johnson”').waitFor()
    await page().getByRole('button', { name: 'Take all out' }).click()
    await page().waitForFunction(
      (text) => document.querySelector('h1')?.textContent?.includes(text),
      all.toLocaleString('en'),
    )
  })

  test('the chosen go on the canvas, all go into a file, a list is saved by name', async () => {
    await explorer.visit('#/lists?entity=company&group=in')
    await rows().first().waitFor()
    await page().getByText('Columns', { exact: true }).click()
    await page().getByLabel('Legal form').check()
    await page().getByRole('columnheader', { name: 'Legal form' }).waitFor()
    const total = numberIn(await seen(heading()))
    const saved = page().waitForEvent('download')
    await page().getByRole('button', { name: 'Save all as CSV' }).click()
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(total + 1)
    expect(lines[0]).toMatch(/^id,name,.*legalForm/)
    await page().getByLabel('Name to save this list under').fill('Groups')
    await page().getByRole('button', { name: 'Save', exact: true }).click()
    await explorer.visit('#/lists')
    await page().getByLabel('Saved lists').selectOption('Groups')
    await page().getByText('belongs to a group').waitFor()
    const chosen = await rows().locator('th').allInnerTexts()
    await rows().nth(0).getByRole('checkbox').check()
    await rows().nth(1).getByRole('checkbox').check()
    await page().getByRole('button', { name: 'Put 2 on the canvas' }).click()
    for (const name of chosen.slice(0, 2)) await page().getByRole('treeitem', { name }).first().waitFor()
    expect(explorer.complaints).toEqual([])
  })

  test('a mailing list: who gets one, who does not and why, and both as files', async () => {
    await explorer.visit(`#secret=${app.own.authorization?.replace('Bearer ', '')}`)
    await page().getByRole('button', { name: 'Lists', exact: true }).click()
    await page().getByRole('link', { name: 'Mailing list' }).click()
    await page().getByText('get a piece').waitFor()
    expect(await seen(page().locator('.equation'))).toMatch(/customers\s*=/)
    expect(await accessibilityFaults(page())).toEqual([])
    const reason = page().locator('.left-out li').first()
    const left = numberIn(await seen(reason))
    await reason.getByRole('link').click()
    await page().getByText('Who gets none, and why').waitFor()
    expect(numberIn(await seen(page().locator('.report .count')))).toBe(left)
    const saved = page().waitForEvent('download')
    await page().getByRole('button', { name: 'Save all as CSV' }).click()
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(left + 1)
    await page().getByLabel('Only who has agreed').check()
    await page().waitForFunction(() => location.hash.includes('need=yes'))
  })

  test('questions: how many, who buys most, in a group or alone; the number opens its list', async () => {
    await explorer.visit('#/questions')
    await page().getByRole('heading', { name: 'How many customers are there?' }).waitFor()
    await page().locator('.report').nth(1).locator('tbody tr').first().waitFor()
    expect(await seen(page().locator('.report').nth(1))).toMatch(/[\d,]+\.\d\d USD/)
    await page().getByRole('button', { name: 'Groups as one' }).click()
    await page().waitForFunction(() => location.hash.includes('by=top'))
    expect(await accessibilityFaults(page())).toEqual([])
    const alone = page().getByRole('link', { name: /^\d+$/ }).last()
    const row = page().locator('.report').first().locator('tbody tr').first()
    const companies = numberIn(await seen(row.locator('td').first()))
    await alone.waitFor()
    await row.getByRole('link').first().click()
    await rows().first().waitFor()
    expect(numberIn(await seen(heading()))).toBe(companies)
  })

  test('every number of the reports opens its list', async () => {
    await explorer.visit('#/reports')
    await page().getByRole('heading', { name: 'Broken policies' }).waitFor()
    const links = page().locator('.reports td.num a')
    for (const part of ['%2C', 'only=true', 'issue='])
      await page().locator(`td.num a[href*="${part}"]`).first().waitFor()
    const wanted = await links.evaluateAll((found) =>
      found.map((link) => [link.getAttribute('href'), link.textContent]),
    )
    expect(wanted.length).toBeGreaterThan(20)
    // One of each kind: two systems, only one, and whose records break a policy.
    for (const kind of [/source=\w+%2C/, /only=true/, /issue=/]) {
      const [href = '', text = ''] = wanted.find(([link]) => kind.test(link ?? '')) ?? []
      await explorer.visit(href ?? '')
      await page().locator('.list-actions').waitFor()
      await page().waitForFunction(() => /\d/.test(document.querySelector('h1')?.textContent ?? ''))
      // A policy is broken by records, of which a customer may have several.
      const shown = await seen(kind.source.startsWith('issue') ? page().locator('.lists-head p') : heading())
      expect(numberIn(shown)).toBe(numberIn(text ?? ''))
    }
    expect(explorer.complaints).toEqual([])
  })

  test.each(['changes?since=start', 'lists?least=2', 'mailing', 'questions', 'reports'])(
    '%s fits a phone: the page is as wide as the screen',
    async (hash) => {
      await page().setViewportSize({ width: 390, height: 844 })
      await explorer.visit(`#/${hash}`)
      await page().waitForLoadState('networkidle')
      expect(await page().evaluate(() => document.querySelector('main')?.scrollWidth)).toBeLessThanOrEqual(390)
      await page().setViewportSize({ width: 1280, height: 800 })
    },
  )
})
