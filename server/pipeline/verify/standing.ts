import type { AddressQueue, ProviderView } from '../../model/addresses/address-answer.ts'
import { usageOf } from '../../store/verify/checks.ts'
import { countJobs, oldestJob } from '../../store/verify/jobs.ts'
import { dayOf } from '../run/context.ts'
import type { VerifyAround } from './around.ts'
import type { FaultyProvider, Lines, ProviderLine } from './lines.ts'

type Usage = Awaited<ReturnType<typeof usageOf.run>>[number]

/** How providers stand today, and what waits for them. Says no secret. */
export async function standingOf(
  { store, now }: Pick<VerifyAround, 'store' | 'now'>,
  lines: Lines,
): Promise<{ providers: ProviderView[]; queue: AddressQueue }> {
  const { lines: open, faulty } = lines.all()
  const day = dayOf(now())
  const ids = [...open, ...faulty].map(({ name }) => `${name} ${day}`)
  const [usage, counted, oldest] = await store.read(
    async (tx) => [await usageOf.run(tx, { ids }), await countJobs.run(tx, {}), await oldestJob.run(tx, {})] as const,
  )
  const of = (name: string) => usage.find(({ id }) => id === `${name} ${day}`)
  const providers = [
    ...open.map((line) => inUse(line, of(line.name))),
    ...faulty.map((each) => notInUse(each, of(each.name))),
  ]
  const since = oldest[0]?.since
  return {
    providers: providers.sort((a, b) => (a.provider < b.provider ? -1 : 1)),
    queue: { waiting: counted[0]?.waiting ?? 0, ...(since === undefined ? {} : { oldest: since }) },
  }
}

function inUse({ name, definition, provider, circuit }: ProviderLine, usage: Usage | undefined): ProviderView {
  const pause = circuit.pause()
  const state = !pause ? 'ready' : pause.blame === 'quota' ? 'spent' : 'paused'
  return {
    provider: name,
    kind: definition.connector.kind,
    version: provider.version,
    countries: definition.countries,
    state,
    ...(pause ? { until: pause.until } : {}),
    faults: pause ? [pause.reason] : [],
    today: todayOf(definition, usage),
  }
}

function notInUse({ name, definition, problem }: FaultyProvider, usage: Usage | undefined): ProviderView {
  const faults = problem.path ?? [problem.detail]
  const known = definition ? { kind: definition.connector.kind, countries: definition.countries } : {}
  return { provider: name, ...known, state: 'faulty', faults: [...faults], today: todayOf(definition, usage) }
}

function todayOf(definition: ProviderLine['definition'] | undefined, usage: Usage | undefined): ProviderView['today'] {
  const { calls = 0, failed = 0, failure, failedAt } = usage ?? {}
  const { perCall = 0, currency = 'USD' } = definition?.cost ?? {}
  const most = definition?.limits.perDay
  return {
    calls,
    failed,
    ...(most === undefined ? {} : { most }),
    cost: Math.round(calls * perCall * 1e6) / 1e6,
    currency,
    ...(failure !== undefined && failedAt !== undefined ? { lastFailure: { at: failedAt, reason: failure } } : {}),
  }
}
