import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import express from 'express'

// A shop's own small server: its page talks to it, and it talks to Kith. The key stays here, never in a browser.
//   KITH_KEY=… node seeds/checkout/server.mjs        (a key of the role `address`; Kith at KITH_URL, else on this machine)

const KITH = process.env.KITH_URL ?? 'http://127.0.0.1:4747'
const PORT = Number(process.env.PORT ?? 4860)
const KEY = process.env.KITH_KEY ?? ''
/** What the page may ask for, and nothing else. */
const ALLOWED = new Map([
  ['GET /suggest', '/api/v1/addresses/suggest'],
  ['POST /verify', '/api/v1/addresses/verify'],
  ['POST /confirm', '/api/v1/addresses/confirm'],
])
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
const script = here('../../dist/web/address-field.js')
if (!existsSync(script)) throw new Error('the script is not built yet: run `npm run build` first')

const app = express()
app.get('/', (_req, res) => res.type('html').send(readFileSync(here('index.html'))))
app.get('/address-field.js', (_req, res) => res.sendFile(script))
app.use('/address', express.text({ type: '*/*', limit: '100kb' }), async (req, res) => {
  const path = ALLOWED.get(`${req.method} ${req.path}`)
  if (path === undefined) return res.sendStatus(404)
  const query = new URL(req.url, KITH).search
  const isGet = req.method === 'GET'
  try {
    const answer = await fetch(`${KITH}${path}${query}`, {
      method: req.method,
      headers: { 'content-type': 'application/json', ...(KEY === '' ? {} : { authorization: `Bearer ${KEY}` }) },
      ...(isGet ? {} : { body: String(req.body) }),
      signal: AbortSignal.timeout(2_000),
    })
    return res
      .status(answer.status)
      .type('json')
      .send(await answer.text())
  } catch {
    // The page goes on with what was typed.
    return res.sendStatus(503)
  }
})
app.post('/orders', express.urlencoded({ extended: false }), (req, res) =>
  res.type('text').send(`ordered to ${Object.values(Object(req.body)).filter(Boolean).join(', ')}\n`),
)
app.listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`))
