import { z } from 'zod'
import { SourceMapping } from './mapping-shape.ts'

/** The JSON Schema of mappings, by which an editor completes and checks them. */
export function mappingSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(SourceMapping, { io: 'input', reused: 'ref' })
  return { ...schema, title: 'Mapping of a file to records of Kith' }
}
