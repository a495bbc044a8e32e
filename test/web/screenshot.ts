import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { openBrowser } from '../kit/browser.ts'

const USAGE = `Takes pictures of a running explorer on the demo.

  npm run screenshot -- [--url http://127.0.0.1:4747] [--story "A marriage and a move"] [--out docs/explorer.png] [--dark]
  npm run screenshot -- --all [--url …] [--folder docs/explorer] [--only reports,lists]

The first takes one, of a story. The second takes one of every view: light, in the dark, and on a phone.`

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4747' },
    story: { type: 'string', default: 'A marriage and a move' },
    out: { type: 'string', default: 'docs/explorer.png' },
    dark: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    folder: { type: 'string', default: 'docs/explorer' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/** How each view is shown. */
const LOOKS = [
  { name: 'light', size: DESK, colorScheme: 'light' },
  { name: 'dark', size: DESK, colorScheme: 'dark' },
  { name: 'phone', size: PHONE, colorScheme: 'light' },
] as const
/** Of WebP: small, and text stays sharp. */
const QUALITY = 0.82

type Picture = {
  readonly name: string
  /** Its address; `{id}` is the golden record of `record`. */
  readonly hash: string
  readonly record?: string
  readonly landmark: string
  readonly tab?: string
}

const CATHERINE = 'web-shop/person/W1001'
const LAKESHORE = 'erp/company/B1001'
const NORTHGATE = 'crm-central/company/CA1030'

const PICTURES: readonly Picture[] = [
  { name: 'start', hash: '#/explore', landmark: '.stories' },
  { name: 'customer', hash: '#/explore/{id}', record: CATHERINE, landmark: '.attribute' },
  { name: 'why', hash: '#/explore/{id}', record: CATHERINE, landmark: '.attribute', tab: 'Why' },
  { name: 'history', hash: '#/explore/{id}', record: CATHERINE, landmark: '.attribute', tab: 'History' },
  { name: 'record', hash: '#/explore/{id}?at=erp%3Aperson%3AE1001', record: CATHERINE, landmark: '.fields' },
  { name: 'group', hash: '#/explore/tree%3A{id}?as=tree', record: NORTHGATE, landmark: '.panel-head' },
  { name: 'sales-card', hash: '#/explore/{id}', record: LAKESHORE, landmark: '.panel-head', tab: 'Sales card' },
  { name: 'hierarchies', hash: '#/hierarchies?of={id}', record: NORTHGATE, landmark: '.tree-card' },
  { name: 'tree', hash: '#/hierarchies?of={id}&as=down', record: NORTHGATE, landmark: '.tree-card' },
  { name: 'review', hash: '#/review', landmark: '.review-detail' },
  { name: 'decided', hash: '#/review?list=decided', landmark: '.decided' },
  { name: 'changes', hash: '#/changes?since=start', landmark: '.change-line' },
  { name: 'lists', hash: '#/lists?least=2', landmark: '.list-table' },
  { name: 'mailing', hash: '#/mailing', landmark: '.equation' },
  { name: 'questions', hash: '#/questions', landmark: '.report table' },
  { name: 'sync', hash: '#/sync', landmark: '.sync' },
  { name: 'load', hash: '#/load', landmark: '.load' },
  { name: 'reports', hash: '#/reports', landmark: '.matrix' },
]

/** Clicks the story on the start page, waits until everything it shows has come, and saves the picture. */
async function takePicture(): Promise<string> {
  const out = resolve(values.out)
  const { page, close } = await openBrowser(DESK)
  try {
    await page.emulateMedia({ colorScheme: values.dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    await page.goto(values.url)
    await page.getByRole('button', { name: values.story }).click()
    await page.locator('.attribute').first().waitFor()
    await page.locator('.canvas canvas').first().waitFor()
    await atRest(page)
    await mkdir(dirname(out), { recursive: true })
    await page.screenshot({ path: out })
    return out
  } finally {
    await close()
  }
}

/** Every view in every look. @returns how many pictures were taken */
async function takeAll(): Promise<number> {
  const folder = resolve(values.folder)
  await mkdir(folder, { recursive: true })
  const only = values.only?.split(',')
  const wanted = PICTURES.filter(({ name }) => only === undefined || only.includes(name))
  const { page, context, close } = await openBrowser(DESK)
  try {
    for (const picture of wanted) {
      const hash = await addressOf(picture)
      for (const { name, size, colorScheme } of LOOKS) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.goto('about:blank')
        await page.goto(`${values.url}/${hash}`)
        await page.locator(picture.landmark).first().waitFor()
        if (picture.tab) await page.getByRole('tab', { name: picture.tab, exact: true }).click()
        await atRest(page)
        await writeFile(join(folder, `${picture.name}-${name}.webp`), await asWebp(context, await page.screenshot()))
      }
    }
    return wanted.length * LOOKS.length
  } finally {
    await close()
  }
}

async function addressOf({ hash, record }: Picture): Promise<string> {
  if (record === undefined) return hash
  const answer = await fetch(`${values.url}/api/v1/records/${record}`)
  const { golden } = z.object({ golden: z.string() }).parse(await answer.json())
  return hash.replace('{id}', golden)
}

/** When fonts and answers have come. The icons on the canvas are pictures of their own, drawn when they have come. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(() => document.querySelector('.loading, .progress') === null)
  await page.waitForTimeout(800)
}

/** A picture as WebP, a third of the size, made by the browser that took it. */
async function asWebp(context: BrowserContext, png: Buffer): Promise<Buffer> {
  const page = await context.newPage()
  try {
    const address = await page.evaluate(
      async ([source = '', quality]) => {
        const image = new Image()
        image.src = String(source)
        await image.decode()
        const canvas = document.createElement('canvas')
        Object.assign(canvas, { width: image.width, height: image.height })
        canvas.getContext('2d')?.drawImage(image, 0, 0)
        return canvas.toDataURL('image/webp', Number(quality))
      },
      [`data:image/png;base64,${png.toString('base64')}`, QUALITY],
    )
    return Buffer.from(address.replace(/^data:image\/webp;base64,/, ''), 'base64')
  } finally {
    await page.close()
  }
}

if (values.help) console.log(USAGE)
else if (values.all) console.log(`Took ${await takeAll()} pictures into ${values.folder}`)
else console.log(`Saved ${await takePicture()}`)
