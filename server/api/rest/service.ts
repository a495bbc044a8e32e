import { z } from 'zod'
import { permits, Right } from '../../access/roles.ts'
import { HealthView } from '../../model/service-views.ts'
import { callerIn } from '../context.ts'
import { docsPage } from '../docs-page.ts'
import { readHealth } from '../health.ts'
import { openApi } from '../openapi.ts'
import { Reply, type Route, route } from '../route.ts'

const tag = 'Service'

/** Routes about the service itself. @param surface all other routes, which these describe. */
export const service = (surface: readonly Route[]): readonly Route[] => {
  const all = (): readonly Route[] => [...surface, ...own]
  // Made once: it takes a quarter of a second, in which nobody else is served, and needs no key to ask for.
  const described = once((version) => openApi(all(), version))
  const page = once((version) => docsPage(described(version)))
  const own: readonly Route[] = [
    route({
      method: 'get',
      path: '/health',
      tag,
      summary: 'Whether Kith and its graph answer',
      description:
        'Without a key it says no more than the status. `full`: reading goes on, writing is answered 507 until the disk has room.',
      right: 'none',
      answer: HealthView,
      handle: async ({ req }, deps) => {
        const health = await readHealth(deps)
        const { status, version, access } = health
        const { roles } = callerIn(req)
        const rights = Right.options.filter((right) => right !== 'none' && permits(roles, right))
        const body = roles.length > 0 ? { ...health, rights } : { status, version, access }
        return new Reply(status === 'unavailable' ? 503 : 200, body)
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      tag,
      summary: 'Counters and timings in the format of Prometheus',
      right: 'read',
      answer: 'text/plain',
      handle: async (_input, { ask, kith, metrics }) => {
        const figures = { ...(await ask.changes.figures()), residentBytes: process.memoryUsage.rss() }
        return new Reply(200, await metrics.text(figures, await kith.systems.list()), {
          'Content-Type': metrics.contentType,
        })
      },
    }),
    route({
      method: 'get',
      path: '/openapi.json',
      tag,
      summary: 'This description, for machines (OpenAPI 3.1)',
      right: 'none',
      answer: z.record(z.string(), z.unknown()),
      handle: async (_input, { version }) => described(version),
    }),
    route({
      method: 'get',
      path: '/docs',
      tag,
      summary: 'This description, for people',
      right: 'none',
      answer: 'text/html',
      handle: async (_input, { version }) =>
        new Reply(200, page(version), { 'Content-Type': 'text/html; charset=utf-8' }),
    }),
  ]
  return own
}

/** Makes something of the version when it is first asked for. */
function once<T>(make: (version: string) => T): (version: string) => T {
  const made = new Map<string, T>()
  return (version) => {
    const known = made.get(version) ?? make(version)
    made.set(version, known)
    return known
  }
}
