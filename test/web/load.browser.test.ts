import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { findChromium } from '../kit/browser.ts'
import { emptyGraph } from '../kit/graph.ts'
import { accessibilityFaults, buildExplorer, openPage, seen } from './explorer.ts'

const HEADER = 'no,first,last,mail,born,street,town,state,zip,size'
const ROWS = [
  '1,Jane,Okoro,jane.okoro@example.com,1984-03-02,12 Alder Street,Dayton,OH,45402,M',
  '2,Robert,Lindqvist,bob@example.com,1971-11-20,9 Mill Road,Boise,ID,83702,L',
  '3,Priya,Barros,priya@example.com,1990-06-01,44 Oak Street,Boise,ID,83702,S',
  ',Nobody,Known,,,,,,,',
]

describe.skipIf(!findChromium())('the Load page', () => {
  let store: Store
  let web: string
  let files: string
  let app: TestApp
  let explorer: Awaited<ReturnType<typeof openPage>>
  let clicks = 0
  beforeAll(async () => {
    store = await emptyGraph()
    web = await buildExplorer()
    app = await serveApp(store, { web })
    files = mkdtempSync(join(tmpdir(), 'kith-load-'))
    explorer = await openPage(new URL(app.url).origin)
    explorer.page.setDefaultTimeout(20_000)
    const jane = { givenName: 'Jane', familyName: 'Okoro', email: 'jane.okoro@example.com', birthDate: '1984-03-02' }
    await app.post('/records', { records: [{ source: 'crm', entity: 'person', sourceId: 'C1', ...jane }] })
  }, 300_000)
  afterAll(async () => {
    await explorer?.close()
    await app?.close()
    await store?.close()
    if (web) await rm(web, { recursive: true, force: true })
    rmSync(files, { recursive: true, force: true })
  })
  const page = () => explorer.page
  const click = async (name: string | RegExp, within = page().locator('body')) => {
    clicks++
    await within.getByRole('button', { name }).first().click()
  }
  const choose = async (name: string, rows: readonly string[]) => {
    const path = join(files, name)
    writeFileSync(path, [HEADER, ...rows].join('\n'))
    clicks++
    await page().getByLabel('File to load').setInputFiles(path)
    await page().getByRole('heading', { name }).waitFor()
  }

  test('says what it takes to whoever may not load', async () => {
    await explorer.visit('#/load')
    await page().getByText('Loading takes more than this key may do').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('a file is mapped, tried, loaded and undone in twelve clicks', async () => {
    await explorer.visit(`#${String(app.own.authorization).replace('Bearer ', 'secret=')}`)
    await page().locator('.live').waitFor()
    await click('Load')
    await page().getByText('Drop a file here').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    await choose('spring-fair.csv', ROWS)
    expect(await seen(page().locator('.mapping'))).toContain('jane.okoro@example.com')
    // It is not filled in every row, so nobody but a person says that it is the id.
    clicks++
    await page().getByLabel('What no is').selectOption({ label: 'Id of the record' })
    await expect.poll(() => page().getByLabel('What no is').inputValue()).toBe('id')
    expect(await page().getByLabel('What mail is').inputValue()).toBe('email')
    expect(await accessibilityFaults(page())).toEqual([])

    // What nobody knows the meaning of is kept.
    clicks++
    await page().getByLabel('What size is').selectOption({ label: 'Something else, to be kept' })
    await expect.poll(() => page().getByLabel('What size is').inputValue()).toBe('custom.size')

    await click('Dry run: see what it would do')
    const trial = page().getByRole('region', { name: 'Dry run' })
    await trial.waitFor()
    expect(await seen(trial)).toContain('4 rows → records: 3 new, 0 changed, 0 as they were')
    expect(await seen(trial)).toContain('1 new record joins')
    expect(await seen(trial)).toContain('Line 5, no: the id is empty')
    expect(await accessibilityFaults(page())).toEqual([])

    await click('Load it')
    const loaded = page().getByRole('region', { name: 'What was loaded' })
    await loaded.waitFor()
    expect(await seen(loaded)).toContain('4 rows: 3 written, 1 rejected.')
    expect(await accessibilityFaults(page())).toEqual([])

    await click('Jane Okoro', loaded)
    await page().locator('.panel').getByText('spring-fair').first().waitFor()
    await page().goBack()
    await loaded.waitFor()

    await click('Undo the load…')
    const dialog = page().getByRole('dialog')
    await dialog.getByText('3 records that the load brought are deleted again.').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    await click('Undo the load', dialog)
    await page()
      .getByText(/undid this load/)
      .waitFor()
    expect((await app.get('/records/spring-fair/person/1')).body).toHaveProperty('deletedAt')
    expect(clicks).toBeLessThanOrEqual(12)
    expect(explorer.complaints).toEqual([])
  })

  test('a mapping that cannot be used is told, and not kept', async () => {
    await page().getByText('The whole mapping, as text').click()
    const text = page().getByLabel('Mapping as JSON')
    await text.fill((await text.inputValue()).replace('"email"', '"e-mail"'))
    await page().getByRole('button', { name: 'Use this mapping' }).click()
    await page().getByText('fields.mail: person has no field "e-mail"').waitFor()
    expect(await page().getByLabel('What mail is').inputValue()).toBe('email')
    explorer.complaints.length = 0 // the browser tells of the refusal
  })

  test('rejected rows are saved as CSV, with line and reason', async () => {
    await page()
      .getByRole('button', { name: /^Dry run/ })
      .click()
    const saved = page().waitForEvent('download')
    await page().getByRole('button', { name: 'Save them as CSV' }).click()
    const path = await (await saved).path()
    const [head, row] = (await readFile(path, 'utf8')).split('\r\n')
    expect(head).toBe(`rejected: line,rejected: column,rejected: why,${HEADER}`)
    expect(row).toMatch(/^5,no,the id is empty,,Nobody,Known/)
  })

  test('what is no list is named', async () => {
    await page().getByRole('button', { name: '← All files' }).click()
    const path = join(files, 'flyer.csv')
    writeFileSync(path, '%PDF-1.7\n')
    await page().getByLabel('File to load').setInputFiles(path)
    await page().getByRole('alert').getByText(/PDF/).waitFor()
    expect(await seen(page().locator('.uploads'))).toContain('spring-fair.csv')
    expect(await accessibilityFaults(page())).toEqual([])
    explorer.complaints.length = 0
  })

  test('it fits a phone', async () => {
    await page().setViewportSize({ width: 390, height: 844 })
    await page()
      .getByRole('button', { name: /spring-fair/ })
      .click()
    await page().locator('.mapping').waitFor()
    expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(await page().evaluate(() => document.querySelector('main')?.scrollWidth)).toBe(390)
    expect(await accessibilityFaults(page())).toEqual([])
  })
})
