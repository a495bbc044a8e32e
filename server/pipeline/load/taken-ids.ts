import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import { type RecordId, recordIdOf } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Store } from '../../store/graph/driver.ts'
import { anyOfEntities, ofOtherEntities } from '../../store/write/records.ts'
import { takenId } from '../resolve/classify.ts'
import type { LoadOptions } from './load-options.ts'
import type { Arriving, LoadFile } from './read-files.ts'

/** Ids asked about at a time. */
const PAGE = 10_000

/** Leaves out, and tells of, records whose ids are those of records of another entity: stored ones, or of the same load. */
export class TakenIds {
  readonly #store: Store
  readonly #files: readonly LoadFile[]
  readonly #tell: LoadOptions['onReject']
  /** Ids of the entities that this load has brought so far. */
  readonly #brought = new Map<RecordId, EntityName>()

  constructor(store: Store, files: readonly LoadFile[], tell: LoadOptions['onReject']) {
    this.#store = store
    this.#files = files
    this.#tell = tell
  }

  /** @param isLast no other entity follows, so nobody will ask for these ids */
  async leftOf(entity: EntityName, arriving: Arriving, isLast: boolean): Promise<Arriving> {
    // Most loads bring one entity into a graph that has no other: nobody's id can be taken.
    const asks = await this.#hasOthers(entity)
    if (!asks && isLast && this.#brought.size === 0) return arriving
    const ids = arriving.inputs.map(({ source, sourceId }) => recordIdOf(source, sourceId))
    const taken = new Map<RecordId, string>()
    for (const id of ids) {
      const other = this.#brought.get(id)
      if (other) taken.set(id, other)
      else if (!isLast) this.#brought.set(id, entity)
    }
    for (let from = 0; asks && from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE)
      const found = await this.#store.read((tx) => ofOtherEntities.run(tx, { ids: page, entity }))
      for (const row of found) taken.set(row.id, row.entity)
    }
    if (taken.size === 0) return arriving
    for (const id of new Set(ids)) {
      const other = taken.get(id)
      if (other) this.#tell?.({ file: this.#fileOf(id, entity), problem: takenId(id, entity, other) })
    }
    const stays = ({ source, sourceId }: RecordInput) => !taken.has(recordIdOf(source, sourceId))
    return {
      inputs: arriving.inputs.filter(stays),
      prepared: arriving.prepared.filter(({ input }) => stays(input)),
    }
  }

  async #hasOthers(entity: EntityName): Promise<boolean> {
    const entities = ENTITIES.map(({ name }) => name).filter((name) => name !== entity)
    const [found] = await this.#store.read((tx) => anyOfEntities.run(tx, { entities }))
    return found?.there === true
  }

  /** The file that a record of an entity most likely came from. */
  #fileOf(id: RecordId, entity: EntityName): string {
    const own = this.#files.filter(({ mapping }) => id.startsWith(`${mapping.source}:`))
    return (own.find(({ mapping }) => mapping.entity === entity) ?? own[0] ?? this.#files[0])?.path ?? ''
  }
}
