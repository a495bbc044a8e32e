import type { EntityName } from '../../model/entities/registry.ts'
import type { GoldenContent, GoldenStatus } from '../../model/golden.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { datedRecords } from '../../store/write/records.ts'
import type { GoldenState } from '../../systems/render/wanted.ts'

type StoredGolden = {
  readonly golden: GoldenId
  readonly entity: EntityName
  readonly status: GoldenStatus
  readonly body: Pick<GoldenContent, 'values' | 'winners' | 'addresses'>
}

/** Golden records as systems may be told of them, in their order: with their addresses in full, as the records state them that won. */
export async function goldenStates(
  tx: Tx,
  rows: readonly StoredGolden[],
  referencesOf: (place: number) => GoldenState['references'],
): Promise<GoldenState[]> {
  const stating = [...new Set(rows.flatMap(({ body }) => body.addresses.map(({ record }) => record)))].sort(compareIds)
  const cleaned = stating.length === 0 ? [] : await datedRecords.run(tx, { ids: stating })
  const standards = new Map(cleaned.map(({ id, standard }) => [id, standard]))
  return rows.map(({ golden, entity, status, body }, place) => ({
    id: golden,
    entity,
    status,
    values: body.values,
    winners: new Map(body.winners.map(({ attribute, record }) => [attribute, record])),
    addresses: body.addresses.flatMap(({ key, record, to, kind, line2 }) => {
      const address = standards.get(record)?.addresses.find((each) => each.key === key)
      if (!address || to !== undefined) return []
      return [{ record, kind, address: line2 === undefined ? address : { ...address, line2 } }]
    }),
    references: referencesOf(place),
  }))
}
