import { accessMode } from '../access/access.ts'
import { KeyRing } from '../access/key-file.ts'
import { type LocalSecret, prepareLocalSecret } from '../access/local-secret.ts'
import { isLoopback } from '../access/proxy-traces.ts'
import type { Env } from '../env.ts'
import { ProblemError } from '../model/problem.ts'
import { LaunchProblem } from '../neo4j/launch-problem.ts'
import { findRunning } from '../neo4j/pid-file.ts'
import { isTaken } from '../neo4j/ports.ts'
import { graphHome } from './places.ts'

/**
 * Refuses to start where keys are demanded and there is none; `firstKey` then makes one and gives its text, once.
 * Called before anything slow starts.
 */
export function checkAccess(env: Env, now: Date, firstKey: boolean): { firstKey?: string } {
  const keys = new KeyRing(env.KITH_HOME)
  const mode = accessMode({ host: env.KITH_HOST, demand: env.KITH_ACCESS }, keys)
  if (mode.ok) {
    localSecret(env)
    return {}
  }
  if (firstKey) {
    return {
      firstKey: keys.add(
        { name: `first-${now.toISOString().slice(0, 10)}`, roles: ['admin'], sources: [] },
        now.toISOString(),
      ).text,
    }
  }
  throw new ProblemError(mode.problem)
}

/**
 * The secret by which Kith knows the user of this machine; undefined where it demands keys of everybody.
 * @throws LaunchProblem when KITH_HOME cannot keep it.
 */
export function localSecret(env: Env): LocalSecret | undefined {
  if (env.KITH_ACCESS === 'keys' || !isLoopback(env.KITH_HOST)) return undefined
  try {
    return prepareLocalSecret(env.KITH_HOME)
  } catch (error) {
    throw new LaunchProblem('home.unusable', error instanceof Error ? error.message : String(error))
  }
}

/** Says so at once when Kith runs already or another program has the port, before anything slow is tried. */
export async function refuseTwice(env: Env): Promise<void> {
  const running = env.NEO4J_URI ? undefined : await findRunning(graphHome(env))
  if (running) {
    throw new LaunchProblem(
      'already.running',
      `Kith already runs on ${env.KITH_HOME} as process ${running.owner}. Use that one, end it (kill ${running.owner}), or choose another KITH_HOME.`,
    )
  }
  if (env.KITH_PORT !== 0 && (await isTaken(env.KITH_PORT))) throw portTaken(env)
}

/** The message for a port that another program has. */
export function portTaken(env: Env): LaunchProblem {
  return new LaunchProblem(
    'port.taken',
    `Port ${env.KITH_PORT} on ${env.KITH_HOST} is in use by another program. End that one, or choose another port: KITH_PORT=4848 npm start`,
  )
}
