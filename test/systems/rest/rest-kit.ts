import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Connector, WriteItem } from '../../../server/systems/connector.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { RestSettings } from '../../../server/systems/rest/rest-shape.ts'
import { type Crm, type CrmOptions, openCrm } from '../../kit/crm/crm.ts'
import { crmSettings } from '../../kit/crm/crm-definition.ts'

export const PACE = { timeoutSeconds: 5, atOnce: 4, batch: 1 }

/** A signal that nobody gives. */
export const GO = new AbortController().signal

export const secret = () => 'open-sesame'

/** A CRM of its own for a test, and the connector that its shipped definition makes. */
export async function crmWith(
  options: CrmOptions = {},
  changes: { settings?: object; entity?: object } = {},
  pace: Partial<typeof PACE> = {},
): Promise<{ crm: Crm; connector: Connector }> {
  const crm = await openCrm(options)
  onTestFinished(() => crm.close())
  return { crm, connector: openRest(crmSettings(crm.url, changes), { ...PACE, ...pace }, { secret }) }
}

export type Heard = { method: string; url: string; headers: Record<string, unknown>; body: string }
export type Said = { status?: number; headers?: Record<string, string>; body?: unknown }

/** A system of which a test says how it answers, and what it was asked. */
export async function answering(answer: (heard: Heard) => Said): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const call = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body }
      heard.push(call)
      const said = answer(call)
      const text = typeof said.body === 'string' ? said.body : said.body === undefined ? '' : JSON.stringify(said.body)
      res.writeHead(said.status ?? 200, said.headers ?? {}).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, heard }
}

/** A connector to an address, of persons that are spoken of as `person` says. */
export function personsAt(
  url: string,
  person: object,
  settings: object = {},
  pace: Partial<typeof PACE> = {},
): Connector {
  const parsed = RestSettings.parse({ kind: 'rest', url, ...settings, entities: { person } })
  return openRest(parsed, { ...PACE, ...pace }, { secret })
}

/** An update of a person, unless it is said otherwise. */
export function item(of: Partial<WriteItem> = {}): WriteItem {
  return { key: 'k-1', entity: 'person', id: 'P1001', set: { firstName: 'Ann' }, known: {}, seq: 7, ...of }
}

/** The same for a record that is to be made. */
export function newItem(of: Partial<Omit<WriteItem, 'id'>> = {}): WriteItem {
  const { id: _, ...rest } = item({ set: { lastName: 'Lee' }, externalId: 'cus-1' })
  return { ...rest, ...of }
}
