import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityFaults, type Explorer, openExplorer, seen } from './explorer.ts'
import { CATHERINE, CHARLES } from './fixtures/ids.ts'
import { freshWorld } from './fixtures/world.ts'

let explorer: Explorer
beforeAll(async () => {
  explorer = await openExplorer()
}, 120_000)
afterAll(() => explorer?.close())
beforeEach(() => {
  Object.assign(explorer.stub.world, { ...freshWorld(), streams: explorer.stub.world.streams })
  explorer.complaints.length = 0
})

const page = () => explorer.page
const panel = () => page().locator('.panel')

const PAIR = `#/explore/${CATHERINE}?at=${encodeURIComponent('MAYBE_SAME|crm:person:C1001|crm:person:C1003')}`

describe('why', () => {
  test('bars add up to the total that is shown', async () => {
    await explorer.visit(`#/explore/${CATHERINE}`)
    await page().getByRole('tab', { name: 'Why' }).click()
    await panel().getByText('How it came together').waitFor()
    const numbers = await panel().locator('.waterfall').first().locator('td.num').allInnerTexts()
    const tenths = numbers.map((text) => Math.round(Number(text.replace('−', '-')) * 10))
    expect(tenths.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(tenths.at(-1))
    expect(await seen(panel())).toContain('weakest link')
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('a record shows what came, what it became, and its way', async () => {
    await explorer.visit(`#/explore/${CATHERINE}?at=erp%3Aperson%3AE1001`)
    await panel().getByText('JOHNSON, CATHERINE').waitFor()
    expect(await seen(panel())).toContain('No e-mail address')
    await page().getByRole('tab', { name: 'Trace' }).click()
    await panel().getByText('what publish did').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
  })
})

describe('decisions', () => {
  test('two records are kept apart with a reason, and the word can be taken back', async () => {
    await explorer.visit(PAIR)
    await panel().getByRole('button', { name: 'Different' }).click()
    await page().keyboard.type('born sixteen years apart')
    await page().keyboard.press('Enter')
    await page().locator('.toast').getByText('Kept apart from now on.').waitFor()
    expect(explorer.stub.world).toMatchObject({ decision: 'distinct', reason: 'born sixteen years apart' })
    await page().locator('.legend').getByText('kept apart by a person').waitFor()
    await page().locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await page().locator('.legend').getByText('maybe the same').waitFor()
    expect(explorer.stub.world.decision).toBeUndefined()
  })

  test('a standing decision can be withdrawn from its line', async () => {
    explorer.stub.world.decision = 'same'
    await explorer.visit(
      `#/explore/${CATHERINE}?at=${encodeURIComponent('ALWAYS_SAME|crm:person:C1001|crm:person:C1003')}`,
    )
    await panel().getByRole('button', { name: 'Withdraw the decision' }).click()
    await page().locator('.legend').getByText('maybe the same').waitFor()
  })

  test('without a reason it says that it was looked at', async () => {
    await explorer.visit(PAIR)
    await panel().getByRole('button', { name: 'Same', exact: true }).click()
    await page().keyboard.press('Enter')
    await page().locator('.toast').getByText('Joined: they stay together').waitFor()
    expect(explorer.stub.world.reason).toBe('same on review')
  })
})

describe('review', () => {
  test('who is quicker than the evidence types a reason, not keys', async () => {
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page().route('**/api/v1/pairs/**', async (route) => {
      await answered
      await route.continue()
    })
    await explorer.visit('#/review')
    await page().locator('.review-detail').waitFor()
    await page().keyboard.press('d')
    await page().keyboard.type('and so does her brother')
    expect(await page().getByRole('textbox', { name: 'Why different?' }).inputValue()).toBe('and so does her brother')
    answer()
    await page().locator('.reasons-for').waitFor()
    expect(await page().getByRole('textbox', { name: 'Why different?' }).inputValue()).toBe('and so does her brother')
    await page().unroute('**/api/v1/pairs/**')
    expect(explorer.complaints).toEqual([])
  })

  test('the queue by keyboard: look, decide, undo', async () => {
    await explorer.visit('#/review')
    await page().locator('.pair').waitFor()
    expect(await seen(page().locator('.reasons-for'))).toContain('Given name agrees')
    expect(await seen(page().locator('.reasons-against'))).toContain('1991-05-17 / 1975-11-30')
    expect(await accessibilityFaults(page())).toEqual([])
    await page().keyboard.press('j')
    await page()
      .getByRole('heading', { name: /A link was cut/ })
      .waitFor()
    await page().keyboard.press('k')
    await page().keyboard.press('d')
    await page().keyboard.type('another birth date')
    await page().keyboard.press('Enter')
    await expect.poll(() => explorer.stub.world.reason).toBe('another birth date')
    await page().getByText('2 questions').waitFor()
    // What stood behind the decided item has moved up and is in hand.
    await page()
      .getByRole('heading', { name: /A link was cut/ })
      .waitFor()
    await page().keyboard.press('u')
    await page().getByText('3 questions').waitFor()
    expect(explorer.complaints).toEqual([])
  })

  test('blind labelling shows no score and no opinion', async () => {
    await explorer.visit('#/review')
    await page().locator('.pair').waitFor()
    await page().getByLabel('Hide scores').check()
    const text = await seen(page().locator('.review'))
    expect(text).not.toMatch(/bits|%|For\n|Against|agrees/i)
    expect(text).toContain('1975-11-30')
  })

  test('a filter is part of the address', async () => {
    await explorer.visit('#/review?kind=held')
    await page().locator('.queue').waitFor()
    expect(await page().getByLabel('Kind of item').inputValue()).toBe('held')
    await page().getByLabel('Entity').selectOption('company')
    await page().waitForFunction(() => location.hash === '#/review?kind=held&entity=company')
  })
})

describe('reports', () => {
  test('totals reconcile on screen', async () => {
    await explorer.visit('#/reports')
    await page().locator('.matrix').waitFor()
    expect((await seen(page().locator('.equation'))).replace(/\s+/g, ' ')).toBe(
      '1,638 records = 804 customers + 834 duplicates 50.9 % duplicate rate',
    )
    expect(await page().locator('.matrix tbody tr').first().locator('td').allInnerTexts()).toEqual([
      '560',
      '301',
      '188',
      '74',
    ])
    expect(await accessibilityFaults(page())).toEqual([])
  })
})

describe('when things are not as usual', () => {
  /** What outlives the tab. */
  const keptForLong = () => page().evaluate(() => JSON.stringify(localStorage))

  test('a key is asked for once and kept for the tab', async () => {
    explorer.stub.world.key = 'secret-1'
    await explorer.visit(`#/explore/${CATHERINE}`)
    await page().getByRole('textbox', { name: 'API key' }).fill('secret-1')
    expect(await accessibilityFaults(page())).toEqual([])
    await page().getByRole('button', { name: 'Continue' }).click()
    await panel().getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
    expect(await page().evaluate(() => sessionStorage.length)).toBe(1)
    expect(await keptForLong()).not.toContain('secret-1')
    await page().evaluate(() => sessionStorage.clear())
  })

  test('the link that brings the secret leaves nothing of it in the address, and no server sees it', async () => {
    const addresses: string[] = []
    page().on('request', (request) => addresses.push(`${request.url()} ${request.headers().referer ?? ''}`))
    for (const secret of ['kith_local_one', 'kith_local_two']) {
      // The second time in the page as it is open: only what follows # is another.
      explorer.stub.world.key = secret
      await page().goto(`${explorer.stub.url}/#secret=${secret}`)
      await page().locator('.live').waitFor()
      await page().waitForFunction(() => location.hash === '#/explore')
      expect(await page().evaluate(() => Object.values(sessionStorage))).toEqual([secret])
      expect(await keptForLong()).not.toContain('kith_local')
    }
    await page().goBack()
    expect(page().url()).not.toContain('kith_local')
    expect(addresses.length).toBeGreaterThan(5)
    expect(addresses.filter((address) => address.includes('kith_local'))).toEqual([])
    await page().evaluate(() => sessionStorage.clear())
  })

  test('who may only read is asked when they decide, and may leave it', async () => {
    await explorer.visit(PAIR)
    await panel().getByRole('button', { name: 'Different' }).click()
    explorer.stub.world.key = 'kith_local_one'
    await page().keyboard.type('born sixteen years apart')
    await page().keyboard.press('Enter')
    const dialog = page().getByRole('dialog')
    await dialog.getByText('.kith/local-secret').waitFor()
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(explorer.stub.world.decision).toBeUndefined()
    await panel().getByRole('button', { name: 'Keep apart' }).click()
    await dialog.getByRole('textbox').fill('Authorization: Bearer kith_local_one\n')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page().evaluate(() => Object.values(sessionStorage))).toEqual(['kith_local_one'])
    await page().evaluate(() => sessionStorage.clear())
  })

  test('a part that fails says so and can be tried again', async () => {
    explorer.stub.world.failing.add('reports')
    await explorer.visit('#/reports')
    await page().getByText('reports is out of order').first().waitFor()
    explorer.stub.world.failing.clear()
    await page().getByRole('button', { name: 'Try again' }).first().click()
    await page().locator('.matrix').waitFor()
  })

  test('a change from elsewhere is announced, not forced', async () => {
    await explorer.visit(`#/explore/${CATHERINE}`)
    await panel().getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
    await page().waitForFunction(() => document.querySelector('.live') !== null)
    await expect.poll(() => explorer.stub.world.streams.size).toBeGreaterThan(0)
    const change = { seq: 1483, golden: CHARLES, joined: [], left: [], from: [], heirs: [] }
    for (const stream of explorer.stub.world.streams) stream.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`)
    await page().getByRole('button', { name: 'Show the new state' }).click()
    await page().locator('.stale').waitFor({ state: 'detached' })
  })

  test('in the dark it is as legible', async () => {
    await page().emulateMedia({ colorScheme: 'dark' })
    for (const hash of ['', `#/explore/${CATHERINE}`, '#/review', '#/reports']) {
      await explorer.visit(hash)
      await page().waitForSelector('.stories, .attribute, .pair, .matrix')
      expect(await accessibilityFaults(page())).toEqual([])
    }
    await page().emulateMedia({ colorScheme: 'light' })
  })
})
