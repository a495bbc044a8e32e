import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityFaults, canvasAtRest, type Explorer, openExplorer, seen } from './explorer.ts'
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
const dialog = () => page().getByRole('dialog')
const button = (name: string | RegExp) => page().getByRole('button', { name })
const openCatherine = async (more = '') => {
  await explorer.visit(`#/explore/${CATHERINE}${more}`)
  await panel().getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
}

describe('a change is looked at before it is made', () => {
  test('a merge: before and after side by side, applied, taken back', async () => {
    await openCatherine()
    await button('Merge…').click()
    await dialog().getByLabel('The other customer').fill('Catherine')
    await dialog().getByRole('listitem').filter({ hasText: 'Grand Rapids MI' }).getByRole('button').click()
    await dialog().getByLabel('Why?').fill('one and the same')
    await dialog().getByRole('button', { name: 'Preview' }).click()
    await dialog().getByText('2 customers become 1.').waitFor()
    const text = await seen(dialog())
    expect(text).toMatch(/City\s*by most recent\s*Ann Arbor\s*Grand Rapids/)
    expect(text).toContain('its number leads to Catherine Johnson')
    expect(text).toMatch(/Household\s*Catherine Johnson\s*Johnson household\s*none/)
    expect(text).toContain('2 orders, 1,500.00 USD')
    expect(text).toContain('Sent to erp')
    expect(text).not.toMatch(/cus_|150000/)
    expect(explorer.stub.world.plan).toBe('open')
    expect(await accessibilityFaults(page())).toEqual([])
    await dialog().getByRole('button', { name: 'Apply' }).click()
    await dialog().getByText('This has been done.').waitFor()
    expect(explorer.stub.world.plan).toBe('applied')
    await dialog().getByRole('button', { name: 'Revert' }).click()
    await dialog().waitFor({ state: 'detached' })
    expect(explorer.stub.world.plan).toBe('reverted')
    expect(explorer.complaints).toEqual([])
  })

  test('a split needs records that go and some that stay; U takes the plan back on the server', async () => {
    await openCatherine()
    await button('Split…').click()
    await dialog().getByLabel('Why?').fill('two cousins')
    expect(await dialog().getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true)
    await dialog().getByRole('checkbox').first().check()
    await dialog().getByRole('button', { name: 'Preview' }).click()
    await dialog().getByRole('button', { name: 'Apply' }).click()
    await dialog().getByRole('button', { name: 'Close' }).click()
    await page().keyboard.press('u')
    await page().locator('.toast').getByText('It is as it was before').waitFor()
    expect(explorer.stub.world.plan).toBe('reverted')
  })

  test('one record is taken out from its own panel', async () => {
    await openCatherine('?at=erp%3Aperson%3AE1001')
    await button('Take out…').click()
    await dialog().getByLabel('This record, and what only it ties').check()
    await dialog().getByLabel('Why?').fill('another one')
    await dialog().getByRole('button', { name: 'Preview' }).click()
    await dialog().getByText('Nothing has been changed yet.').waitFor()
    await page().keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(explorer.stub.world.plan).toBe('open')
  })

  test('a decision shows what it would do and warns before it is taken', async () => {
    explorer.stub.world.warnings = ['Charles fits both and would be with neither.']
    await explorer.visit(
      `#/explore/${CATHERINE}?at=${encodeURIComponent('MAYBE_SAME|crm:person:C1001|crm:person:C1003')}`,
    )
    await panel().getByRole('button', { name: 'Same', exact: true }).click()
    await page().keyboard.type('the same phone')
    await panel().getByText('Charles fits both and would be with neither.').waitFor()
    expect(await seen(panel().locator('.preview'))).toContain('2 customers become 1.')
    await page().keyboard.press('Enter')
    await page().locator('.toast').getByText('Joined').waitFor()
    expect(explorer.stub.world.reason).toBe('the same phone')
  })
})

describe('on a golden record', () => {
  test('another value is pinned with a reason, and the pin taken back', async () => {
    await openCatherine()
    const family = panel().locator('details.attribute', { hasText: 'Family name' })
    await family.locator('summary').click()
    await family.getByRole('button', { name: 'use this instead' }).first().click()
    await page().keyboard.type('she kept her name')
    await page().keyboard.press('Enter')
    await page().locator('.toast').getByText('Pinned').waitFor()
    expect(explorer.stub.world.pinned).toMatchObject({
      value: 'Yu',
      record: 'loyalty:person:L1001',
      reason: 'she kept her name',
    })
    await page().locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await page().locator('.toast').getByText('The pin was taken back').waitFor()
    expect(explorer.stub.world.pinned).toBeUndefined()
  })

  test('its past: each change in words, and any day beside today by keyboard', async () => {
    await openCatherine()
    await page().getByRole('tab', { name: 'History' }).click()
    await panel().getByText('2 records (crm, erp) joined.').waitFor()
    expect(await seen(panel().locator('.changes'))).toMatch(/Family name: Yu →\s+became\s+Johnson/)
    expect(await seen(panel())).not.toMatch(/\dT\d\d:/)
    const slider = panel().getByRole('slider', { name: 'Day' })
    expect(await slider.getAttribute('aria-valuetext')).toBe('today')
    await slider.focus()
    await page().keyboard.press('Home')
    await panel().getByText('as it was by what is known today').waitFor()
    await panel().getByText('Nothing was known of it then.').or(panel().locator('.past-view table')).waitFor()
    await panel().getByLabel('Exact day').fill('2024-02-01')
    await panel()
      .locator('.past-view')
      .getByRole('row', { name: /Family name Yu Johnson/ })
      .waitFor()
    expect(new URL(page().url()).hash).toContain('day=2024-02-01')
    await page().locator('.stage').getByText('past', { exact: true }).waitFor()
    await page().getByRole('treeitem', { name: 'Catherine Yu' }).first().waitFor()
    await panel().getByLabel('What was known').check()
    await panel().getByText('as it was known on that day').waitFor()
    expect(new URL(page().url()).hash).toContain('known=2024-02-01')
    expect(await accessibilityFaults(page())).toEqual([])
    await explorer.visit(new URL(page().url()).hash)
    await panel().locator('.past-view').getByText('Catherine Yu, 2 records.').waitFor()
    await panel().getByRole('button', { name: 'Back to today' }).click()
    await panel().getByText('This is today.').waitFor()
  })

  test('a life event is dismissed with a reason', async () => {
    await openCatherine()
    await page().getByRole('tab', { name: 'History' }).click()
    await panel().getByText('Married, between').waitFor()
    await panel().getByRole('button', { name: 'Dismiss' }).click()
    await panel().getByLabel('Why is it not so?').fill('a clerk’s mistake')
    await page().keyboard.press('Enter')
    await panel().getByText('dismissed by local').waitFor()
    expect(explorer.stub.world.event).toBe('dismissed')
    await page().locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await page().locator('.toast').getByText('Your word was taken back').waitFor()
    await panel().getByText('dismissed by local').waitFor({ state: 'detached' })
    expect(explorer.stub.world.event).toBe('found')
  })
})

describe('who hangs together with whom', () => {
  test('two people: in words, and on the canvas', async () => {
    await openCatherine()
    await button('Connection…').click()
    await dialog().getByRole('button', { name: 'Charles Johnson' }).click()
    await dialog().getByText('Charles Johnson is reached at +17345550188.').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    await dialog().getByRole('button', { name: 'Show on the canvas' }).click()
    await canvasAtRest(page(), ['point:phone:+17345550188'])
    const { hash } = new URL(page().url())
    await explorer.visit(hash)
    await canvasAtRest(page(), [CHARLES, 'point:phone:+17345550188'])
  })

  test('a phone that five thousand share is counted, the first are named', async () => {
    await openCatherine()
    const phones = panel().locator('details.attribute', { hasText: 'Phone' })
    await phones.locator('summary').click()
    await phones.getByRole('button', { name: 'Who shares +17345550188?' }).click()
    await phones.getByText('5,000 share this phone number.').waitFor()
    expect(await phones.locator('.sharers .rows li').count()).toBe(25)
    expect(await seen(phones)).toContain('And 4,975 others that are not listed.')
    await phones.getByRole('button', { name: 'Put on the canvas' }).click()
    await canvasAtRest(page(), ['point:phone:+17345550188'])
  })
})

test('on a phone the panel and a preview stay within the screen', async () => {
  await page().setViewportSize({ width: 390, height: 844 })
  await openCatherine()
  await page().getByRole('tab', { name: 'History' }).click()
  await panel().getByText('As of a day').waitFor()
  expect(await panel().evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0)
  await button('Merge…').click()
  await dialog().getByRole('button', { name: 'Charles Johnson' }).click()
  await dialog().getByLabel('Why?').fill('one')
  await dialog().getByRole('button', { name: 'Preview' }).click()
  await dialog().getByText('2 customers become 1.').waitFor()
  expect(await dialog().evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0)
  await page().setViewportSize({ width: 1440, height: 900 })
})
