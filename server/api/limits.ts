import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit'
import { showsKey } from '../access/access.ts'
import { LOCAL } from '../access/caller.ts'
import { ProblemError } from '../model/problem.ts'
import { contextOf } from './context.ts'

/** Requests a minute of one key, or of one address without one: a batch holds a thousand records, so this is plenty. */
const REQUESTS_A_MINUTE = 1_200
/** Wrong keys a minute of one address. Nobody mistypes as often, and a key has 256 bits. */
const WRONG_KEYS_A_MINUTE = 60

/** What slows people down, each counted apart so that nobody is locked out by what others do. */
export type Limits = {
  /** Of one key, wherever it is used. On one's own machine there is nobody to slow down. */
  keys: RequestHandler
  /** Of who has no key that works, at one route. Run when the route is known. */
  strangers: RequestHandler
}

/**
 * A key that works is counted by itself, whatever else came from its address. Without one each route is counted by itself
 * for each address, so that who asks for one without end leaves the others; and wrong keys where a key is needed are
 * counted for each address, and answered 429 when there are many, while a right one is still let in.
 */
export function limitsOf(perMinute = REQUESTS_A_MINUTE): Limits {
  const keys = counted({
    limit: perMinute,
    keyGenerator: (req) => contextOf(req).caller?.actor.key ?? '',
    skip: (req) => !isKeyed(req),
    detail: `more than ${perMinute} requests a minute; wait a little`,
  })
  const wrongKeys = counted({
    limit: WRONG_KEYS_A_MINUTE,
    keyGenerator: addressOf,
    detail: `more than ${WRONG_KEYS_A_MINUTE} wrong keys a minute from this address; a right one is let in at once`,
  })
  const visits = counted({
    limit: perMinute,
    keyGenerator: (req) => `${addressOf(req)} ${contextOf(req).route} ${showsKey(req.headers)}`,
    detail: `more than ${perMinute} requests a minute without a key from this address; wait a little`,
  })
  const strangers: RequestHandler = (req, res, next) => {
    const { caller, open, refusal } = contextOf(req)
    if (caller) return next()
    const isWrong = showsKey(req.headers) && refusal?.code === 'access.unauthenticated'
    return (isWrong && !open ? wrongKeys : visits)(req, res, next)
  }
  return { keys, strangers }
}

function counted({ detail, ...options }: Partial<Options> & { detail: string }): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A proxy that is not trusted may say what it likes: its own address is what counts.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => next(new ProblemError({ code: 'request.too-many', detail })),
    ...options,
  })
}

/** The address a request came from, or the one that a trusted proxy speaks for. */
function addressOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '')
}

function isKeyed(req: Request): boolean {
  const { caller } = contextOf(req)
  return caller !== undefined && caller.actor.key !== LOCAL.actor.key
}
