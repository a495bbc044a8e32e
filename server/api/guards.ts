import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { callerOf, trickProblem } from '../access/access.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { contextOf } from './context.ts'
import type { Deps } from './deps.ts'
import { ProblemAnswer, problemBody, problemOf } from './problem-to-http.ts'

/** Gives every request its id and, when it is over, its line in the log and in the metrics. */
export function observe({ logger, metrics }: Pick<Deps, 'logger' | 'metrics'>): RequestHandler {
  return (req, res, next) => {
    const context = contextOf(req)
    const given = req.get('x-request-id')
    context.requestId = given !== undefined && /^[A-Za-z0-9._-]{1,100}$/.test(given) ? given : randomUUID()
    res.set('X-Request-Id', context.requestId)
    const started = performance.now()
    res.once('close', () => {
      const ms = performance.now() - started
      const route = context.route === '' ? '(other)' : context.route
      metrics.request(req.method, route, res.statusCode, ms / 1000)
      const { requestId, caller } = context
      // The pattern of the route, not the address: addresses carry record ids, and those may be personal.
      logger.info({
        requestId,
        method: req.method,
        route,
        status: res.statusCode,
        ms: Math.round(ms),
        key: caller?.actor.key,
      })
    })
    next()
  }
}

/** Response headers. The explorer is one script and one style sheet of this server; nothing else may run. */
export function headers(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Cytoscape writes its two style rules into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Kith itself speaks plain HTTP; promising HTTPS is for the proxy that adds it.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/** Refuses what a browser was tricked into sending. */
export function refuseTricks({ access }: Pick<Deps, 'access'>): RequestHandler {
  return (req, _res, next) => next(asError(trickProblem(req, access, req.method)))
}

/** Finds out who makes a request. Routes that need nobody in particular still work without a key. */
export function identify(guard: Pick<Deps, 'access' | 'keys' | 'secret'>): RequestHandler {
  return (req, _res, next) => {
    const { headers, httpVersion, ips, ip } = req
    // `ips` names somebody where a trusted proxy did.
    const caller = callerOf({ headers, httpVersion, client: ips.length > 0 ? ip : undefined }, guard)
    if (caller.ok) contextOf(req).caller = caller.value
    else contextOf(req).refusal = caller.problem
    next()
  }
}

/** The one place where errors become answers. */
export function answerProblems({ logger }: Pick<Deps, 'logger'>) {
  // Express tells error handlers by their four parameters.
  return (error: unknown, req: Request, res: Response, _next: NextFunction): void => {
    const problem = problemOf(error)
    const { requestId } = contextOf(req)
    if (problem.code === 'internal') logger.error({ requestId, error: traceOf(error) })
    if (res.headersSent) return void res.destroy()
    const body = problemBody(problem, requestId)
    if (body.status === 401) res.set('WWW-Authenticate', 'Bearer realm="kith"')
    if ([429, 503, 507].includes(body.status)) res.set('Retry-After', '5')
    res
      .status(body.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...body, ...membersOf(error) }))
  }
}

export function nothingHere(req: Request): never {
  const detail = `there is nothing at ${req.method} on this address; /docs lists what there is`
  throw new ProblemError({ code: 'route.not-found', detail })
}

function membersOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof ProblemAnswer ? error.members : {}
}

/** Where an error came from, without its words: those can quote personal values. */
function traceOf(error: unknown): { name: string; code?: unknown; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { code } = error as Error & { code?: unknown }
  return { name: error.name, ...(typeof code === 'string' ? { code } : {}), at: at.map((line) => line.trim()) }
}

function asError(problem: Problem | undefined): ProblemError | undefined {
  return problem && new ProblemError(problem)
}
