import { z } from 'zod'
import type { EntityName } from '../../server/model/entities/registry.ts'
import { ScoredPair } from '../../server/model/evidence.ts'
import type { ReviewItem } from '../../server/model/review.ts'
import { ChangesPage, DecisionOutcome, HealthView, IdView, KindsAround } from '../../server/model/service-views.ts'
import { type CopyState, Delivery, type LossAnswer, SystemPlan, SystemView } from '../../server/model/sync/delivery.ts'
import {
  CompanyContactsView,
  CountsReport,
  ExplainView,
  GoldenView,
  GraphView,
  HouseholdView,
  OverlapReport,
  RecordView,
  SearchHit,
  TraceStep,
  TreeView,
} from '../../server/model/views.ts'
import { DryLine } from './dry-run.ts'
import { listApi } from './list-api.ts'
import { createRecordApi } from './record-api.ts'
import { treesApi } from './trees-api.ts'
import { uploadCalls } from './upload-api.ts'

/** What went wrong, in words a person can act on. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  /** Of a refused decision: the records through which it contradicts a standing one. */
  readonly path: readonly string[]
  constructor(status: number, code: string, message: string, path: readonly string[] = []) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.path = path
  }
}

const ProblemBody = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  path: z.array(z.string()).optional(),
})

const SystemsPage = z.object({ systems: z.array(SystemView) })
const DeliveriesPage = z.object({ deliveries: z.array(Delivery), next: z.string().optional() })
/** `rights`: what the caller may do, where the server says so. */
const Health = HealthView.extend({ rights: z.array(z.string()).optional() })

type ReviewKind = ReviewItem['kind']
export type ReviewFilter = {
  kind?: ReviewKind | undefined
  entity?: EntityName | undefined
}
export type DecisionRequest = { low: string; high: string; verdict: 'same' | 'distinct'; reason: string }
export type PageRequest = { state?: CopyState | undefined; after: string; limit: number }
export type ReplayRequest = { deliveries?: readonly string[]; answer?: LossAnswer }
export type SearchRequest = { text: string; entity?: EntityName | undefined; limit?: number }

export type ApiOptions = {
  fetch: typeof fetch
  /** API key to send, if the user gave one. */
  key: () => string | undefined
  /** The server wants a key, or a better one. */
  onRefused: () => void
}

/** `file` is sent as it is, anything else as JSON. */
export type Call = { method?: 'GET' | 'POST' | 'DELETE'; body?: unknown; file?: Blob; signal?: AbortSignal | undefined }

/** The server's REST surface: one function a route, every answer parsed with the shape the server answers in. */
export function createApi(options: ApiOptions) {
  const ask = async (path: string, { method = 'GET', body, file, signal }: Call): Promise<Response> => {
    const key = options.key()
    const request: RequestInit = {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal ? { signal } : {}),
    }
    const answer = await options.fetch(`/api/v1${path}`, request).catch((cause: unknown) => {
      if (signal?.aborted) throw cause
      throw new ApiError(0, 'server.unreachable', 'The Kith server does not answer. Is it still running?')
    })
    if (answer.status === 401) options.onRefused()
    if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => undefined))
    return answer
  }
  const call = async <T>(shape: z.ZodType<T>, path: string, how: Call = {}): Promise<T> => {
    const answer = await ask(path, how)
    return parsed(shape, await answer.json().catch(() => undefined), path)
  }
  const get = <T>(shape: z.ZodType<T>, path: string, signal?: AbortSignal) => call(shape, path, { signal })
  const post = <T>(shape: z.ZodType<T>, path: string, body?: object) =>
    call(shape, path, { method: 'POST', ...(body && { body }) })
  const remove = <T>(shape: z.ZodType<T>, path: string) => call(shape, path, { method: 'DELETE' })
  const lines = async <T>(shape: z.ZodType<T>, path: string, signal?: AbortSignal): Promise<T[]> => {
    const text = await (await ask(path, { signal })).text()
    return text.split('\n').flatMap((line) => (line === '' ? [] : [parsed(shape, jsonOf(line), path)]))
  }
  return {
    ...createRecordApi({ get, post, remove }),
    search: (request: SearchRequest, signal?: AbortSignal) =>
      call(z.object({ hits: z.array(SearchHit) }), '/search', { method: 'POST', body: withoutGaps(request), signal }),
    golden: (id: string, signal?: AbortSignal) => get(GoldenView, `/golden/${part(id)}`, signal),
    explain: (id: string, signal?: AbortSignal) => get(ExplainView, `/golden/${part(id)}/explain`, signal),
    /** A golden record comes with its records, addresses, household and group; anything else with its neighbours. */
    graph: (id: string, signal?: AbortSignal) =>
      get(GraphView, isGoldenId(id) ? `/golden/${part(id)}/graph` : `/graph/${part(id)}`, signal),
    /** Neighbours of one kind. */
    neighboursOf: (id: string, kind: string, signal?: AbortSignal) =>
      get(GraphView, `/graph/${part(id)}${queryOf({ kind })}`, signal),
    /** How many neighbours of each kind there are. */
    kindsAround: (id: string, signal?: AbortSignal) => get(KindsAround, `/graph/${part(id)}/kinds`, signal),
    neighbours: (id: string, signal?: AbortSignal) => get(GraphView, `/graph/${part(id)}`, signal),
    record: (id: string, signal?: AbortSignal) => get(RecordView, recordPath(id), signal),
    trace: (id: string, signal?: AbortSignal) =>
      get(z.object({ steps: z.array(TraceStep) }), `${recordPath(id)}/trace`, signal),
    pair: (low: string, high: string, signal?: AbortSignal) =>
      get(ScoredPair, `/pairs/${part(low)}/${part(high)}`, signal),
    household: (id: string, signal?: AbortSignal) => get(HouseholdView, `/households/${part(id)}`, signal),
    tree: (id: string, signal?: AbortSignal, asOf?: string) =>
      get(TreeView, `/companies/${part(id)}/tree${queryOf({ asOf })}`, signal),
    contacts: (id: string, signal?: AbortSignal) => get(CompanyContactsView, `/companies/${part(id)}/contacts`, signal),
    id: (id: string, signal?: AbortSignal) => get(IdView, `/ids/${part(id)}`, signal),
    decide: (request: DecisionRequest) => call(DecisionOutcome, '/decisions', { method: 'POST', body: request }),
    undoDecision: (id: string) => remove(z.unknown(), `/decisions/${part(id)}`),
    overlap: (entity: EntityName, signal?: AbortSignal) =>
      get(OverlapReport, `/reports/overlap${queryOf({ entity })}`, signal),
    counts: (signal?: AbortSignal) => get(CountsReport, '/reports/counts', signal),
    changes: (after: number, signal?: AbortSignal) =>
      get(ChangesPage, `/changes${queryOf({ after, limit: 100 })}`, signal),
    ...listApi(call, (path, how) => ask(path, how ?? {})),
    health: (signal?: AbortSignal) => get(Health, '/health', signal),
    systems: (signal?: AbortSignal) => get(SystemsPage, '/systems', signal),
    deliveries: (system: string, page: PageRequest, signal?: AbortSignal) =>
      get(DeliveriesPage, `/systems/${part(system)}/deliveries${queryOf(page)}`, signal),
    /** Who has which version of a golden record. */
    copies: (id: string, signal?: AbortSignal) =>
      get(z.object({ copies: z.array(Delivery) }), `/golden/${part(id)}/copies`, signal),
    plan: (system: string, signal?: AbortSignal) => get(SystemPlan, `/systems/${part(system)}/plan`, signal),
    dryRun: (system: string, page: PageRequest, signal?: AbortSignal) =>
      lines(DryLine, `/systems/${part(system)}/dry-run${queryOf(page)}`, signal),
    apply: (system: string, hash: string) => post(SystemView, `/systems/${part(system)}/apply`, { hash }),
    pause: (system: string, reason: string) => post(SystemView, `/systems/${part(system)}/pause`, { reason }),
    resume: (system: string) => post(SystemView, `/systems/${part(system)}/resume`),
    replay: (system: string, what: ReplayRequest) =>
      post(z.object({ replayed: z.int() }), `/systems/${part(system)}/replay`, what),
    ...uploadCalls({ call, ask }),
    ...treesApi(call),
  }
}
export type Api = ReturnType<typeof createApi>

/** `cus_…`, `com_…`, `con_…`: a golden record. */
export function isGoldenId(id: string): boolean {
  return /^(cus|com|con)_[0-9a-f-]{36}$/.test(id)
}

const ENTITY_OF_PREFIX: Readonly<Record<string, EntityName>> = { cus: 'person', com: 'company', con: 'contact' }

/** The entity a golden id is of; a record's is told by the server. */
export function entityOfGolden(id: string): EntityName {
  return ENTITY_OF_PREFIX[id.slice(0, 3)] ?? 'person'
}

export function isRecordId(id: string): boolean {
  return /^[A-Za-z0-9._-]+:/.test(id)
}

/** Something that is an id rather than words to search for: a golden, a household, or a record. */
export function isId(text: string): boolean {
  return (
    /^(cus|com|con|hou)_[0-9a-f-]{36}$/.test(text) || /^[A-Za-z0-9._-]+:((company|contact|person):)?[^\s:]+$/.test(text)
  )
}

/** `?a=1&b=2` of the values that are there; empty without any. */
function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}

/** Of a record id, or of `source:sourceId`, which answers while one entity alone has that id. */
function recordPath(id: string): string {
  const [, source = '', entity, sourceId = ''] = /^([^:]*):(?:(company|contact|person):)?([\s\S]*)$/.exec(id) ?? []
  return `/records/${[source, entity, sourceId].flatMap((each) => (each === undefined ? [] : part(each))).join('/')}`
}

function part(id: string): string {
  return encodeURIComponent(id)
}

function withoutGaps(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf(status: number, json: unknown): ApiError {
  const body = ProblemBody.safeParse(json)
  const { detail, title, code, path } = body.success ? body.data : {}
  return new ApiError(status, code ?? `http.${status}`, detail ?? title ?? `The server answered ${status}.`, path)
}

function parsed<T>(shape: z.ZodType<T>, json: unknown, path: string): T {
  const answer = shape.safeParse(json)
  if (answer.success) return answer.data
  const [issue] = answer.error.issues
  const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'unreadable'
  throw new ApiError(
    200,
    'answer.unexpected',
    `The answer of ${path.split('?')[0]} is not as this page expects (${where}).`,
  )
}
