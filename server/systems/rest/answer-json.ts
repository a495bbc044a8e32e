import { flatten } from '../../ingest/flatten.ts'
import type { RemoteRow } from '../connector.ts'

/** What lies at a path of names joined by dots; a name may hold dots itself (`@odata.etag`). The empty path is all of it. */
export function jsonAt(json: unknown, path: string): unknown {
  if (path === '') return json
  if (typeof json !== 'object' || json === null) return undefined
  if (Object.hasOwn(json, path)) return Reflect.get(json, path)
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot)
    const found = Object.hasOwn(json, name) ? jsonAt(Reflect.get(json, name), path.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** What lies there as text; undefined where it is nothing, or holds others. */
export function textAt(json: unknown, path: string | undefined): string | undefined {
  const found = path === undefined ? undefined : jsonAt(json, path)
  return found === undefined || found === null || found === '' || typeof found === 'object' ? undefined : String(found)
}

/** A record of the system as a row, as a file of its records would be read; undefined where it is no object. */
export function rowOf(json: unknown): RemoteRow | undefined {
  const row = flatten(json)
  return row && Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))
}
