import type { RemoteRecord } from '../connector.ts'
import { rowOf, textAt } from './answer-json.ts'
import type { RestEntity } from './rest-entity-shape.ts'

/** What an answer's head says, for versions that stand there. */
type Header = (name: string) => string | undefined

/** A record from the system's JSON; undefined where that is none, or names no id. */
export function remoteRecord(json: unknown, { record }: RestEntity, header?: Header): RemoteRecord | undefined {
  const [row, id] = [rowOf(json), textAt(json, record.id)]
  if (!row || id === undefined) return undefined
  const into = textAt(json, record.into)
  const deleted = record.deleted?.is.includes(textAt(json, record.deleted.at) ?? '')
  return {
    id,
    row,
    version: versionOf(json, record.version, header),
    origin: textAt(json, record.origin),
    ...(deleted || into !== undefined ? { gone: { into } } : {}),
  }
}

/** What tells a state of a record from others, in the JSON or in the head of its answer. */
export function versionOf(
  json: unknown,
  at: RestEntity['record']['version'],
  header: Header | undefined,
): string | undefined {
  return typeof at === 'object' ? header?.(at.header) : textAt(json, at)
}

/** The id that an address of a record names, where it is one of this system's. */
export function idInLocation(location: string | undefined, base: string, entity: RestEntity): string | undefined {
  const [before = '', after = ''] = entity.read?.path.split('?')[0]?.split('{id}') ?? []
  if (location === undefined || before === '' || !URL.canParse(location, base)) return undefined
  const [found, own] = [new URL(location, base), new URL(base)]
  const start = own.pathname.replace(/\/$/, '') + before
  const { pathname } = found
  if (found.origin !== own.origin || !pathname.startsWith(start) || !pathname.endsWith(after)) return undefined
  const id = pathname.slice(start.length, pathname.length - after.length)
  return id === '' || id.includes('/') ? undefined : decoded(id)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
