import { shown, useApp, useLoaded, useSelect } from './app-context.ts'
import type { Right } from './state.ts'

const ROLES: Record<Right, string> = {
  decide: 'steward or admin',
  organise: 'analyst, steward or admin',
  administer: 'admin',
}

/** Why something may not be done with the key in hand: undefined where it may, or nobody knows yet. */
export type WhyNot = Readonly<Record<Right, string | undefined>>

/**
 * What the caller may not do: as the server says beforehand, or as it said when it refused; undefined until it was asked.
 * Whoever shows no key at all is asked for one when they do it, as everywhere.
 */
export function useWhyNot(): WhyNot | undefined {
  const { api } = useApp()
  const refused = useSelect((s) => s.refused)
  const health = useLoaded('health', (signal) => api.health(signal))
  const known = shown(health)
  if (known === undefined && health.status === 'loading') return undefined
  const rights = known?.rights
  const why = (right: Right) =>
    refused[right] ??
    (rights === undefined || rights.includes(right) ? undefined : `it takes a key with role ${ROLES[right]}`)
  return { decide: why('decide'), organise: why('organise'), administer: why('administer') }
}
