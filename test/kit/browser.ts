import { accessSync, constants, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { readEnv } from '../../server/env.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** KITH_CHROMIUM, else a system Chromium, else the one `playwright-core install chromium` brought; undefined without any. */
export function findChromium(path = ''): string | undefined {
  const asked = readEnv().KITH_CHROMIUM
  if (asked) return asked
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...FOLDERS]
  const system = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(isExecutable)
  if (system) return system
  const own = chromium.executablePath()
  return own !== '' && existsSync(own) ? own : undefined
}

export type OpenBrowser = { page: Page; context: BrowserContext; close(): Promise<void> }

/** A headless browser with a profile of its own. Network noise of the browser itself is off: tests see only their own. */
export async function openBrowser(size = { width: 1440, height: 900 }): Promise<OpenBrowser> {
  const executablePath = findChromium()
  if (!executablePath)
    throw new Error('No Chromium: set KITH_CHROMIUM, install chromium, or run npx playwright-core install chromium')
  const profile = await mkdtemp(join(tmpdir(), 'kith-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: size,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    page,
    context,
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
