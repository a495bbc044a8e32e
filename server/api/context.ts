import type { Request } from 'express'
import { type Caller, missingRight } from '../access/caller.ts'
import type { Right } from '../access/roles.ts'
import { ownActor } from '../model/change.ts'
import { type Problem, ProblemError } from '../model/problem.ts'

type Context = {
  requestId: string
  route: string
  /** Whether the route needs nobody in particular. */
  open: boolean
  caller?: Caller
  /** Why there is no caller. It matters only to routes that need one. */
  refusal?: Problem
}

/** What is known of a request beyond itself. Beside it, so that express' own types stay as they are. */
const contexts = new WeakMap<Request, Context>()

export function contextOf(req: Request): Context {
  const known = contexts.get(req)
  if (known) return known
  const fresh: Context = { requestId: '', route: '', open: true }
  contexts.set(req, fresh)
  return fresh
}

const NOBODY: Caller = { actor: ownActor('nobody'), roles: [], sources: [] }

/** Who makes the request. */
export function callerIn(req: Request): Caller {
  return contextOf(req).caller ?? NOBODY
}

/** Lets a request pass that may do what a right covers. */
export function demand(req: Request, right: Right): void {
  const { caller, refusal } = contextOf(req)
  if (right === 'none') return
  const problem = caller ? missingRight(caller, right) : refusal
  if (problem) throw new ProblemError(problem)
}

/** Logs and metrics name the pattern of a route, never the ids in it; limits go by it and by what it asks of callers. */
export function noteRoute(req: Request, pattern: string, right: Right): void {
  Object.assign(contextOf(req), { route: pattern, open: right === 'none' })
}
