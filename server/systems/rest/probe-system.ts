import { constantHeaders } from './compose.ts'
import type { AskRest, RestAccess } from './exchange.ts'
import { meaningOf, reasonOf } from './outcome.ts'
import type { RestSettings } from './rest-shape.ts'

/** Whether a system answers and lets us in, in words. */
export async function probeSystem(
  settings: RestSettings,
  ask: AskRest,
  access: RestAccess,
  signal: AbortSignal,
): Promise<{ ok: boolean; detail: string }> {
  const path = settings.probe ?? '/'
  const answer = await ask({ method: 'GET', path, headers: constantHeaders(settings) }, signal)
  if (answer.kind === 'none') return { ok: false, detail: answer.reason }
  const reason = reasonOf(answer, { settings, access })
  switch (meaningOf(answer.status, settings)) {
    case 'ok':
      return { ok: true, detail: 'it answers, and lets us in' }
    case 'denied':
      return { ok: false, detail: `it does not let us in: ${reason}` }
    case 'gone':
      // Without a path that is made for it, there need not be anything at the address itself.
      return settings.probe === undefined
        ? { ok: true, detail: 'it answers; whether it lets us in, nobody asked' }
        : { ok: false, detail: `${path} is answered with ${reason}` }
    default:
      return { ok: false, detail: `${path} is answered with ${reason}` }
  }
}
