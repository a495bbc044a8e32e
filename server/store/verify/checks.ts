import { z } from 'zod'
import { RecordId } from '../../model/ids.ts'
import { StandardRecord } from '../../model/record.ts'
import { json, maybe, query, rowsOf } from '../graph/query.ts'

export const storedChecks = query(
  'verify/checks',
  { ids: rowsOf<string>(), now: z.string() },
  { id: z.string(), body: z.string(), at: z.string() },
)
export const putCheck = query(
  'verify/put-check',
  {
    id: z.string(),
    provider: z.string(),
    version: z.string(),
    address: z.string().nullable(),
    verdict: z.string(),
    body: z.string(),
    at: z.string(),
    until: z.string(),
  },
  {},
)
export const dropChecks = query('verify/drop-checks', { now: z.string(), limit: z.number() }, { dropped: z.number() })

const called = { id: z.string() }
export const reserveCall = query(
  'verify/reserve-call',
  { ...called, provider: z.string(), day: z.string(), most: z.number().nullable() },
  { granted: z.boolean() },
)
export const noteFailure = query('verify/note-failure', { ...called, failure: z.string(), at: z.string() }, {})
export const usageOf = query(
  'verify/usage',
  { ids: rowsOf<string>() },
  { ...called, calls: z.number(), failed: z.number(), failure: maybe(z.string()), failedAt: maybe(z.string()) },
)

export const putConfirmation = query(
  'verify/put-confirmation',
  {
    id: z.string(),
    check: z.string(),
    address: z.string().nullable(),
    chosen: z.string(),
    verdict: z.string(),
    entered: z.string(),
    body: z.string(),
    reason: z.string().nullable(),
    at: z.string(),
    by: z.string(),
    user: z.string().nullable(),
  },
  {},
)

export const addressesOfRecords = query(
  'verify/record-addresses',
  { prefix: z.string(), after: z.string(), limit: z.number() },
  { id: RecordId, standard: maybe(json(StandardRecord.pick({ addresses: true }))) },
)
