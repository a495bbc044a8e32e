import type { IncomingMessage } from 'node:http'
import { EntityName } from '../../../server/model/entities/registry.ts'
import { type CrmRecord, type CrmRecords, type CrmRefusal, isThere } from './crm-records.ts'
import type { CrmReply } from './crm-routes.ts'
import { type CrmFields, flatFields } from './crm-rules.ts'

type PageCall = {
  readonly method: string
  readonly address: URL
  readonly body: string
  readonly req: IncomingMessage
  readonly records: CrmRecords
  readonly url: string
}

/** What a person may change by hand. */
const SHOWN: Record<EntityName, readonly string[]> = {
  person: ['firstName', 'lastName', 'email', 'phone', 'address.street', 'address.city', 'address.state', 'address.zip'],
  company: ['name', 'email', 'phone', 'address.street', 'address.city', 'address.state', 'address.zip'],
  contact: ['firstName', 'lastName', 'email', 'phone', 'jobTitle'],
}

/** Whether a request is one of a person's browser: it needs no token. */
export function isPage(method: string, path: string): boolean {
  return path === '/' || (method === 'POST' && path === '/edit')
}

/** The page: every record with a form, and what became of the last change. */
export function answerPage({ method, address, body, req, records, url }: PageCall): CrmReply {
  if (method !== 'POST') return { status: 200, json: pageOf(records, address.searchParams.get('said') ?? '') }
  // A page of somebody else's must not change anything here.
  const { origin, host } = req.headers
  if ((origin ?? url) !== `http://${host}` || !/^(127\.0\.0\.1|localhost):\d+$/.test(host ?? ''))
    return { status: 403, json: { message: 'only from its own page' } }
  const form = new URLSearchParams(body)
  const [entity, id] = [EntityName.parse(form.get('entity')), form.get('id') ?? '']
  const stored = records.update(entity, id, { by: 'somebody at the page', patch: patchOf(form, entity) })
  const said = 'kind' in stored ? whyNot(stored) : stored.write ? `${id} is stored` : `${id} is as it was`
  return { status: 303, headers: { location: `/?said=${encodeURIComponent(said)}#${id}` } }
}

function patchOf(form: URLSearchParams, entity: EntityName): CrmFields {
  const patch: CrmFields = {}
  const address: CrmFields = {}
  for (const field of SHOWN[entity].filter((each) => form.has(each))) {
    const value = form.get(field)?.trim() || null
    if (field.startsWith('address.')) address[field.slice('address.'.length)] = value
    else patch[field] = value
  }
  return Object.keys(address).length > 0 ? { ...patch, address } : patch
}

function whyNot(refusal: CrmRefusal): string {
  return refusal.kind === 'faults'
    ? refusal.faults.map(({ field, message }) => `${field} ${message}`).join('; ')
    : `not stored: ${refusal.kind}`
}

function pageOf(records: CrmRecords, said: string): string {
  const tables = EntityName.options.flatMap((entity) => {
    const rows = records.all(entity).filter(isThere)
    return rows.length === 0 ? [] : [`<h2>${entity}</h2>${rows.map((record) => formOf(entity, record)).join('')}`]
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo CRM</title><style>${STYLE}</style>
<h1>Demo CRM</h1><p>Change a record: whoever keeps this CRM in step with others will see it.</p>
<p role="status">${escaped(said)}</p>${tables.join('')}`
}

function formOf(entity: EntityName, { id, version, fields, modifiedBy, modifiedAt }: CrmRecord): string {
  const flat = flatFields(fields)
  const inputs = SHOWN[entity].map((field) => {
    const value = escaped(String(flat[field] ?? ''))
    return `<label>${field.replace('address.', '')}<input name="${field}" value="${value}"></label>`
  })
  return `<form method="post" action="/edit" id="${escaped(id)}"><input type="hidden" name="entity" value="${entity}">
<input type="hidden" name="id" value="${escaped(id)}"><b>${escaped(id)}</b>${inputs.join('')}<button>Store</button>
<small>version ${version}, ${escaped(modifiedAt)} by ${escaped(modifiedBy)}</small></form>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const STYLE = `body{font:15px system-ui;margin:2rem;max-width:90rem}form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;
padding:.6rem 0;border-top:1px solid #ccc}label{display:flex;flex-direction:column;font-size:12px;color:#555}
input{font:inherit;width:11rem}b{width:4rem}small{color:#555}`
