import { z } from 'zod'
import { maybe, query, rowsOf } from '../graph/query.ts'

/** An address that a provider is still to be asked about. */
export type JobRow = { id: string; address: string | null; country: string; input: string; dueAt: string }
export type PutOffJob = { id: string; dueAt: string; attempts: number; error: string }

export const putJobs = query('verify/put-jobs', { rows: rowsOf<JobRow>(), at: z.string() }, {})
export const claimJobs = query(
  'verify/claim-jobs',
  { now: z.string(), until: z.string(), holder: z.string(), limit: z.number() },
  { id: z.string(), address: maybe(z.string()), country: z.string(), input: z.string(), attempts: z.number() },
)
export const putOffJobs = query('verify/put-off-jobs', { rows: rowsOf<PutOffJob>() }, {})
export const endJobs = query('verify/end-jobs', { ids: rowsOf<string>() }, {})
export const countJobs = query('verify/count-jobs', {}, { waiting: z.number() })
export const oldestJob = query('verify/oldest-job', {}, { since: z.string() })
export const anyJobDue = query('verify/any-job-due', { now: z.string() }, { id: z.string() })
