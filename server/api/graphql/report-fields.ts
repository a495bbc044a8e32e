import { GraphQLScalarType } from 'graphql'
import { z } from 'zod'
import type { Ask } from '../../pipeline/ask.ts'
import { isReport, type ReportField } from '../report.ts'
import { ROUTES } from '../rest/routes.ts'

/** What this file needs of a JSON Schema. */
const JsonShape = z.object({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  description: z.string().optional(),
})
type JsonShape = z.infer<typeof JsonShape>

/** Every report of the REST surface. A function, as the routes are one. */
const fields = (): ReportField[] => ROUTES.flatMap((each) => (isReport(each) ? [each.report] : []))

/** Types of the reports, written from the shapes that REST answers are described by, and `reports`, whose fields they are. */
export function reportTypeDefs(): string {
  const types = new Map<string, string>()
  const lines = fields().map(({ field, summary, args, answer }) => {
    const type = typeOf(jsonOf(answer), capital(field, 'Report'), types)
    return `  ${JSON.stringify(summary)}\n  ${field}${argsOf(args)}: ${type}!`
  })
  return `${[...types.values()].join('\n')}
"Amounts by currency and the like: an object whose keys are data."
scalar Map

"What REST has under /reports, with the same arguments and the same answers."
type Reports {
${lines.join('\n')}
}

type Query {
  reports: Reports!
}
`
}

/** Reports read in the transaction of the whole query, so that all of it is as of one moment. */
export function reportResolvers() {
  const read = ({ args, read: work }: ReportField) => {
    return async (_reports: unknown, given: Record<string, unknown>, { ask }: { ask: Ask }) =>
      work(ask, args.parse(asText(given)))
  }
  return {
    Map: new GraphQLScalarType({ name: 'Map' }),
    Query: { reports: () => ({}) },
    Reports: Object.fromEntries(fields().map((each) => [each.field, read(each)])),
  }
}

/** Arguments as REST gets them: text, lists with commas between, nothing where nothing is said. */
function asText(given: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
    ),
  )
}

/** An argument has the type of what REST makes of its text; a moment stays text. */
function argsOf(args: z.ZodObject): string {
  const output = jsonOf(args).properties ?? {}
  const { required } = jsonOf(args, 'input')
  const told = Object.entries(output).map(([name, shape]) => {
    const { description } = JsonShape.parse(shape)
    const type = scalarOf(JsonShape.parse(shape)) ?? 'String'
    return `${description ? `${JSON.stringify(description)} ` : ''}${name}: ${type}${required.includes(name) ? '!' : ''}`
  })
  return told.length === 0 ? '' : `(${told.join(', ')})`
}

function scalarOf({ type, items }: JsonShape): string | undefined {
  if (type === 'integer') return 'Int'
  if (type === 'boolean') return 'Boolean'
  return type === 'array' ? `[${scalarOf(JsonShape.parse(items)) ?? 'String'}!]` : undefined
}

/** Name of the GraphQL type of a shape; objects inside are named after their place and added to `types`. */
function typeOf(shape: JsonShape, name: string, types: Map<string, string>): string {
  const { type, properties, required, items, anyOf } = shape
  const value = anyOf?.map((one) => JsonShape.parse(one)).filter((one) => one.type !== 'null')
  if (value?.length === 1 && value[0]) return typeOf(value[0], name, types)
  if (type === 'array') return `[${typeOf(JsonShape.parse(items), name, types)}!]`
  if (type === 'string') return 'String'
  if (type === 'boolean') return 'Boolean'
  // Amounts in minor units outgrow the 32 bits of an Int.
  if (type === 'integer' || type === 'number') return 'Float'
  if (type !== 'object' || !properties) return 'Map'
  const lines = Object.entries(properties).map(([key, inside]) => {
    const parsed = JsonShape.parse(inside)
    const always = required.includes(key) && !parsed.anyOf?.some((one) => JsonShape.parse(one).type === 'null')
    return `  ${key}: ${typeOf(parsed, capital(name, key), types)}${always ? '!' : ''}`
  })
  types.set(name, `type ${name} {\n${lines.join('\n')}\n}`)
  return name
}

function jsonOf(shape: z.ZodType, io: 'input' | 'output' = 'output'): JsonShape {
  return JsonShape.parse(z.toJSONSchema(shape, { io, unrepresentable: 'any', reused: 'inline' }))
}

function capital(...words: string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
