import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SystemView } from '../model/sync/delivery.ts'

/** Upper bounds of the latency buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What is read when the page is asked for, because it lies in the graph or changes by itself. */
export type Figures = {
  seq: number
  pruned: number
  records: number
  created: number
  retired: number
  churned: number
  residentBytes: number
}

/** How a system stands that golden records go back to. */
export type SystemFigures = Pick<SystemView, 'system' | 'behind' | 'writes' | 'oldest' | 'copies'>

type Figure = { name: string; help: string; kind: typeof Counter | typeof Gauge; of: (figures: Figures) => number }

/** A figure is a counter where the graph only ever adds to it, so that a rate of it means something. */
const FIGURES: readonly Figure[] = [
  {
    name: 'kith_change_seq',
    help: 'Number of the last line of the change feed.',
    kind: Gauge,
    of: ({ seq }) => seq,
  },
  {
    name: 'kith_change_start',
    help: 'Number of the last line of the change feed that was pruned.',
    kind: Gauge,
    of: ({ pruned }) => pruned,
  },
  {
    name: 'kith_records',
    help: 'Source records stored.',
    kind: Gauge,
    of: ({ records }) => records,
  },
  {
    name: 'kith_ids_churned',
    help: 'Golden ids that merges and splits minted or retired.',
    kind: Counter,
    of: ({ churned }) => churned,
  },
  {
    name: 'kith_ids_created',
    help: 'Golden ids minted.',
    kind: Counter,
    of: ({ created }) => created,
  },
  {
    name: 'kith_ids_retired',
    help: 'Golden ids that lead elsewhere since.',
    kind: Counter,
    of: ({ retired }) => retired,
  },
  {
    name: 'kith_ids_created_per_10000_records',
    help: 'Golden ids minted for every 10,000 source records stored.',
    kind: Gauge,
    of: ({ created, records }) => perTenThousand(created, records),
  },
  {
    name: 'kith_ids_retired_per_10000_records',
    help: 'Golden ids retired for every 10,000 source records stored.',
    kind: Gauge,
    of: ({ retired, records }) => perTenThousand(retired, records),
  },
  {
    name: 'kith_resident_bytes',
    help: 'Memory of this server.',
    kind: Gauge,
    of: ({ residentBytes }) => residentBytes,
  },
]

type SystemFigure = Pick<Figure, 'name' | 'help' | 'kind'> & { of: (system: SystemFigures, now: number) => number }

const SYSTEM_FIGURES: readonly SystemFigure[] = [
  {
    name: 'kith_sync_behind',
    help: 'Records of a system that differ from their golden records, or may.',
    kind: Gauge,
    of: ({ behind }) => behind,
  },
  {
    name: 'kith_sync_oldest_seconds',
    help: 'How long the oldest of them has.',
    kind: Gauge,
    of: ({ oldest }, now) => (oldest === undefined ? 0 : Math.max(0, (now - Date.parse(oldest)) / 1_000)),
  },
  {
    name: 'kith_sync_failed',
    help: 'Deliveries of a system that need somebody: given up, held, or waiting for a word.',
    kind: Gauge,
    of: ({ copies }) => (copies.dead ?? 0) + (copies.held ?? 0) + (copies.ask ?? 0),
  },
  {
    name: 'kith_sync_writes',
    help: 'Writes that a system acknowledged.',
    kind: Counter,
    of: ({ writes }) => writes,
  },
]

/** Counters and timings of one server, in the text format of Prometheus. Labels are route patterns, never ids. */
export class Metrics {
  // A registry of its own: one process may mount several servers, as the tests do.
  readonly #registry = new Registry()
  readonly #requests = new Counter({
    name: 'kith_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  })
  readonly #timings = new Histogram({
    name: 'kith_http_request_seconds',
    help: 'Time to answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers: [this.#registry],
  })
  readonly #records = new Counter({
    name: 'kith_records_received_total',
    help: 'Records received over REST, by outcome.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  })
  readonly #figures = FIGURES.map(({ name, help, kind, of }) => ({
    metric: new kind({ name, help, registers: [this.#registry] }),
    of,
  }))

  readonly #systems = SYSTEM_FIGURES.map(({ name, help, kind, of }) => ({
    metric: new kind({ name, help, labelNames: ['system'], registers: [this.#registry] }),
    of,
  }))

  /** Media type of the page. */
  get contentType(): string {
    return this.#registry.contentType
  }

  /** Counts a finished request. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.inc({ method, route, status: String(status) })
    this.#timings.observe({ method, route }, seconds)
  }

  /** Counts what became of a received record. */
  record(outcome: string): void {
    this.#records.inc({ outcome })
  }

  /** The page itself, with figures that only the caller can read. */
  text(figures: Figures, systems: readonly SystemFigures[] = [], now = Date.now()): Promise<string> {
    for (const { metric, of } of this.#figures) {
      metric.reset()
      metric.inc(of(figures))
    }
    for (const { metric, of } of this.#systems) {
      metric.reset()
      for (const each of systems) metric.inc({ system: each.system }, of(each, now))
    }
    return this.#registry.metrics()
  }
}

function perTenThousand(ids: number, records: number): number {
  return records === 0 ? 0 : Math.round((ids * 10_000) / records)
}
