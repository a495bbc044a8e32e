import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser } from '../kit/browser.ts'

const USAGE = `Takes a picture of a running explorer on a demo story.

  npx tsx test/web/screenshot.ts [--url http://127.0.0.1:4747] [--story "A marriage and a move"] [--out docs/explorer.png] [--dark]`

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4747' },
    story: { type: 'string', default: 'A marriage and a move' },
    out: { type: 'string', default: 'docs/explorer.png' },
    dark: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Clicks the story on the start page, waits until everything it shows has come, and saves the picture. */
async function takePicture(): Promise<string> {
  const out = resolve(values.out)
  const { page, close } = await openBrowser({ width: 1440, height: 900 })
  try {
    await page.emulateMedia({ colorScheme: values.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    await page.goto(values.url)
    await page.getByRole('button', { name: values.story }).click()
    await page.locator('.attribute').first().waitFor()
    await page.locator('.canvas canvas').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    // The icons on the canvas are pictures of their own, drawn when they have come.
    await page.waitForTimeout(800)
    await mkdir(dirname(out), { recursive: true })
    await page.screenshot({ path: out })
    return out
  } finally {
    await close()
  }
}

if (values.help) console.log(USAGE)
else console.log(`Saved ${await takePicture()}`)
