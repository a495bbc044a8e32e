import { setTimeout as sleep } from 'node:timers/promises'
import { dropChecks, storedChecks } from '../../store/verify/checks.ts'
import { anyJobDue, claimJobs, endJobs, type PutOffJob, putOffJobs } from '../../store/verify/jobs.ts'
import { atOnce } from '../../systems/rest/at-once.ts'
import { nextTry } from '../sync/pause.ts'
import { readerIn, type VerifyAround } from './around.ts'
import type { ProviderAsking, Unheard } from './asking.ts'
import type { Lines } from './lines.ts'
import { KeptQuestion, type Question } from './question.ts'
import { refreshHints } from './suggest.ts'

const TOGETHER = 32
/** Whoever was killed loses its addresses by then: longer than any call may take. */
const LEASE_MS = 300_000
const IDLE_MS = 1_000
const FAILED_MS = 5_000
/** Nobody is asked anything: no file defines a provider. */
const NOBODY_MS = 5_000
const TIDY_MS = 3_600_000
const DROPPED_TOGETHER = 5_000
/** How long an address waits that a provider cannot be asked about by an unreadable note. */
const UNREADABLE_MS = 86_400_000

export type AddressRunner = {
  /** Asks about addresses that are due by now. @returns whether there were any */
  once(signal: AbortSignal): Promise<boolean>
  /** Asks until the signal says stop. */
  keepOn(signal: AbortSignal): Promise<void>
  close(): void
}

type Claimed = Awaited<ReturnType<typeof claimJobs.run>>[number]

/** Asks providers about addresses that wait. Several processes may: what one has taken, no other gets. */
export function openAddressRunner(
  around: VerifyAround,
  { lines, asking, holder }: { lines: Lines; asking: ProviderAsking; holder: string },
): AddressRunner {
  const { store, now, log } = around
  let tidyAt = 0

  const pausesFor = (country: string) => lines.for(country)[0]?.definition.retry

  function later(job: Claimed, { reason, dueAt, isTry }: Unheard): PutOffJob {
    const attempts = job.attempts + (isTry ? 1 : 0)
    const retry = pausesFor(job.country)
    const grown = isTry && retry ? nextTry(retry, attempts, now()) : dueAt
    return { id: job.id, dueAt: grown > dueAt ? grown : dueAt, attempts, error: reason }
  }

  async function work(jobs: readonly Claimed[], signal: AbortSignal): Promise<void> {
    const reader = await readerIn(around)
    const questions = new Map(jobs.map((job) => [job.id, questionIn(job)]))
    const known = await asking.known([...questions.values()].flatMap((question) => question ?? []))
    const done: string[] = []
    const off = await atOnce(jobs, TOGETHER, async (job): Promise<PutOffJob | undefined> => {
      const question = questions.get(job.id)
      const at = now()
      const put = (reason: string, ms: number) => ({
        ...{ id: job.id, attempts: job.attempts, error: reason },
        dueAt: new Date(at.getTime() + ms).toISOString(),
      })
      if (!question) return put('it was noted in another form than is known', UNREADABLE_MS)
      if (known.has(job.id)) {
        done.push(job.id)
        return undefined
      }
      if (signal.aborted) return put('stopped before it was asked about', 0)
      const heard = await asking.ask(question, reader, LEASE_MS / 2)
      return heard.kind === 'heard' ? undefined : later(job, heard)
    })
    const rows = off.flatMap((row) => row ?? [])
    await store.write(async (tx) => {
      if (done.length > 0) await endJobs.run(tx, { ids: done })
      if (rows.length > 0) await putOffJobs.run(tx, { rows })
    })
  }

  async function once(signal: AbortSignal): Promise<boolean> {
    if (lines.all().lines.length === 0) return false
    const at = now()
    const due = await store.read((tx) => anyJobDue.run(tx, { now: at.toISOString() }))
    if (due.length === 0) return false
    const until = new Date(at.getTime() + LEASE_MS).toISOString()
    const jobs = await store.write((tx) => claimJobs.run(tx, { now: at.toISOString(), until, holder, limit: TOGETHER }))
    if (jobs.length > 0) await work(jobs, signal)
    return jobs.length > 0
  }

  /** What is no longer believed goes; what is offered to who types is looked up anew. */
  async function tidy(): Promise<void> {
    if (performance.now() < tidyAt) return
    tidyAt = performance.now() + TIDY_MS
    for (let more = true; more; ) {
      const row = { now: now().toISOString(), limit: DROPPED_TOGETHER }
      const [dropped] = await store.write((tx) => dropChecks.run(tx, row))
      more = dropped?.dropped === DROPPED_TOGETHER
    }
    await refreshHints(around)
  }

  return {
    once,
    async keepOn(signal) {
      // What looks at addresses takes a while to be made ready, which the first who asks would have to wait for.
      await warmUp(around).catch((error: unknown) =>
        log(`what looks at addresses is not ready yet: ${error instanceof Error ? error.message : String(error)}`),
      )
      for (let rest = 0; !signal.aborted; await sleep(rest, undefined, { signal }).catch(() => undefined))
        rest = await tidy()
          .then(() => once(signal))
          .then(
            (isBusy) => (isBusy ? 0 : lines.all().lines.length > 0 ? IDLE_MS : NOBODY_MS),
            (error: unknown) => {
              if (!signal.aborted)
                log(`addresses were not asked about: ${error instanceof Error ? error.message : String(error)}`)
              return FAILED_MS
            },
          )
    },
    close: () => asking.close(),
  }
}

/** Tables are read at the first address that needs them, and a statement is planned when it is first asked. */
async function warmUp(around: VerifyAround): Promise<void> {
  const reader = await readerIn(around)
  reader.check(
    { line1: '1 Main Street', city: 'Springfield', region: 'IL', postcode: '62701', country: 'US' },
    undefined,
  )
  reader.places('Springfield', undefined, 1)
  await around.store.read((tx) => storedChecks.run(tx, { ids: [''], now: '' }))
}

function questionIn({ id, address = '', input }: Claimed): Question | undefined {
  try {
    const { sent, typed } = KeptQuestion.parse(JSON.parse(input))
    return { id, address, sent, typed }
  } catch {
    return undefined
  }
}
