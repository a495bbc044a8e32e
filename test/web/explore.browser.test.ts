import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityFaults, canvasAtRest, type Explorer, openExplorer, positions, seen, spotOf } from './explorer.ts'
import { CATHERINE, CHARLES, MERGED_AWAY, NORTHGATE } from './fixtures/ids.ts'
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
const outline = (name: string) => page().getByRole('treeitem', { name })
const openCatherine = async () => {
  await explorer.visit(`#/explore/${CATHERINE}`)
  await page().waitForSelector('.attribute')
  await canvasAtRest(page(), [CHARLES])
}
const openItsRecords = async () => {
  await panel().getByRole('button', { name: 'Records', exact: true }).click()
  await canvasAtRest(page(), [CHARLES, 'loyalty:person:L1001', 'web-shop:person:W1001'])
}

describe('start', () => {
  test('tells what there is and where to begin', async () => {
    await explorer.visit()
    await page().waitForSelector('.stories')
    expect(await seen(page().locator('h1'))).toBe(
      '1,893 records in 7 sources are 1,068 customers, companies and contacts',
    )
    expect(await page().getByRole('link', { name: 'Neo4j Browser' }).getAttribute('href')).toContain('7474')
    expect(await page().getByRole('link', { name: 'API' }).getAttribute('href')).toBe('/docs')
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('a story opens its point', async () => {
    await explorer.visit()
    await page()
      .getByRole('button', { name: /The Johnson household/ })
      .click()
    await panel().getByText('Why: last name and address.').waitFor()
  })

  test('beside data of one’s own there are no stories', async () => {
    explorer.stub.world.sources = ['hr']
    await explorer.visit()
    await page().waitForSelector('.bars')
    expect(await page().locator('.stories').count()).toBe(0)
  })

  test('an empty graph says how to fill it', async () => {
    explorer.stub.world.empty = true
    await explorer.visit()
    await page().getByText('kith load customers.csv').waitFor()
  })
})

describe('search', () => {
  test('by keyboard alone, from anywhere', async () => {
    await explorer.visit('#/reports')
    await page().waitForSelector('.matrix')
    await page().keyboard.press('/')
    await page().keyboard.type('Catherine Yu Texas')
    await page().getByRole('listbox').getByRole('option').first().waitFor()
    expect(await seen(page().getByRole('listbox').getByRole('option').first())).toContain('former name Yu')
    expect(await accessibilityFaults(page())).toEqual([])
    await page().keyboard.press('ArrowDown')
    expect(await seen(page().getByRole('listbox').getByRole('option', { selected: true }))).toMatch(
      /Grand Rapids[\s\S]*similar/,
    )
    await page().keyboard.press('ArrowUp')
    await page().keyboard.press('Enter')
    await panel().getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
    expect(new URL(page().url()).hash).toBe(`#/explore/${CATHERINE}`)
  })

  test('a contact is shown with the company, and whether it fits all that was typed', async () => {
    await explorer.visit()
    await page().keyboard.press('/')
    await page().keyboard.type('Samuel')
    const hit = page().getByRole('listbox').getByRole('option').first()
    await hit.waitFor()
    expect(await seen(hit)).toMatch(/Samuel Ortiz\s*Northgate Retail Group, Inc\.[\s\S]*fits/)
    expect(await seen(hit)).not.toContain('%')
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('nobody found, and an id typed in', async () => {
    await explorer.visit()
    await page().keyboard.press('/')
    await page().keyboard.type('Zebediah')
    await page().getByText('Nobody like that here').waitFor()
    await page().getByRole('combobox', { name: /Find/ }).fill('crm:person:C1001')
    await page().keyboard.press('Enter')
    await panel().getByText('As delivered, as cleaned').waitFor()
  })
})

describe('canvas', () => {
  test('shows the cluster, and the panel what won and what it beat', async () => {
    await openCatherine()
    expect(Object.keys(await positions(page()))).toHaveLength(6)
    await openItsRecords()
    expect(Object.keys(await positions(page()))).toHaveLength(10)
    const family = panel().locator('details.attribute', { hasText: 'Family name' })
    expect(await family.locator('.runners').isVisible()).toBe(false)
    await family.locator('summary').click()
    expect(await seen(family.locator('.runners'))).toMatch(/Yu\s+loyalty/)
    expect(await seen(panel())).toMatch(/1207 Blue Heron Road[^\n]*\n\s*former/)
    expect(await accessibilityFaults(page())).toEqual([])
    expect(explorer.complaints).toEqual([])
  })

  test('a click selects, a double click expands, and nothing that lay there moves', async () => {
    await openCatherine()
    await openItsRecords()
    const before = await positions(page())
    const charles = await spotOf(page(), CHARLES)
    await page().mouse.click(charles.x, charles.y)
    await panel().getByRole('heading', { name: 'Charles Johnson' }).waitFor()
    expect(await positions(page())).toEqual(before)
    await page().waitForTimeout(400)
    await page().mouse.dblclick(charles.x, charles.y)
    await outline('Order O77').waitFor()
    const after = await positions(page())
    expect(Object.keys(after)).toHaveLength(13)
    for (const [id, spot] of Object.entries(before)) expect(after[id]).toEqual(spot)
    await page().getByRole('button', { name: 'Undo' }).click()
    await outline('Order O77').waitFor({ state: 'detached' })
    expect(await positions(page())).toEqual(before)
  })

  test('the plus on a node expands it', async () => {
    await openCatherine()
    const plus = await spotOf(page(), CHARLES, true)
    await page().mouse.click(plus.x, plus.y)
    await outline('Order O77').waitFor()
  })

  test('a line can be looked into', async () => {
    await openCatherine()
    await openItsRecords()
    const [a, b] = [await spotOf(page(), 'loyalty:person:L1001'), await spotOf(page(), 'web-shop:person:W1001')]
    await page().mouse.click((a.x + b.x) / 2, (a.y + b.y) / 2)
    await panel().getByText('Same as (matched)').waitFor()
    await panel().getByText('What moved the odds').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('a crowd is cut to what can be drawn, and says so', async () => {
    await explorer.visit('#/explore/addr%3Acrowd')
    await outline('+2,400 source records').click()
    await panel().getByRole('button', { name: 'Show all 2,400' }).click()
    await page()
      .getByText(/2,000 elements/)
      .waitFor()
    expect(await seen(page().locator('.canvas-message'))).toContain('1,401 nodes not drawn')
  })

  test('a group becomes a tree: parents above their subsidiaries', async () => {
    await explorer.visit(`#/explore/${NORTHGATE}`)
    await page().getByRole('tab', { name: 'Sales card' }).click()
    await panel().getByText('Samuel Ortiz').waitFor()
    await page().getByRole('button', { name: 'Draw the whole group' }).click()
    await outline('Northgate Chicago LLC').waitFor()
    await expect
      .poll(
        async () => {
          const rows = Object.entries(await positions(page())).filter(([id]) => id.startsWith('com_'))
          const heights = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, spot]) => Math.round(spot.y))
          const [top = 0, stores = 0, midwest = 0, chicago = 0, outlet = 0] = heights
          return [top < stores, stores < midwest, midwest < chicago, outlet === stores]
        },
        { timeout: 30_000 },
      )
      .toEqual([true, true, true, true])
    await page().getByRole('button', { name: 'Network', exact: true }).click()
    expect(new URL(page().url()).hash).not.toContain('as=tree')
  })

  test('the picture can be saved', async () => {
    await openCatherine()
    const saved = page().waitForEvent('download')
    await page().getByText('Export', { exact: true }).click()
    await page().getByRole('button', { name: 'Picture (PNG)' }).click()
    expect((await saved).suggestedFilename()).toBe('kith-catherine-johnson.png')
  })
})

describe('outline', () => {
  test('everything on the canvas by keyboard alone', async () => {
    await openCatherine()
    await outline('Customers').focus()
    for (const key of ['ArrowDown', 'ArrowDown', '+']) await page().keyboard.press(key)
    await outline('Order O77').waitFor()
    expect(await seen(page().locator('[aria-live=polite]'))).toBe('Added 1 node beside Charles Johnson.')
    await page().keyboard.press('-')
    await outline('Order O77').waitFor({ state: 'detached' })
    await page().keyboard.press('ArrowRight')
    await page().keyboard.press('ArrowDown')
    await page().keyboard.press('Enter')
    await panel().getByText('Relation', { exact: true }).waitFor()
    await page().keyboard.press('ArrowLeft')
    await page().keyboard.press('Delete')
    await outline('Charles Johnson').waitFor({ state: 'detached' })
    await page().getByRole('button', { name: 'Show 1 hidden' }).click()
    await outline('Charles Johnson').waitFor()
  })
})

describe('address', () => {
  test('a link restores the picture, back returns to the one before', async () => {
    await openCatherine()
    await outline('Charles Johnson').click()
    await page().getByRole('button', { name: 'Expand', exact: true }).first().click()
    await outline('Order O77').click()
    await panel().getByText('119.00 USD', { exact: true }).waitFor()
    const { hash } = new URL(page().url())
    await explorer.visit(hash)
    await outline('Order O77').waitFor()
    await panel().getByText('119.00 USD', { exact: true }).waitFor()
    expect(new URL(page().url()).hash).toBe(hash)
    await outline('Johnson household').click()
    await panel().getByText('Why: last name and address.').waitFor()
    await page().goBack()
    await panel().getByText('119.00 USD', { exact: true }).waitFor()
  })

  test('a retired id leads on, an unknown one says so', async () => {
    await explorer.visit(`#/explore/${MERGED_AWAY}`)
    await panel().getByRole('heading', { name: 'Catherine Johnson' }).waitFor()
    await page().locator('.toast').getByText('That id was merged into another').waitFor()
    await explorer.visit(`#/explore/${CATHERINE.replace('cus_', 'cus_f').slice(0, 40)}`)
    await page()
      .getByRole('alert')
      .getByText(/Nothing has the id/)
      .waitFor()
  })
})
