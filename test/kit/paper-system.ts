import type { EntityName } from '../../server/model/entities/registry.ts'
import type { Connector, RemoteRecord, RemoteRow, WriteItem, WriteOutcome } from '../../server/systems/connector.ts'

type Kept = { row: Record<string, string>; version: number; gone?: { into?: string } }

/**
 * A system that is only a table in memory, behind the interface of every connector: it counts what is written, coerces, and fails when
 * it is told to.
 */
export class PaperSystem {
  readonly rows = new Map<string, Kept>()
  /** Every write that changed something, in order. */
  readonly writes: { id: string; set: Record<string, string | null>; seq: number }[] = []
  /** What becomes of the next writes instead. */
  readonly next: ((item: WriteItem) => WriteOutcome | 'applied' | undefined)[] = []
  /** Golden ids that records were made for, by record. */
  readonly #made = new Map<string, string>()
  readonly #coerce: (column: string, text: string) => string
  readonly #stamp: (row: Record<string, string>) => Record<string, string>
  /** @param stamp what else a write changes in a record: the time of its last change, its version */
  constructor(
    coerce: (column: string, text: string) => string = (_column, text) => text,
    stamp: (row: Record<string, string>) => Record<string, string> = (row) => row,
  ) {
    this.#coerce = coerce
    this.#stamp = stamp
  }

  /** Somebody there changes a record, or makes it. */
  edit(entity: EntityName, id: string, row: Record<string, string>): void {
    const key = `${entity}:${id}`
    const was = this.rows.get(key)
    this.rows.set(key, { row: { ...was?.row, ...row }, version: (was?.version ?? 0) + 1 })
  }

  row(entity: EntityName, id: string): Record<string, string> | undefined {
    return this.rows.get(`${entity}:${id}`)?.row
  }

  connector(): Connector {
    return {
      probe: async () => ({ ok: true, detail: 'paper' }),
      createsOnce: () => true,
      find: async (entity, externalId) =>
        [...this.#made]
          .filter(([, golden]) => golden === externalId)
          .map(([key]) => this.#shown(entity, key.slice(entity.length + 1))),
      read: async (entity, ids) => ids.map((id) => this.#shown(entity, id)),
      render: (item) => ({ action: item.id ? 'update' : 'create', record: item.id ?? '', request: { set: item.set } }),
      write: async (items) => items.map((item) => this.#write(item)),
      close: async () => undefined,
    }
  }

  #shown(entity: EntityName, id: string): RemoteRecord {
    const kept = this.rows.get(`${entity}:${id}`)
    if (!kept || kept.gone) return { id, row: {}, gone: kept?.gone ?? {} }
    return { id, row: { ...kept.row }, version: String(kept.version) }
  }

  #make({ entity, set, seq, externalId = '' }: WriteItem, told: 'applied' | undefined): WriteOutcome {
    const id = `made-${this.#made.size + 1}`
    this.#made.set(`${entity}:${id}`, externalId)
    this.rows.set(`${entity}:${id}`, { row: patched({}, set, this.#coerce), version: 1 })
    this.writes.push({ id, set: { ...set }, seq })
    if (told === 'applied') return { kind: 'retry', reason: 'no answer in time', applied: true }
    return { kind: 'acknowledged', id, version: '1', stored: { ...this.row(entity, id) } }
  }

  #write(item: WriteItem): WriteOutcome {
    const told = this.next.shift()?.(item)
    if (told && typeof told === 'object') return told
    if (item.id === undefined) return this.#make(item, told)
    const { entity, id, set, version, seq } = item
    const kept = this.rows.get(`${entity}:${id}`)
    if (!kept || kept.gone) return { kind: 'gone' }
    if (version !== undefined && version !== String(kept.version))
      return { kind: 'conflict', current: this.#shown(entity, id) }
    const row = patched(kept.row, set, this.#coerce)
    if (JSON.stringify(row) !== JSON.stringify(kept.row)) {
      this.writes.push({ id, set: { ...set }, seq })
      this.rows.set(`${entity}:${id}`, { row: this.#stamp(row), version: kept.version + 1 })
    }
    if (told === 'applied') return { kind: 'retry', reason: 'no answer in time', applied: true }
    const now = this.rows.get(`${entity}:${id}`) ?? kept
    return { kind: 'acknowledged', id, version: String(now.version), stored: { ...now.row } }
  }
}

function patched(
  row: RemoteRow,
  set: WriteItem['set'],
  coerce: (column: string, text: string) => string,
): Record<string, string> {
  const now: Record<string, string> = { ...row }
  for (const [column, text] of Object.entries(set)) {
    if (text === null) delete now[column]
    else now[column] = coerce(column, text)
  }
  return now
}
