import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { SystemPlan, SystemView } from '../../../model/sync/delivery.ts'
import { route } from '../../route.ts'
import { Page, params, tag } from './systems.ts'

const PROPOSED = ['system.unknown', 'system.invalid'] as const

export const systemPlans = [
  route({
    method: 'get',
    path: '/systems/{system}/plan',
    tag,
    summary: 'What the file of a system would have in force, and how much would be written then',
    description: 'Writes nothing. Its `hash` is what applying it asks for.',
    right: 'read',
    params,
    answer: SystemPlan,
    problems: PROPOSED,
    handle: async ({ params: { system } }, { kith }) => kith.systems.plan(system),
  }),
  route({
    method: 'get',
    path: '/systems/{system}/dry-run',
    tag,
    summary: 'The requests themselves that the file of a system would have sent, record by record',
    description:
      'NDJSON, a line a record: its attributes that would be written, the request as it would be sent, without secrets, and which attributes would not be written and why. Pages by `after`, the last record of the page before.',
    right: 'read',
    params,
    query: Page,
    answer: 'application/x-ndjson',
    problems: PROPOSED,
    handle: async ({ params: { system }, query: { after, limit }, res }, { kith }) => {
      const lines = kith.systems.dryRun(system, after)
      const first = await lines.next() // what fails before is still a problem
      const page = async function* () {
        let left = limit
        for (let next = first; !next.done && left > 0; next = await lines.next()) {
          yield `${JSON.stringify(next.value)}\n`
          left -= 1
          if (left === 0) break
        }
        await lines.return(undefined)
      }
      res.status(200).set({ 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' })
      await pipeline(Readable.from(page()), res)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/systems/{system}/apply',
    tag,
    summary: 'Put the file of a system in force, as its plan showed it',
    right: 'administer',
    params,
    body: z.strictObject({ hash: z.string().min(1).max(100).describe('of the plan that was looked at') }),
    answer: SystemView,
    problems: [...PROPOSED, 'system.stale'],
    handle: async ({ params: { system }, body: { hash }, caller }, { kith }) =>
      kith.systems.apply(system, hash, caller.actor),
  }),
]
