import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityFaults, canvasAtRest, type Explorer, openExplorer, positions, seen, spotOf } from './explorer.ts'
import { CATHERINE, CHARLES, HOUSEHOLD, MICHIGAN, TEXAS } from './fixtures/ids.ts'
import { freshWorld } from './fixtures/world.ts'

let explorer: Explorer
beforeAll(async () => {
  explorer = await openExplorer()
}, 120_000)
afterAll(() => explorer?.close())
beforeEach(async () => {
  Object.assign(explorer.stub.world, { ...freshWorld(), streams: explorer.stub.world.streams })
  explorer.complaints.length = 0
  await page().setViewportSize({ width: 1440, height: 900 })
})

const RECORD = 'erp:person:E1001'
const page = () => explorer.page
const panel = () => page().locator('.panel')
const menu = () => page().getByRole('menu')
const outline = (name: string | RegExp) => page().getByRole('treeitem', { name })
const hash = () => decodeURIComponent(new URL(page().url()).hash)
const said = () => seen(page().locator('[aria-live=polite]'))
const drawn = async () => Object.keys(await positions(page()))
const openCatherine = async (more = '') => {
  await explorer.visit(`#/explore/${CATHERINE}${more}`)
  await page().waitForSelector('.attribute')
  await canvasAtRest(page(), [CHARLES])
}

describe('a golden record', () => {
  test('opens into its records and closes again, by keys alone, and nothing jumps', async () => {
    await openCatherine()
    const before = await positions(page())
    expect(await seen(outline('Catherine Johnson ×4'))).toContain('×4')
    await outline('Catherine Johnson ×4').focus()
    await page().keyboard.press('Enter')
    await outline('Catherine Yu').first().waitFor()
    expect(await said()).toBe('Its records are shown.')
    expect(hash()).toContain(`in=${CATHERINE}`)
    await canvasAtRest(page(), [RECORD])
    expect(await positions(page())).toMatchObject(before)
    const open = await positions(page())
    await page().keyboard.press('o')
    await outline('Catherine Yu').first().waitFor({ state: 'detached' })
    expect(await positions(page())).toEqual(before)
    await page().keyboard.press('Control+z')
    await outline('Catherine Yu').first().waitFor()
    await canvasAtRest(page(), [RECORD])
    expect(await positions(page())).toEqual(open)
    expect(await accessibilityFaults(page())).toEqual([])
  })

  test('opens by a double click, and a link brings it back open', async () => {
    await openCatherine()
    const spot = await spotOf(page(), CATHERINE)
    await page().mouse.dblclick(spot.x, spot.y)
    await canvasAtRest(page(), [RECORD])
    await explorer.visit(new URL(page().url()).hash)
    await canvasAtRest(page(), [RECORD])
    expect(await drawn()).toHaveLength(10)
  })

  test('opens for a link to one of its records', async () => {
    await explorer.visit(`#/explore/${CATHERINE}?at=${encodeURIComponent(RECORD)}`)
    await canvasAtRest(page(), [RECORD])
  })
})

describe('what is shown', () => {
  test('kinds, sources and days are switched off, counted, kept in the address, and come back', async () => {
    await openCatherine()
    await page().getByText('Show', { exact: true }).click()
    await page()
      .getByRole('checkbox', { name: /^Addresses/ })
      .uncheck()
    await page().getByText('2 hidden', { exact: true }).waitFor()
    expect(await drawn()).not.toContain(MICHIGAN)
    expect(hash()).toContain('off=kind:address')
    await page().getByLabel('Until').fill('2024-01-01')
    expect(await accessibilityFaults(page())).toEqual([])
    await explorer.visit(new URL(page().url()).hash)
    await canvasAtRest(page(), [CHARLES])
    expect(await drawn()).not.toContain(MICHIGAN)
    expect(hash()).toContain('until=2024-01-01')
    await page()
      .getByText(/^\d hidden$/)
      .click()
    await page().getByRole('button', { name: 'Show everything' }).click()
    await canvasAtRest(page(), [MICHIGAN, TEXAS])
    expect(hash()).not.toContain('off=')
  })

  test('colours tell sources, with their legend', async () => {
    await openCatherine(`?in=${CATHERINE}`)
    await page().getByText('Show', { exact: true }).click()
    await page().getByRole('radio', { name: 'source' }).check()
    await page().getByRole('region', { name: 'Legend' }).getByText('web-shop').waitFor()
    expect(hash()).toContain('tint=source')
    expect(await accessibilityFaults(page())).toEqual([])
  })
})

describe('the menu of a node', () => {
  test('by a right click: neighbours by kind with counts, of which one kind is brought', async () => {
    await openCatherine()
    const spot = await spotOf(page(), CHARLES)
    await page().mouse.click(spot.x, spot.y, { button: 'right' })
    await menu().getByText('Show orders').waitFor()
    expect(await seen(menu())).toMatch(/Show source records\s*2/)
    expect(await accessibilityFaults(page())).toEqual([])
    await menu()
      .getByRole('menuitem', { name: /Show orders/ })
      .click()
    await outline('Order O77').waitFor()
    expect(await said()).toBe('Added 1 node beside Charles Johnson.')
    expect(hash()).toContain(`open=only:order~${CHARLES}`)
    await explorer.visit(new URL(page().url()).hash)
    await outline('Order O77').waitFor()
  })

  test('by Shift+F10: keeps a node where it lies through a tidying, hides it, and Ctrl+Z brings it back', async () => {
    await openCatherine()
    const spot = await spotOf(page(), HOUSEHOLD)
    await page().mouse.move(spot.x, spot.y)
    await page().mouse.down()
    await page().mouse.move(spot.x + 90, spot.y + 60, { steps: 4 })
    await page().mouse.up()
    await page().mouse.click(spot.x + 90, spot.y + 60, { button: 'right' })
    await menu().getByRole('menuitem', { name: 'Keep it here' }).click()
    const held = (await positions(page()))[HOUSEHOLD]
    await page().getByRole('button', { name: 'Tidy' }).click()
    await canvasAtRest(page(), [HOUSEHOLD])
    const after = (await positions(page()))[HOUSEHOLD]
    expect(Math.hypot((after?.x ?? 0) - (held?.x ?? 0), (after?.y ?? 0) - (held?.y ?? 0))).toBeLessThan(1)
    expect(hash()).toContain('pin=')
    await outline('Johnson household').focus()
    await page().keyboard.press('Shift+F10')
    await menu().getByText('Show customers').waitFor()
    expect(await page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem')
    await page().keyboard.press('Escape')
    await menu().waitFor({ state: 'detached' })
    expect(await page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem')
    await page().keyboard.press('ContextMenu')
    await menu().getByText('Show customers').waitFor()
    await page().keyboard.press('End')
    await page().keyboard.press('ArrowUp')
    await page().keyboard.press('ArrowUp')
    await page().keyboard.press('Enter')
    await outline('Johnson household').waitFor({ state: 'detached' })
    await page().keyboard.press('Control+z')
    await outline('Johnson household').waitFor()
  })
})

describe('several nodes', () => {
  test('in a box: only these stay', async () => {
    await openCatherine()
    await page().getByRole('button', { name: 'Box' }).click()
    const spots = await Promise.all([spotOf(page(), CATHERINE), spotOf(page(), CHARLES)])
    const [x, y] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)]
    await page().mouse.move(Math.min(...x) - 40, Math.min(...y) - 40)
    await page().mouse.down()
    await page().mouse.move(Math.max(...x) + 40, Math.max(...y) + 40, { steps: 5 })
    await page().mouse.up()
    const bar = page().getByRole('region', { name: 'Picked nodes' })
    await bar.getByText(/[2-5] picked/).waitFor()
    await bar.getByRole('button', { name: 'Only these' }).click()
    await outline('1207 Blue Heron Road').waitFor({ state: 'detached' })
    expect(await drawn()).toEqual(expect.arrayContaining([CATHERINE, CHARLES]))
  })

  test('by keys: two are asked how they are connected', async () => {
    await openCatherine()
    await outline('Catherine Johnson ×4').focus()
    await page().keyboard.press('x')
    await page().keyboard.press('ArrowDown')
    await page().keyboard.press('x')
    const bar = page().getByRole('region', { name: 'Picked nodes' })
    expect(await seen(bar)).toContain('2 picked')
    expect(await accessibilityFaults(page())).toEqual([])
    await bar.getByRole('button', { name: 'How are they connected?' }).click()
    await page().getByRole('dialog').getByText('How are Catherine Johnson and Charles Johnson connected?').waitFor()
    await page().getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await bar.getByRole('button', { name: 'Hide' }).click()
    await outline('Charles Johnson').waitFor({ state: 'detached' })
    await bar.waitFor({ state: 'detached' })
  })
})

test('a crowd is one node, which lets some out at a time and names all that are in it', async () => {
  await explorer.visit('#/explore/addr%3Acrowd')
  await outline('+2,400 source records').focus()
  await page().keyboard.press('Enter')
  await panel().getByRole('heading', { name: '+2,400 source records' }).waitFor()
  expect(await accessibilityFaults(page())).toEqual([])
  await page().keyboard.press('Enter')
  await outline('+2,375 source records').waitFor()
  expect(await drawn()).toHaveLength(27)
  await panel().getByRole('button', { name: 'Record 40', exact: true }).click()
  await canvasAtRest(page(), ['crowd:40'])
})

test('what was in view stays in view when the window becomes smaller', async () => {
  await openCatherine()
  await page().setViewportSize({ width: 900, height: 620 })
  await canvasAtRest(page(), [CHARLES])
  const outside = await page().evaluate(() => {
    const holder: unknown = document.querySelector('.canvas')
    type Box = { x1: number; y1: number; x2: number; y2: number }
    type Core = { width: () => number; height: () => number; elements: () => { renderedBoundingBox: () => Box } }
    const { cy } = (holder as { _cyreg: { cy: Core } })._cyreg
    const { x1, y1, x2, y2 } = cy.elements().renderedBoundingBox()
    return x1 < 0 || y1 < 0 || x2 > cy.width() || y2 > cy.height()
  })
  expect(outside).toBe(false)
})
