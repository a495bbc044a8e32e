import type { EntityName } from '../model/entities/registry.ts'

/** Cells of a record as its system holds it, by the columns that its mapping reads; what is empty is left out. */
export type RemoteRow = Readonly<Record<string, string>>
/** Cells that are to be written; null empties one. */
export type RowPatch = Readonly<Record<string, string | null>>

/** A record as its system holds it now. */
export type RemoteRecord = {
  readonly id: string
  readonly row: RemoteRow
  /** What tells this state from others: an ETag, a row version, a time. */
  readonly version?: string | undefined
  /** It is not there any more, and into which other one it went, where the system says so. */
  readonly gone?: { readonly into?: string | undefined } | undefined
  /** Who wrote this state, where the system says so. */
  readonly origin?: string | undefined
}

/** One record that is to be written. */
export type WriteItem = {
  /** The same for every try of the same write: an idempotency key. */
  readonly key: string
  readonly entity: EntityName
  /** The system's own id; absent where the record is to be made. */
  readonly id?: string | undefined
  /** What it can be found by before its id is known: the golden id that it is made for. */
  readonly externalId?: string | undefined
  readonly set: RowPatch
  /** What the record was last known to hold, for targets that take only whole records. */
  readonly known: RemoteRow
  /** The state that it is to be written over; absent: whatever is there. */
  readonly version?: string | undefined
  /** Number of the feed up to which this is the state: a target that keeps it takes no older one. */
  readonly seq: number
}

/** A request as it would be sent, without secrets: for dry runs, people and tests. */
export type RenderedRequest = {
  readonly action: 'create' | 'update'
  readonly record: string
  readonly request: Readonly<Record<string, unknown>>
}

/** What became of one item. */
export type WriteOutcome =
  | {
      readonly kind: 'acknowledged'
      readonly id: string
      readonly version?: string | undefined
      /** The record as it is stored there now; absent where the answer does not say, and it has to be read. */
      readonly stored?: RemoteRow | undefined
    }
  /** Somebody wrote in between: nothing was written. */
  | { readonly kind: 'conflict'; readonly current?: RemoteRecord | undefined }
  /** It will not be taken however often it is sent. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly column?: string | undefined }
  /** Perhaps later. `applied`: it may have been written all the same (a time-out after it was sent). */
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly afterMs?: number | undefined
      readonly applied?: boolean | undefined
      /** Nothing failed: it was not sent, or its answer comes later, by another way. It is no try that counts. */
      readonly waiting?: boolean | undefined
    }
  /** It is not there any more. */
  | { readonly kind: 'gone'; readonly into?: string | undefined }
  /** The target wants nothing more (410 of a webhook): the system is paused. */
  | { readonly kind: 'ended'; readonly reason: string }

/** What changed in a system since a cursor of its own. */
export type RemoteChanges = {
  readonly records: readonly RemoteRecord[]
  readonly cursor: string
  readonly more: boolean
}

/**
 * One system to write to, whatever it speaks. Pauses between tries are not its business: it says what happened, the graph
 * keeps when to try again. It throws only where nothing can be said about single items (`ProblemError` `system.unavailable`).
 */
export interface Connector {
  /** Whether it answers and lets us in; in words. Writes nothing. */
  probe(signal: AbortSignal): Promise<{ ok: boolean; detail: string }>
  /** Records that changed there since a cursor, '' at first; undefined where it has to tell us itself. */
  readonly changes?: (entity: EntityName, cursor: string, signal: AbortSignal) => Promise<RemoteChanges>
  /** Records as they are there now; those that are not come back as `gone`. Undefined where nothing can be read (a file, a webhook). */
  readonly read?: (entity: EntityName, ids: readonly string[], signal: AbortSignal) => Promise<RemoteRecord[]>
  /** Records that carry an external id, before they are made a second time. */
  readonly find?: (entity: EntityName, externalId: string, signal: AbortSignal) => Promise<RemoteRecord[]>
  /** Whether a record may be made without fear of making it twice: by idempotency key, external id or search. */
  readonly createsOnce: (entity: EntityName) => boolean
  /** The request of an item. Pure. */
  render(item: WriteItem): RenderedRequest
  /** One outcome an item, in their order. */
  write(items: readonly WriteItem[], signal: AbortSignal): Promise<WriteOutcome[]>
  close(): Promise<void>
}
