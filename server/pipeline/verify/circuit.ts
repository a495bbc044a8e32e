import type { Blame } from '../../verify/providers/provider.ts'
import type { ProviderDefinition } from '../../verify/providers/provider-shape.ts'
import { nextTry } from '../sync/pause.ts'

/** So many failures in a row, and a provider is left alone for a while. */
const MOST_FAILURES = 3

type Failure = { readonly blame: Blame; readonly reason: string; readonly afterMs?: number | undefined }

type Pause = { readonly until: string; readonly reason: string; readonly blame: Blame }

/** A call that may be made; what became of it. */
export type Call = { answered(): void; failed(failure: Failure): void }

/** Whether a provider may be asked: one that is down, shut or over its quota is left alone, for pauses that grow. */
export type Circuit = {
  /** A call, where one may be made now. After a pause a single one tries whether it is over. */
  call(): Call | undefined
  /** The pause that it is in: until when, and why. */
  pause(): Pause | undefined
}

export function openCircuit(retry: ProviderDefinition['retry'], now: () => Date): Circuit {
  let failures = 0
  let paused: Pause | undefined
  let isTrying = false
  /** Pauses so far: what was begun before one says nothing of whether it is over. */
  let pauses = 0

  const failed = ({ blame, reason, afterMs = 0 }: Failure): void => {
    if (blame === 'address') return // says nothing of the provider
    failures += 1
    if (blame === 'provider' && afterMs === 0 && failures < MOST_FAILURES) return
    // A key that is no good gets better by somebody's hand, not by being tried.
    const tries = blame === 'access' ? Number.MAX_SAFE_INTEGER : Math.max(1, failures - MOST_FAILURES + 1)
    paused = { until: nextTry(retry, tries, now(), afterMs), reason, blame }
    pauses += 1
  }

  return {
    call() {
      if (paused && (paused.until > now().toISOString() || isTrying)) return undefined
      const began = pauses
      const isTry = paused !== undefined
      isTrying ||= isTry
      const end = (): boolean => {
        if (isTry) isTrying = false
        return began === pauses
      }
      return {
        answered() {
          if (!end()) return
          failures = 0
          paused = undefined
        },
        failed(failure) {
          if (end()) failed(failure)
        },
      }
    },
    pause: () => (paused && paused.until > now().toISOString() ? paused : undefined),
  }
}
