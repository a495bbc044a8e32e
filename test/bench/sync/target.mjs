import { createServer } from 'node:http'

// A system in a process of its own, so that it takes nothing from whoever is measured: JSON over HTTP, every answer after `DELAY_MS`. It
// keeps what was asked of it, so that the same can be asked again.

const DELAY_MS = 20

/** @type {Map<string, Record<string, unknown>>} */
let rows = new Map()
/** @type {{method: string, path: string, body: string}[]} */
let asked = []
let [first, last, changed] = [0, 0, 0]

/** @type {Record<string, (body: string, path: string) => unknown>} */
const CONTROLS = {
  '/control/rows': (body) => {
    rows = new Map(JSON.parse(body).map((/** @type {{id: string}} */ row) => [row.id, { ...row, version: 1 }]))
    return rows.size
  },
  '/control/begin': () => {
    asked = []
    ;[first, last, changed] = [0, 0, 0]
    return null
  },
  '/control/told': () => ({ asked: asked.length, changed, ms: last - first }),
  '/control/asked': () => asked,
  '/control/row': (id) => rows.get(id) ?? null,
}

/** @param {string} method @param {string} path @param {string} body */
function answer(method, path, body) {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  const ids = searchParams.get('ids')
  if (ids !== null) return { items: ids.split(',').flatMap((id) => rows.get(id) ?? []) }
  const id = decodeURIComponent(pathname.split('/')[2] ?? '')
  const row = rows.get(id)
  if (!row) return undefined
  if (method === 'GET') return row
  const set = JSON.parse(body)
  if (Object.entries(set).some(([name, value]) => row[name] !== value)) changed++
  const now = { ...row, ...set, version: Number(row.version) + 1 }
  rows.set(id, now)
  return now
}

const server = createServer((req, res) => {
  let body = ''
  req.setEncoding('utf8').on('data', (text) => (body += text))
  req.on('end', () => {
    const [method, path] = [req.method ?? 'GET', req.url ?? '/']
    const send = (/** @type {unknown} */ json) => {
      res.writeHead(json === undefined ? 404 : 200, { 'content-type': 'application/json' })
      res.end(JSON.stringify(json ?? null))
    }
    const control = CONTROLS[path]
    if (control) return send(control(body, path))
    first ||= performance.now()
    asked.push({ method, path, body })
    setTimeout(() => {
      send(answer(method, path, body))
      last = performance.now()
    }, DELAY_MS)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.(address.port)
})
