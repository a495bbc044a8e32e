import { z } from 'zod'
import { rolesWith } from '../access/roles.ts'
import { ArrivingAddress, ArrivingRecord } from '../model/arriving/arriving-record.ts'
import * as searching from '../model/arriving/search-query.ts'
import { Change } from '../model/change.ts'
import { Decision, Evidence, ScoredPair } from '../model/evidence.ts'
import { Problem, type ProblemCode } from '../model/problem.ts'
import { AddressInput, Issue, StandardAddress } from '../model/record.ts'
import * as serviceViews from '../model/service-views.ts'
import * as views from '../model/views.ts'
import { HTTP_STATUS } from './problem-to-http.ts'
import { BASE, FILE, type Route } from './route.ts'

type Json = Record<string, unknown>
export type OpenApi = {
  openapi: string
  info: Json
  servers: Json[]
  tags: Json[]
  paths: Record<string, Json>
  components: Json
}

/** Shapes that have a name of their own in the description; all others are written out where they occur. */
const NAMED: Record<string, unknown> = {
  ...views,
  ...serviceViews,
  ...searching,
  AddressInput,
  ArrivingAddress,
  Change,
  Decision,
  Evidence,
  Issue,
  RecordInput: ArrivingRecord,
  ScoredPair,
  StandardAddress,
}

/** Problems that any route may answer with. */
const ANYWHERE: readonly ProblemCode[] = ['request.invalid', 'request.too-many', 'graph.unavailable', 'internal']

/** And any route that writes. */
const WRITING: readonly ProblemCode[] = ['graph.full', 'clock.ahead']

/** The OpenAPI 3.1 description of the routes, made from the very shapes that parse their requests. */
export function openApi(routes: readonly Route[], version: string): OpenApi {
  const schemas = new Schemas()
  const paths: Record<string, Json> = {}
  for (const each of routes) {
    paths[each.path] = { ...paths[each.path], [each.method]: operation(each, schemas) }
  }
  const problem = schemas.of(ProblemDetails, 'output')
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kith',
      version,
      description:
        'Golden records of people and companies, with their households, contacts and hierarchies. ' +
        'Every error is a problem document (RFC 9457) with a `code`. Ids in addresses are percent-encoded.',
    },
    servers: [{ url: BASE }],
    tags: [...new Set(routes.map((each) => each.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas.components, Problem: problem },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: WHO } },
    },
  }
}

/** Who gets in, in words. */
export const WHO =
  'An API key; on the machine that Kith runs on also its secret (the file local-secret in KITH_HOME, a header line as `curl -H @file` takes it), ' +
  'and there reading takes neither, unless KITH_ACCESS=keys.'

const ProblemDetails = Problem.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  requestId: z.string().optional(),
})

function operation(each: Route, schemas: Schemas): Json {
  const asks = each.right === 'none' ? undefined : `Takes a key with role ${rolesWith(each.right).join(', ')}.`
  return {
    operationId: operationId(each),
    tags: [each.tag],
    summary: each.summary,
    ...(each.description || asks ? { description: [each.description, asks].filter(Boolean).join('\n\n') } : {}),
    parameters: [...parameters(each, 'path', schemas), ...parameters(each, 'query', schemas)],
    ...(each.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemas.of(each.bodyShown ?? each.body, 'input') } },
          },
        }
      : {}),
    ...(each.takesFile
      ? { requestBody: { required: true, content: { [FILE]: { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    responses: responses(each, schemas),
    ...(each.right === 'none' ? {} : { security: [{ key: [] }, {}] }),
  }
}

function responses(each: Route, schemas: Schemas): Json {
  const text = (media: string) => [media, { schema: { type: 'string' } }] as const
  const content = Object.fromEntries([
    typeof each.answer === 'string'
      ? text(each.answer)
      : ['application/json', { schema: schemas.of(each.answer, 'output') }],
    ...(each.otherMedia ?? []).map(text),
  ])
  const codes = [...(each.problems ?? []), ...ANYWHERE, ...accessCodes(each), ...(writes(each) ? WRITING : [])]
  const statuses = [...new Set(codes.map((code) => HTTP_STATUS[code]))].sort((a, b) => a - b)
  const problemSchema = each.problemMembers
    ? schemas.of(ProblemDetails.extend(z.object(each.problemMembers).partial().shape), 'output')
    : { $ref: '#/components/schemas/Problem' }
  const problem = { 'application/problem+json': { schema: problemSchema } }
  return {
    ...Object.fromEntries(
      Object.entries(each.statuses ?? { 200: 'Done' }).map(([status, description]) => [
        status,
        { description, content },
      ]),
    ),
    ...Object.fromEntries(
      statuses.map((status) => {
        const own = [...new Set(codes)].filter((code) => HTTP_STATUS[code] === status)
        return [status, { description: own.map((code) => `\`${code}\``).join(', '), content: problem }]
      }),
    ),
  }
}

function writes({ method, right }: Route): boolean {
  return method !== 'get' && ['write', 'decide', 'organise', 'address', 'administer'].includes(right)
}

function accessCodes(each: Route): ProblemCode[] {
  const body: ProblemCode[] = each.body || each.takesFile ? ['request.too-large'] : []
  return each.right === 'none'
    ? body
    : ['access.unauthenticated', 'access.forbidden', 'access.keys-unreadable', ...body]
}

function parameters(each: Route, place: 'path' | 'query', schemas: Schemas): Json[] {
  const shape = place === 'path' ? each.params : each.query
  if (!shape) return []
  const { properties = {}, required = [] } = schemas.of(shape, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }))
}

/** `GET /golden/{id}/explain` → `getGoldenExplain`; parameters that end an address tell apart what is left. */
function operationId({ method, path }: Route): string {
  const words = path.split('/').filter(Boolean)
  const name = words.map((word) =>
    word.replace(/^\{(\w)(\w*)\}$/, (_all, first: string, rest: string) => `By${first.toUpperCase()}${rest}`),
  )
  return (
    method +
    name
      .map((word) =>
        word
          .split(/[.-]/)
          .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
          .join(''),
      )
      .join('')
  )
}

/** Collects named shapes on the way, so that each is described once. */
class Schemas {
  readonly components: Record<string, unknown> = {}
  readonly #names = z.registry<{ id: string }>()

  constructor() {
    for (const [id, shape] of Object.entries(NAMED)) if (shape instanceof z.ZodType) this.#names.add(shape, { id })
  }

  of(shape: z.ZodType, io: 'input' | 'output'): Json {
    const json = z.toJSONSchema(shape, { io, metadata: this.#names, unrepresentable: 'any' }) as Json
    const { $schema: _, $defs, ...schema } = json
    for (const [id, definition] of Object.entries($defs ?? {})) {
      this.components[nameIn(id, io)] ??= moved(definition as Json, io)
    }
    return moved(schema, io)
  }
}

/** What is sent may leave out what has a default; the same shape in an answer may not. So both have a name. */
function nameIn(id: string, io: 'input' | 'output'): string {
  return io === 'input' ? `${id}Request` : id
}

/** Refers to shared shapes where OpenAPI keeps them. */
function moved({ id: _, ...schema }: Json, io: 'input' | 'output'): Json {
  const text = JSON.stringify(schema)
  return JSON.parse(
    text.replace(/"#\/\$defs\/([^"]+)"/g, (_all, id: string) => `"#/components/schemas/${nameIn(id, io)}"`),
  )
}
