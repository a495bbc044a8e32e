import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { type CrmFault, CrmFaults, type FaultOptions, type NextFault } from './crm-faults.ts'
import { answerPage, isPage } from './crm-page.ts'
import { type CrmRecord, CrmRecords, type CrmRefusal, type CrmWrite, type Stored } from './crm-records.ts'
import { answerCall, type CrmReply, type MergedAs } from './crm-routes.ts'
import { ALL_COERCIONS, type Coercions, type CrmFields } from './crm-rules.ts'
import { type CrmGrant, CrmTokens } from './crm-tokens.ts'

export type CrmOptions = {
  /** 0, any free one, without it. */
  port?: number
  /** What has to be shown as a bearer token; without it everybody is let in. */
  token?: string
  /** Gives out tokens, and wants one of them as a bearer token. */
  oauth?: CrmGrant
  /** What it makes of values: all of it without this, none of it with false. */
  coerce?: Partial<Coercions> | false
  mergedAs?: MergedAs
  /** Requests a second that it takes. */
  perSecond?: number
  /** How long every answer takes. */
  delayMs?: number
  now?: () => Date
  /** Hears of every change, whoever makes it. */
  onWrite?: (write: CrmWrite) => void
  /** With a page for people at its address, where records can be changed by hand. */
  page?: boolean
}

/** A request as it was answered; status 0: it was not. */
type CrmRequest = { readonly method: string; readonly path: string; readonly status: number }

/** A small CRM for tests: what a real one does to the values, versions and requests it is given, on order. */
export type Crm = {
  readonly url: string
  /** Every change that changed something, in their order. */
  readonly ledger: readonly CrmWrite[]
  /** Every request that came in. */
  readonly requests: readonly CrmRequest[]
  records(entity: EntityName): CrmRecord[]
  get(entity: EntityName, id: string): CrmRecord | undefined
  /** Changes that somebody makes in the CRM itself. Throw where it does not take them. */
  add(entity: EntityName, fields: CrmFields, by?: string): CrmRecord
  edit(entity: EntityName, id: string, patch: CrmFields, by?: string): CrmRecord
  remove(entity: EntityName, id: string, by?: string): CrmRecord
  merge(entity: EntityName, id: string, into: string, by?: string): CrmRecord
  /** Changes of one record, by one writer where one is named. */
  writesOf(entity: EntityName, id: string, by?: string): CrmWrite[]
  /** What goes wrong with the next requests. */
  fail(fault: CrmFault, options?: FaultOptions): void
  /** All that was ordered to fail works again. */
  mend(): void
  /** Whether anybody can reach it: its port is closed while it is offline. */
  offline(is: boolean): Promise<void>
  /** Takes back every token that it gave out. */
  revoke(): void
  backup(): string
  restore(backup: string): void
  close(): Promise<void>
}

/** Starts a CRM on the loopback address. */
export async function openCrm(options: CrmOptions = {}): Promise<Crm> {
  const { port: wanted = 0, token, mergedAs = 'gone', perSecond = Number.POSITIVE_INFINITY, delayMs = 0 } = options
  const coerce = { ...ALL_COERCIONS, ...(options.coerce === false ? NO_COERCIONS : options.coerce) }
  const records = new CrmRecords(coerce, options.now ?? (() => new Date()))
  const faults = new CrmFaults(perSecond)
  const requests: CrmRequest[] = []
  const tokens = options.oauth && new CrmTokens(options.oauth)
  const sockets = new Set<Socket>()
  let url = ''

  const answer = async (req: IncomingMessage): Promise<CrmReply | 'hang' | 'drop'> => {
    const address = new URL(req.url ?? '/', url)
    const [method, body] = [req.method ?? 'GET', await bodyOf(req)]
    if (delayMs > 0) await setTimeout(delayMs)
    if (options.page && isPage(method, address.pathname))
      return answerPage({ method, address, body, req, records, url })
    const { authorization } = req.headers
    if (tokens && address.pathname === '/oauth/token') return tokens.give({ authorization, body })
    if (tokens ? !tokens.isGood(authorization) : token !== undefined && authorization !== `Bearer ${token}`)
      return { status: 401, json: { message: 'the token is wrong' } }
    const fault = faults.next(method !== 'GET', Date.now())
    if (fault && !fault.fault.endsWith('-after')) return failing(fault)
    const header = (name: string) => req.headers[name]?.toString()
    const path = address.pathname.split('/').slice(1).map(decodeURIComponent)
    const reply = answerCall(
      { method, path, query: address.searchParams, header, json: jsonOf(body) },
      records,
      mergedAs,
    )
    return fault ? failing(fault) : reply
  }

  const heard = { ledger: 0 }
  const tell = () => {
    for (const write of records.ledger.slice(heard.ledger)) options.onWrite?.(write)
    heard.ledger = records.ledger.length
  }
  const server = createServer((req, res) => {
    answer(req).then(
      (reply) => {
        tell()
        const status = typeof reply === 'string' ? 0 : reply.status
        requests.push({ method: req.method ?? '', path: req.url ?? '', status })
        if (reply === 'drop') req.socket.destroy()
        else if (reply !== 'hang') send(res, reply)
      },
      (error: unknown) => send(res, { status: 400, json: { message: String(error) } }),
    )
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve())
    })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await listen(wanted)
  const { port } = server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`

  const done = (stored: Stored | CrmRefusal): CrmRecord => {
    tell()
    if ('kind' in stored) throw new Error(`the CRM does not take it: ${JSON.stringify(stored)}`)
    return stored.record
  }
  return {
    url,
    ledger: records.ledger,
    requests,
    records: (entity) => records.all(entity),
    get: (entity, id) => records.get(entity, id),
    add: (entity, fields, by = 'user') => done(records.create(entity, fields, by)),
    edit: (entity, id, patch, by = 'user') => done(records.update(entity, id, { by, patch })),
    remove: (entity, id, by = 'user') => done(records.remove(entity, id, by)),
    merge: (entity, id, into, by = 'user') => done(records.merge(entity, id, into, by)),
    writesOf: (entity, id, by) =>
      records.ledger.filter((each) => each.entity === entity && each.id === id && (by ?? each.by) === each.by),
    fail: (fault, how) => faults.order(fault, how),
    mend: () => faults.clear(),
    offline: async (is) => {
      if (is && server.listening) await stop()
      if (!is && !server.listening) await listen(port)
    },
    revoke: () => tokens?.revoke(),
    backup: () => records.backup(),
    restore: (backup) => records.restore(backup),
    close: async () => {
      if (server.listening) await stop()
    },
  }
}

const NO_COERCIONS: Coercions = {
  trim: false,
  upperState: false,
  lowerEmail: false,
  phonePlaceholder: false,
  shortCity: false,
}

function failing({ fault, retryAfter }: NextFault): CrmReply | 'hang' | 'drop' {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  switch (fault) {
    case 'denied':
      return { status: 401, json: { message: 'the token is wrong' } }
    case 'limit':
      return { status: 429, json: { message: 'too many requests' }, headers }
    case 'unavailable':
      return { status: 503, json: { message: 'down for maintenance' }, headers }
    case 'error':
    case 'error-after':
      return { status: 500, json: { message: 'something broke' } }
    case 'hang':
    case 'hang-after':
      return 'hang'
    case 'drop':
    case 'drop-after':
      return 'drop'
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(body: string): unknown {
  return body === '' ? undefined : JSON.parse(body)
}

function send(res: ServerResponse, { status, json, headers = {} }: CrmReply): void {
  if (typeof json === 'string')
    res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(json)
  else if (json === undefined) res.writeHead(status, headers).end()
  else res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
}
