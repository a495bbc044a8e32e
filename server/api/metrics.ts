/** Upper bounds of the latency buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Timing = { count: number; sum: number; buckets: number[] }

/** Counters and timings of one server, in the text format of Prometheus. Labels are route patterns, never ids. */
export class Metrics {
  readonly #requests = new Map<string, number>()
  readonly #timings = new Map<string, Timing>()
  readonly #records = new Map<string, number>()

  /** Counts a finished request. */
  request(method: string, route: string, status: number, seconds: number): void {
    bump(this.#requests, labels({ method, route, status: String(status) }))
    const key = labels({ method, route })
    const timing = this.#timings.get(key) ?? { count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }
    timing.count += 1
    timing.sum += seconds
    timing.buckets = timing.buckets.map((count, i) => (seconds <= (BUCKETS[i] ?? 0) ? count + 1 : count))
    this.#timings.set(key, timing)
  }

  /** Counts what became of a received record. */
  record(outcome: string): void {
    bump(this.#records, labels({ outcome }))
  }

  /** The page itself, with gauges that only the caller knows. */
  text(gauges: Record<string, number>): string {
    const lines = [
      ...family('kith_http_requests_total', 'counter', 'Requests answered.', [...this.#requests]),
      ...family('kith_records_received_total', 'counter', 'Records received over REST, by outcome.', [
        ...this.#records,
      ]),
      '# HELP kith_http_request_seconds Time to answer.',
      '# TYPE kith_http_request_seconds histogram',
      ...[...this.#timings].flatMap(([key, timing]) => histogram('kith_http_request_seconds', key, timing)),
      ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
    ]
    return `${lines.join('\n')}\n`
  }
}

function histogram(name: string, key: string, { count, sum, buckets }: Timing): string[] {
  const inner = key.slice(1, -1)
  return [
    ...buckets.map((below, i) => `${name}_bucket{${inner},le="${BUCKETS[i]}"} ${below}`),
    `${name}_bucket{${inner},le="+Inf"} ${count}`,
    `${name}_sum${key} ${sum.toFixed(6)}`,
    `${name}_count${key} ${count}`,
  ]
}

function family(name: string, type: string, help: string, values: [key: string, value: number][]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...values.map(([key, value]) => `${name}${key} ${value}`)]
}

function labels(values: Record<string, string>): string {
  const escaped = Object.entries(values).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`)
  return `{${escaped.join(',')}}`
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
