import neo4j from 'neo4j-driver'
import { durationText } from './duration-text.ts'

/** Any value Neo4j answers with as plain JSON: nodes and relationships as objects, dates as ISO text, 64-bit integers exact. */
export function plainValue(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return exact(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(plainValue)
  if (neo4j.isInt(value)) return exact(value.toBigInt())
  if (neo4j.isNode(value))
    return { element: value.elementId, labels: value.labels, properties: plainEntries(value.properties) }
  if (neo4j.isRelationship(value))
    return {
      element: value.elementId,
      type: value.type,
      from: value.startNodeElementId,
      to: value.endNodeElementId,
      properties: plainEntries(value.properties),
    }
  if (neo4j.isPath(value))
    return {
      nodes: [value.start, ...value.segments.map((segment) => segment.end)].map(plainValue),
      relationships: value.segments.map((segment) => plainValue(segment.relationship)),
    }
  if (neo4j.isPoint(value))
    return { srid: plainValue(value.srid), x: value.x, y: value.y, ...(value.z === undefined ? {} : { z: value.z }) }
  if (neo4j.isDuration(value)) return durationText(value)
  if (isText(value)) return value.toString()
  if (neo4j.isVector(value)) return [...value.asTypedArray()].map(plainValue)
  if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
  return plainEntries(value)
}

function plainEntries(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]))
}

function exact(value: bigint): number | string {
  const small = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
  return small ? Number(value) : value.toString()
}

/** What is written as a text; a kind of value that this driver does not know yet tells its name. */
function isText(value: object): boolean {
  return (
    neo4j.isDate(value) ||
    neo4j.isDateTime(value) ||
    neo4j.isLocalDateTime(value) ||
    neo4j.isLocalTime(value) ||
    neo4j.isTime(value) ||
    neo4j.isUUID(value) ||
    neo4j.isUnsupportedType(value)
  )
}
