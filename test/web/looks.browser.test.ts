import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../kit/browser.ts'
import { EVERY_VIEW, goTo, settled } from './every-view.ts'
import { accessibilityFaults, type Explorer, openExplorer } from './explorer.ts'

/** A phone, a tablet, a desk. */
const WIDTHS = [390, 820, 1440] as const
const THEMES = ['light', 'dark'] as const

/** Every view in both themes at three widths: as wide as the screen, and without a fault that axe finds. */
describe.skipIf(!findChromium())('every view', () => {
  let explorer: Explorer
  beforeAll(async () => {
    explorer = await openExplorer()
    await explorer.page.emulateMedia({ reducedMotion: 'reduce' })
  }, 120_000)
  afterAll(() => explorer?.close())
  afterEach(() => {
    explorer.complaints.length = 0
  })
  const page = () => explorer.page

  test.each(EVERY_VIEW)('$name', async (view) => {
    for (const colorScheme of THEMES) {
      await page().setViewportSize({ width: 1440, height: 900 })
      await page().emulateMedia({ colorScheme })
      await goTo(page(), explorer.visit, view)
      for (const width of WIDTHS) {
        await page().setViewportSize({ width, height: width === 390 ? 844 : 900 })
        await settled(page())
        expect(await accessibilityFaults(page()), `${width} ${colorScheme}`).toEqual([])
        expect(await overflow(), `${width} ${colorScheme}`).toEqual([])
      }
    }
    // Only of an id behind which nothing is does the browser tell.
    expect(explorer.complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  /** What makes the page larger than the screen or scroll sideways, and what reaches over its right edge. */
  const overflow = () =>
    page().evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      const screen =
        scrollWidth > innerWidth || scrollHeight > innerHeight ? [`page ${scrollWidth}×${scrollHeight}`] : []
      const wide = [...document.querySelectorAll('main, .header')].filter((each) => each.scrollWidth > each.clientWidth)
      const isKept = (each: Element | null): boolean =>
        each !== null &&
        each.localName !== 'main' &&
        (getComputedStyle(each).overflowX !== 'visible' || isKept(each.parentElement))
      const over = [...document.querySelectorAll('main *')].filter(
        (each) =>
          each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1 && !isKept(each.parentElement),
      )
      return [...screen, ...[...wide, ...over].slice(0, 5).map((each) => each.outerHTML.slice(0, 160))]
    })
})
