import { isUtf8 } from 'node:buffer'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { Right } from '../access/roles.ts'
import { fail, type ProblemCode } from '../model/problem.ts'
import { flawIn } from '../text/sound-json.ts'
import { callerIn, demand, noteRoute } from './context.ts'
import type { Deps } from './deps.ts'

/** Where the routes live. */
export const BASE = '/api/v1'

/** How files are sent: a page of another site cannot send this without being asked first. */
export const FILE = 'application/octet-stream'

/** What a handler is given: parsed, never raw. */
export type Input<P, Q, B> = { params: P; query: Q; body: B; caller: Caller; req: Request; res: Response }

type Shapes<P, Q, B, A> = {
  method: 'get' | 'post' | 'delete'
  /** Below BASE, parameters in braces: `/golden/{id}`. */
  path: string
  tag: string
  summary: string
  description?: string
  right: Right
  params?: P
  /** Which addresses of its form are the route's; without it all are. Others are left to the routes after it. */
  fits?: (params: Readonly<Record<string, unknown>>) => boolean
  query?: Q
  body?: B
  /** What the description shows as the body, where the handler parses parts of it by themselves. */
  bodyShown?: z.ZodType
  /** The body is a file, sent as application/octet-stream; the handler reads it piece by piece. */
  takesFile?: true
  /** Largest body this route takes. */
  bodyLimit?: string
  /** Shape of the answer; a string when it is not JSON, naming its media type. */
  answer: A
  /** Media types that it may be had as instead. */
  otherMedia?: readonly string[]
  /** Success statuses other than a plain 200, in words. */
  statuses?: Readonly<Record<number, string>>
  /** Problems that are this route's own, beside the ones any route has. */
  problems?: readonly ProblemCode[]
  /** What its own problems may carry beside what every problem has. */
  problemMembers?: z.ZodRawShape
}

/** One route: its contract, from which the OpenAPI page is made, and its few lines of work. */
export type Route = Shapes<z.ZodType, z.ZodType, z.ZodType, z.ZodType | string> & {
  handle(input: Input<unknown, unknown, unknown>, deps: Deps): Promise<unknown>
}

/** An answer that is not simply `200` and JSON. */
export class Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** Declares a route. `handle` returns what `answer` describes, a Reply, or undefined when it answered by itself. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType | string>(
  shapes: Shapes<P, Q, B, A> & {
    handle(
      input: Input<z.output<P>, z.output<Q>, z.output<B>>,
      deps: Deps,
    ): Promise<(A extends z.ZodType ? z.input<A> : string) | Reply | undefined>
  },
): Route {
  return shapes as unknown as Route
}

/** Routes as an express router: rights first, then the body, then the work. */
export function mount(routes: readonly Route[], deps: Deps): Router {
  const router = Router({ caseSensitive: true })
  for (const each of routes) {
    const pattern = each.path.replace(/\{(\w+)\}/g, ':$1')
    router[each.method](
      pattern,
      (req, _res, next) => {
        if (each.fits && !each.fits(req.params)) return next('route')
        noteRoute(req, each.path, each.right)
        next()
      },
      deps.limits.strangers,
      (req, _res, next) => {
        demand(req, each.right)
        decodeURIComponent(req.originalUrl) // throws at bytes that are no UTF-8, which would be read as something
        // express.json passes over anything else, and a page of another site may send text without asking first.
        if (each.body && !req.is('application/json'))
          fail('request.invalid', 'the body must be JSON, sent as Content-Type: application/json')
        if (each.takesFile && !req.is(FILE))
          fail('request.invalid', `the body must be the file itself, sent as Content-Type: ${FILE}`)
        next()
      },
      ...(each.body ? [jsonBody(each.bodyLimit ?? '1mb'), ...(each.bodyShown ? [] : [refuseFlaws])] : []),
      (req, res) => serve(each, deps, req, res),
    )
  }
  return router
}

/** Reads a body of JSON, which is UTF-8: other bytes would be read as signs that nobody wrote. */
export function jsonBody(limit: string): RequestHandler {
  return express.json({
    limit,
    verify: (_req, _res, bytes) => {
      if (!isUtf8(bytes)) fail('request.invalid', 'the body holds bytes that are not valid UTF-8')
    },
  })
}

/** Refuses texts that could not be stored as they are. Bodies whose parts are read by themselves say it of each part. */
const refuseFlaws: RequestHandler = (req, _res, next) => {
  const flaw = flawIn(req.body)
  if (flaw)
    fail('request.invalid', flaw.at === '' ? flaw.why : `${flaw.at}: ${flaw.why}`, { field: flaw.at || undefined })
  next()
}

async function serve(each: Route, deps: Deps, req: Request, res: Response): Promise<void> {
  const answer = await each.handle(
    {
      params: each.params?.parse(req.params),
      query: each.query?.parse(req.query),
      body: each.body?.parse(req.body ?? {}),
      caller: callerIn(req),
      req,
      res,
    },
    deps,
  )
  if (answer === undefined) return
  const reply = answer instanceof Reply ? answer : new Reply(200, answer)
  res.status(reply.status).set(reply.headers)
  if (typeof reply.body === 'string') res.send(reply.body)
  else if (reply.body instanceof Uint8Array) res.send(Buffer.from(reply.body.buffer))
  else res.json(reply.body)
}
