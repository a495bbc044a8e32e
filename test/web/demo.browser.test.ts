import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFiles } from '../../server/cli/demo.ts'
import { loadFiles } from '../../server/pipeline/load/load.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { findChromium } from '../kit/browser.ts'
import { emptyGraph } from '../kit/graph.ts'
import { TEST_CONTEXT } from '../kit/world.ts'
import { Newcomer, WAYS } from './demo-tasks.ts'
import { buildExplorer, openPage, seen } from './explorer.ts'
import { askedQuestions } from './questions.ts'

/** The whole product as a newcomer meets it: the demo in a real Neo4j, the real server, the built explorer, a browser. */
describe.skipIf(!findChromium())('the demo in the explorer', () => {
  let store: Store
  let app: TestApp
  let web: string
  let explorer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => {
    store = await emptyGraph()
    await loadFiles(store, demoFiles(), TEST_CONTEXT)
    web = await buildExplorer()
    app = await serveApp(store, { web })
    explorer = await openPage(new URL(app.url).origin)
    explorer.page.setDefaultTimeout(30_000)
  }, 300_000)
  afterAll(async () => {
    await explorer?.close()
    await app?.close()
    await store?.close()
    if (web) await rm(web, { recursive: true, force: true })
  })

  test('the marriage: found by her old name, four records, her household, and why', async () => {
    const { page } = explorer
    await explorer.visit()
    await page.keyboard.press('/')
    await page.keyboard.type('Catherine Yu Texas')
    const hit = page.getByRole('listbox').getByRole('option').first()
    await hit.getByText('former name Yu').waitFor()
    await page.keyboard.press('Enter')
    const panel = page.locator('.panel')
    await panel.getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
    for (const name of ['Charles Johnson', 'Johnson household'])
      await page.getByRole('treeitem', { name }).first().waitFor()
    await panel.getByRole('tab', { name: 'Why' }).click()
    await panel.getByText('4 records from 4 sources came together').waitFor()
    expect(explorer.complaints).toEqual([])
  }, 120_000)

  /** Loading a file takes its twelve. */
  const mostClicks = (area: string) => (area === 'Load a file' ? 12 : 6)

  test.each(askedQuestions())('$n $text', async ({ n, area, answers }) => {
    const way = WAYS[n]
    if (!way) throw new Error(`nobody knows the way to question ${n}`)
    const secret = String(app.own.authorization).replace('Bearer ', '')
    await explorer.visit(`#secret=${secret}`)
    await explorer.page.locator('.stories').waitFor()
    const newcomer = new Newcomer(explorer.page)
    await way(newcomer)
    const said = async () => (await seen(explorer.page.locator('body'))).replace(/\s+/g, ' ')
    await expect
      .poll(async () => missing(answers, await said()), { timeout: 20_000, message: `answers of ${n}` })
      .toEqual([])
    expect(newcomer.clicks).toBeLessThanOrEqual(mostClicks(area))
  })
})

function missing(answers: readonly string[], text: string): string[] {
  return answers.filter((answer) => !text.includes(answer))
}
