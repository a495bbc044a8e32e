import { existsSync, readdirSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'

/** Encodings in which the build lays its texts down, the smaller first, with the ending of their files. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** The built explorer: hashed assets for ever, its page for every address that is not a file. */
export function serveExplorer(app: Express, folder: string): void {
  app.use(sendPacked(folder))
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(folder, { index: false }))
  app.get('/{*path}', (_req, res, next) => {
    const page = join(folder, 'index.html')
    if (!existsSync(page)) return next()
    res.set('Cache-Control', 'no-cache').sendFile(page)
  })
}

/** Has files that lie there packed sent so to whoever can unpack them. */
function sendPacked(folder: string): RequestHandler {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const there = new Set(files.map((file) => `/${file.split(sep).join('/')}`))
  return (req, res, next) => {
    const packed = ENCODINGS.filter(([, ending]) => there.has(req.path + ending))
    if (packed.length === 0) return next()
    res.vary('Accept-Encoding')
    const found = packed.find(([encoding]) => req.acceptsEncodings(encoding))
    if (found) {
      const [encoding, ending] = found
      res.type(extname(req.path)).set('Content-Encoding', encoding)
      req.url = `${req.path}${ending}`
    }
    next()
  }
}
