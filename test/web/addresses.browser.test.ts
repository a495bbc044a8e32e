import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../kit/browser.ts'
import { accessibilityFaults, type Explorer, openExplorer, seen } from './explorer.ts'

/** Putting addresses right on the explorer's page of them, in front of an invented server. */
describe.skipIf(!findChromium())('addresses that need a hand', () => {
  let explorer: Explorer
  beforeAll(async () => {
    explorer = await openExplorer()
  }, 120_000)
  afterAll(() => explorer?.close())
  const page = () => explorer.page
  const table = () => page().getByRole('table', { name: /the worst first/ })
  const lines = () => table().locator('tbody tr')
  const apply = () => page().getByRole('button', { name: /^Apply/ })

  test('what came back and what verifiers found is shown month by month, for each source', async () => {
    await explorer.visit('#/reports')
    const trend = page().getByRole('table', { name: /month by month/ })
    await trend.waitFor()
    expect(await seen(trend.locator('tbody tr'))).toMatch(
      /crm\s+3 back, 2 bad of 12 checked\s+1 back, 1 bad of 20 checked/,
    )
  })

  test('several proposals are seen beside what is there, chosen, applied together, and taken back', async () => {
    await explorer.visit('#/reports')
    await table().waitFor()
    expect(await lines().count()).toBe(3)
    const first = await seen(lines().first())
    expect(first).toContain('14 Larkspr Lane')
    expect(first).toContain('14 Larkspur Lane')
    expect(first).toContain('Mail came back, 2 times')
    expect(await lines().nth(2).getByRole('checkbox').count()).toBe(0)
    expect(await apply().isDisabled()).toBe(true)

    await page()
      .getByRole('checkbox', { name: /14 Larkspur Lane/ })
      .check()
    expect(await apply().textContent()).toBe('Apply 1 proposal')
    await page()
      .getByRole('checkbox', { name: /All proposals/ })
      .check()
    expect(await accessibilityFaults(page())).toEqual([])
    await apply().click()
    await page().getByRole('region', { name: 'Message' }).getByText('2 addresses put right.').waitFor()
    await page().waitForFunction(() => !document.body.textContent?.includes('Larkspr'))
    expect(await lines().count()).toBe(1)
    expect([...explorer.stub.world.putRight]).toEqual(['wrd_7', 'wrd_8'])

    await page().getByRole('region', { name: 'Message' }).getByRole('button', { name: 'Undo' }).click()
    await page().getByText('14 Larkspr Lane').waitFor()
    expect(await lines().count()).toBe(3)
    expect(explorer.stub.world.putRight.size).toBe(0)
    expect(explorer.complaints).toEqual([])
  })
})
