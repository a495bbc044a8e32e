import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { findChromium } from '../kit/browser.ts'
import { accessibilityFaults, buildExplorer, openPage } from './explorer.ts'

type Answer = { status?: number; body: object }
const CHECK = { id: 'check-1', parts: [], candidates: [], missing: [], provider: { name: 'offline', version: '1' } }
const ANN_ARBOR = { line1: '301 E Liberty St', city: 'Ann Arbor', region: 'MI', postcode: '48104', country: 'US' }
const LINES = ['301 E Liberty St', 'ANN ARBOR, MI 48104']

describe.skipIf(!findChromium())('the address field of a checkout', () => {
  const said: { path: string; body: Record<string, unknown> }[] = []
  let answers: Record<string, Answer> = {}
  let web: string
  let close: () => Promise<void>
  let shop: Awaited<ReturnType<typeof openPage>>
  let url: string

  beforeAll(async () => {
    web = await buildExplorer()
    const app = express()
    app.get('/', (_req, res) => res.type('html').send(readFileSync(join(PROJECT, 'seeds/checkout/index.html'), 'utf8')))
    app.get('/address-field.js', (_req, res) => res.sendFile(join(web, 'address-field.js')))
    app.use('/address', express.json(), (req, res) => {
      said.push({ path: req.path, body: req.body ?? req.query })
      const { status = 200, body } = answers[req.path] ?? { status: 503, body: {} }
      res.status(status).json(body)
    })
    app.post('/orders', express.urlencoded({ extended: false }), (req, res) => res.json(req.body))
    app.use((_req, res) => res.status(204).end())
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    shop = await openPage(url)
    close = async () => {
      await shop.close()
      server.closeAllConnections()
      server.close()
    }
  }, 300_000)
  afterAll(async () => {
    await close?.()
    if (web) await rm(web, { recursive: true, force: true })
  })
  beforeEach(async () => {
    said.length = 0
    answers = { '/suggest': { body: { suggestions: [] } } }
    await shop.page.goto(url)
  })
  const page = () => shop.page
  const fill = async (parts: Partial<typeof ANN_ARBOR>) => {
    for (const [name, text] of Object.entries(parts))
      if (name !== 'country') await page().locator(`[name=${name}]`).fill(text)
  }
  const order = () => page().getByRole('button', { name: 'Order' }).click()
  const ordered = async () => {
    await page().waitForURL('**/orders')
    return JSON.parse((await page().textContent('body')) ?? '{}')
  }

  test('suggests while somebody types, by keyboard alone, and keeps the house number', async () => {
    const street = {
      kind: 'street',
      text: 'E Liberty St, Ann Arbor, MI',
      street: 'E Liberty St',
      city: 'Ann Arbor',
      region: 'MI',
    }
    answers['/suggest'] = { body: { suggestions: [{ ...street, text: 'Liberty Ave' }, street] } }
    await page().locator('[name=line1]').pressSequentially('301 E Lib')
    await page().getByRole('option', { name: 'E Liberty St, Ann Arbor, MI' }).waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page().keyboard.press(key)
    expect(await page().inputValue('[name=line1]')).toBe('301 E Liberty St')
    expect(await page().inputValue('[name=city]')).toBe('Ann Arbor')
    expect(await page().locator('.kith-suggestions li').count()).toBe(0)
  })

  test('what is right goes out without a question', async () => {
    answers['/verify'] = { body: { checks: [{ ...CHECK, verdict: 'plausible', next: 'accept' }] } }
    await fill(ANN_ARBOR)
    await order()
    expect(await ordered()).toMatchObject(ANN_ARBOR)
  })

  test('what was meant is asked, and taken by keyboard', async () => {
    const proposal = { parts: ANN_ARBOR, lines: LINES }
    answers['/verify'] = { body: { checks: [{ ...CHECK, verdict: 'correctable', next: 'confirm', proposal }] } }
    answers['/confirm'] = { body: {} }
    await fill({ ...ANN_ARBOR, region: 'Michgan' })
    await page().locator('[name=postcode]').press('Enter')
    await page().getByText('Did you mean this address?').waitFor()
    expect(await accessibilityFaults(page())).toEqual([])
    await page().keyboard.press('Tab')
    await page().keyboard.press('Enter')
    expect(await ordered()).toMatchObject({ region: 'MI' })
    expect(said.find(({ path }) => path === '/confirm')?.body).toMatchObject({ check: 'check-1', chosen: 'proposal' })
  })

  test('what is missing is named, and what was entered can be kept', async () => {
    answers['/verify'] = {
      body: { checks: [{ ...CHECK, verdict: 'incomplete', next: 'fix', missing: ['houseNumber'] }] },
    }
    answers['/confirm'] = { body: {} }
    await fill({ ...ANN_ARBOR, line1: 'E Liberty St' })
    await order()
    await page().getByText('Please add: house number').waitFor()
    await page().getByRole('button', { name: 'Keep what I entered' }).click()
    expect(await ordered()).toMatchObject({ line1: 'E Liberty St' })
    expect(said.find(({ path }) => path === '/confirm')?.body).toMatchObject({ chosen: 'as-entered' })
  })

  test('what is put right is checked again', async () => {
    answers['/verify'] = {
      body: { checks: [{ ...CHECK, verdict: 'incomplete', next: 'fix', missing: ['houseNumber'] }] },
    }
    await fill({ ...ANN_ARBOR, line1: 'E Liberty St' })
    await order()
    await page().getByText('Please add: house number').waitFor()
    answers['/verify'] = { body: { checks: [{ ...CHECK, verdict: 'plausible', next: 'accept' }] } }
    await fill(ANN_ARBOR)
    await order()
    expect(await ordered()).toMatchObject(ANN_ARBOR)
    expect(said.filter(({ path }) => path === '/verify')).toHaveLength(2)
  })

  test('nobody is kept from ordering where nobody can say whether it is right', async () => {
    await fill(ANN_ARBOR)
    await order()
    expect(await ordered()).toMatchObject(ANN_ARBOR)
  })
})
