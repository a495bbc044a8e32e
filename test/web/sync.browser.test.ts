import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RecordId } from '../../server/model/ids.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { findChromium } from '../kit/browser.ts'
import { emptyGraph } from '../kit/graph.ts'
import { accessibilityFaults, buildExplorer, openPage, seen } from './explorer.ts'
import { CLI, PEOPLE, SHOP, serveKith } from './sync-world.ts'

describe.skipIf(!findChromium())('the Sync page', () => {
  let store: Store
  let web: string
  let served: Awaited<ReturnType<typeof serveKith>>
  let explorer: Awaited<ReturnType<typeof openPage>>
  beforeAll(async () => {
    store = await emptyGraph()
    web = await buildExplorer()
    served = await serveKith(store, web)
    explorer = await openPage(served.url)
    explorer.page.setDefaultTimeout(20_000)
  }, 300_000)
  afterAll(async () => {
    await explorer?.close()
    await served?.close()
    await store?.close()
    if (web) await rm(web, { recursive: true, force: true })
  })
  const page = () => explorer.page
  const card = (name: string) =>
    page()
      .locator('.system')
      .filter({ has: page().getByRole('button', { name, exact: true }) })
  const withKey = (key: string) => page().evaluate((text) => sessionStorage.setItem('kith.api-key', text), key)

  test('without a system it says how one is defined', async () => {
    await explorer.visit('#/sync')
    await page().getByText('No system is defined').waitFor()
    expect(await seen(page().locator('.sync'))).toContain('docs/coexistence.md')
    expect(await accessibilityFaults(page())).toEqual([])
    expect(explorer.complaints).toEqual([])
  })

  test('a file that nobody applied, and one that cannot be used', async () => {
    for (const [i, [first, last, born]] of PEOPLE.entries()) {
      const person = { first, last, born, street: `${i + 1} Elm Street`, town: 'Austin', state: 'TX', zip: '78701' }
      const mail = `${first.toLowerCase()}@example.com`
      await served.types('shop', String(i + 1), { ...person, mail: '', changed: '2026-01-01T00:00:00Z' })
      await served.types('erp', String(i + 1), { ...person, mail, changed: '2026-01-02T00:00:00Z' })
    }
    served.define(SHOP)
    await served.openCrm()
    served.files.set('warehouse', {
      ...{ file: 'warehouse.json', name: 'warehouse' },
      problem: { code: 'system.invalid', detail: 'x', path: ['connector.url: not a URL'] },
    })
    await explorer.visit('#/sync')
    await card('shop').getByText('not applied').waitFor()
    expect(await seen(card('warehouse'))).toContain('connector.url: not a URL')
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('a dry run is looked at, and applied by who may', async () => {
    await explorer.visit(`#secret=${served.secret.text}`)
    await page().locator('.live').waitFor()
    await page().getByRole('button', { name: 'Sync' }).click()
    await card('shop').getByRole('button', { name: 'Look at the dry run' }).first().click()
    await card('shop').getByText('4 of 4 records would be written').waitFor()
    await card('shop').getByText('These are all').waitFor()
    await card('demo-crm').getByRole('button', { name: 'Look at the dry run' }).first().click()
    await card('demo-crm').locator('.request').first().waitFor()
    expect(await seen(card('demo-crm').locator('.request').first())).toContain('PATCH /persons/')
    expect(await accessibilityFaults(page())).toEqual([])
    await card('shop').getByRole('button', { name: 'shop', exact: true }).click()
    await card('shop').getByRole('button', { name: 'Look at the dry run' }).first().click()
    await card('shop').getByRole('button', { name: 'Apply…' }).click()
    const dialog = page().getByRole('dialog')
    expect(await seen(dialog)).toContain('4 records will be written')
    expect(await accessibilityFaults(page())).toEqual([])
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await card('shop').getByText('this is in force').waitFor()
    expect(await served.kith.systems.find('shop')).toMatchObject({ mode: 'coexistence', fileDiffers: false })
  })

  test('what was refused says why, and is tried again by keyboard', async () => {
    const { shop } = served
    shop.next.push(() => ({ kind: 'rejected', reason: 'this address is on the blocked list', column: 'mail' }))
    shop.next.push(() => ({ kind: 'retry', reason: 'the system answered 503' }))
    await served.settles()
    await explorer.visit('#/sync')
    await card('shop').getByText('catching up').waitFor()
    await card('shop').getByRole('button', { name: 'shop', exact: true }).focus()
    await page().keyboard.press('Enter')
    const row = card('shop').getByRole('row').filter({ hasText: 'this address is on the blocked list' })
    await row.waitFor()
    expect(await seen(row.getByRole('cell'))).toMatch(/mail this address[\s\S]*\n1\n/)
    expect(await accessibilityFaults(page())).toEqual([])
    await page().emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page())).toEqual([])
    await page().emulateMedia({ colorScheme: 'light' })
    await row.getByRole('button', { name: /^Try again/ }).focus()
    await page().keyboard.press('Enter')
    await card('shop').getByText('No record is dead.').waitFor()
    expect(await page().evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Records of shop')
    await card('shop').getByRole('button', { name: /^Due/ }).click()
    await card('shop').getByText('the system answered 503').waitFor()
    expect(await seen(card('shop').locator('.deliveries'))).toMatch(/in (59 min|1 h)/)
    expect(page().url()).toContain('#/sync?system=shop&state=due')
  })

  test('paused with a reason and resumed; the page sees by itself what happens elsewhere, and does not jump', async () => {
    await explorer.visit('#/sync?system=shop&state=due')
    await card('shop').getByRole('row').nth(2).waitFor()
    await page().evaluate(() => {
      const shifts: number[] = []
      Object.assign(globalThis, { shifts })
      const note = (list: PerformanceObserverEntryList) => {
        for (const entry of list.getEntries())
          if (!Reflect.get(entry, 'hadRecentInput')) shifts.push(Reflect.get(entry, 'value'))
      }
      new PerformanceObserver(note).observe({ type: 'layout-shift' })
    })
    await page().waitForTimeout(4_500)
    expect(await page().evaluate(() => Reflect.get(globalThis, 'shifts'))).toEqual([])
    await card('shop').getByRole('button', { name: 'Pause shop' }).click()
    const dialog = page().getByRole('dialog')
    expect(await accessibilityFaults(page())).toEqual([])
    await dialog.getByLabel('Why?').fill('their nightly import runs')
    await page().keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await card('shop')
      .getByText(/^Paused by .* just now: their nightly import runs/)
      .waitFor()
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Resume…')
    await served.kith.systems.resume('shop', CLI)
    await card('shop').getByText('catching up').waitFor()
    await served.kith.systems.replay('shop', undefined, CLI)
  })

  test('a value whose record is gone is kept or taken back when somebody says so', async () => {
    await served.later()
    await explorer.visit('#/sync')
    await card('shop').getByText('current', { exact: true }).waitFor()
    expect(served.shop.row('person', '2')?.mail).toBe('marcus@example.com')
    for (const id of ['erp:person:2', 'demo-crm:person:P1002']) await served.kith.remove(RecordId.parse(id), CLI)
    await served.settles()
    await card('shop').getByText('needs somebody').waitFor()
    await card('shop').getByRole('button', { name: 'shop', exact: true }).click()
    await card('shop').getByText('may it be taken back?').waitFor()
    await card('shop').getByRole('button', { name: 'Keep in shop:person:2' }).click()
    await page().locator('.toast').getByText('What Kith wrote in 1 record of shop stays there.').waitFor()
    await served.settles()
    await card('shop').getByText('current', { exact: true }).waitFor()
    expect(served.shop.row('person', '2')?.mail).toBe('marcus@example.com')
    for (const id of ['erp:person:3', 'demo-crm:person:P1003']) await served.kith.remove(RecordId.parse(id), CLI)
    await served.settles()
    await card('shop').getByText('needs somebody').waitFor()
    await card('shop').getByRole('button', { name: /^Ask/ }).click()
    await card('shop').getByText('may it be taken back?').waitFor()
    await card('shop').getByRole('button', { name: 'Take back from shop:person:3' }).click()
    await page().getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page().locator('.toast').getByText('What Kith wrote in 1 record of shop is taken back.').waitFor()
    await served.settles()
    await card('shop').getByText('current', { exact: true }).waitFor()
    expect(served.shop.row('person', '3')?.mail).toBeUndefined()
  })

  test('a golden record says who has which version, a record what Kith wrote beside its own word', async () => {
    const golden = await served.kith.ask.records.find(RecordId.parse('shop:person:1')).then((record) => record.golden)
    await explorer.visit(`#/explore/${golden}`)
    const panel = page().locator('.panel')
    const copies = panel.locator('.section').filter({ has: page().getByRole('heading', { name: /^Copies/ }) })
    await copies.getByText(/has it as of change \d+, written/).waitFor()
    await copies.scrollIntoViewIfNeeded()
    expect(await accessibilityFaults(page())).toEqual([])
    await copies.getByRole('button', { name: /person:1/ }).click()
    const mail = panel.getByRole('row').filter({ hasText: 'written by Kith, change' }).filter({ hasText: '@' })
    await mail.waitFor()
    expect(await seen(mail)).toMatch(/nothing of its own\s+catherine@example.com\s+written by Kith, change \d+/)
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('what a key may not do is out of use, with the reason', async () => {
    const { text } = served.keys.add({ name: 'susie', roles: ['steward'], sources: [] }, new Date().toISOString())
    await withKey(text)
    await explorer.visit('#/sync?system=demo-crm&plan=open')
    const apply = card('demo-crm').getByRole('button', { name: 'Apply…' })
    await apply.waitFor()
    expect(await apply.isDisabled()).toBe(true)
    expect(await apply.getAttribute('title')).toContain('role admin')
    expect(await card('shop').getByRole('button', { name: 'Pause shop' }).isEnabled()).toBe(true)
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('where the server says beforehand what a key may do, nothing has to be tried', async () => {
    await page().route('**/api/v1/health', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), rights: ['read'] } })
    })
    await explorer.visit('#/sync')
    await page().getByText('Pausing, resuming and trying again: it takes a key with role steward or admin.').waitFor()
    expect(await card('shop').getByRole('button', { name: 'Pause shop' }).isDisabled()).toBe(true)
    await page().getByRole('button', { name: 'Use another key' }).click()
    await page().getByRole('dialog').getByRole('button', { name: 'Not now' }).click()
    await page().unroute('**/api/v1/health')
  })

  test('without the server what was known stays, and is called older', async () => {
    await explorer.visit('#/sync')
    await card('shop').waitFor()
    await page().route('**/api/v1/systems', (route) => route.abort())
    await page().getByText('What is shown is older').waitFor()
    expect(await card('shop').isVisible()).toBe(true)
    await page().unroute('**/api/v1/systems')
    await page().getByText('What is shown is older').waitFor({ state: 'detached' })
  })
})
