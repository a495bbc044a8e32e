import type { EntityName } from '../../model/entities/registry.ts'
import type { Connector } from '../connector.ts'
import type { Secret } from '../secrets.ts'
import { accessOf } from './access.ts'
import { changedRecords } from './changed-records.ts'
import { asking } from './exchange.ts'
import { probeSystem } from './probe-system.ts'
import { findRecords, type Reader, type RestPace, readRecords } from './read-records.ts'
import type { RestEntity } from './rest-entity-shape.ts'
import { entityOf, type RestSettings } from './rest-shape.ts'
import { renderWrite, writeAll } from './write-records.ts'

type RestOptions = { readonly secret: (secret: Secret) => string }

/**
 * A system that speaks JSON over HTTP, as its definition describes it. Requests go to its own address only; redirects are
 * answers, not ways to go. Of an entity that it cannot tell changes of, there are none.
 * @throws ProblemError `system.invalid` where a secret is not where it should be
 */
export function openRest(settings: RestSettings, pace: RestPace, options: RestOptions): Connector {
  const access = accessOf(settings, pace.timeoutSeconds, options.secret)
  const ask = asking(settings, pace.timeoutSeconds, access)
  const entities = Object.values(settings.entities)
  const readerOf = (entity: EntityName, signal: AbortSignal): Reader => {
    return { settings, entity: entityOf(settings, entity), access, ask, pace, signal }
  }

  const changes = async (entity: EntityName, cursor: string, signal: AbortSignal) =>
    changedRecords(cursor, readerOf(entity, signal))
  const read = async (entity: EntityName, ids: readonly string[], signal: AbortSignal) =>
    readRecords(ids, readerOf(entity, signal))
  const find = async (entity: EntityName, externalId: string, signal: AbortSignal) =>
    findRecords(externalId, readerOf(entity, signal))

  return {
    probe: (signal) => probeSystem(settings, ask, access, signal),
    ...(entities.some((entity) => entity.changes) ? { changes } : {}),
    ...(entities.some((entity) => entity.read) ? { read } : {}),
    ...(entities.some((entity) => entity.find) ? { find } : {}),
    createsOnce: (entity) => createsOnce(settings.entities[entity]),
    render: (item) => renderWrite(item, { settings, pace }),
    write: (items, signal) => writeAll(items, { settings, access, ask, pace, signal }),
    close: async () => {},
  }
}

/** Whether a second request makes no second record, or whether it can be seen that there is one already. */
function createsOnce(entity: RestEntity | undefined): boolean {
  if (!entity?.create) return false
  const { idempotencyHeader, externalId, path } = entity.create
  const toItsPlace = path.includes('{externalId}')
  return idempotencyHeader !== undefined || externalId !== undefined || toItsPlace || entity.find !== undefined
}
