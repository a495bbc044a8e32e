import { createHash } from 'node:crypto'
import { ENTITIES } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { standingWords } from '../../store/write/address-words.ts'
import { allGoldens } from '../../store/write/goldens.ts'
import { listLifeEvents } from '../../store/write/life-events.ts'
import { allLinks } from '../../store/write/links.ts'
import { allRecords } from '../../store/write/records.ts'
import { allRelations } from '../../store/write/relations.ts'
import { hashOf } from '../../text/hash.ts'

/** More life events than any graph has. */
const ALL = 1_000_000_000

export type Checksum = { checksum: string; parts: Record<string, { count: number; checksum: string }> }

/**
 * One hash of the current graph that does not depend on minted ids: a golden record is known by its records, a household
 * by its members' records. Two graphs with equal checksums have equal records, links, clusters, golden values, winners,
 * households, roles, hierarchies, life events and words about addresses. History and the feed are not part of it: they tell how a graph came to be.
 */
export async function checksum(tx: Tx): Promise<Checksum> {
  const lines: Record<string, string[]> = {
    records: [],
    links: [],
    goldens: [],
    relations: [],
    lifeEvents: [],
    words: [],
  }
  const nameOf = new Map<GoldenId | string, string>()
  for (const { name } of ENTITIES) {
    for (const row of await allRecords(tx, name))
      lines.records?.push(hashOf([row.id, row.hash, row.standard, row.issues]))
    for (const link of await allLinks(tx, name)) lines.links?.push(`${link.low} ${link.high} ${link.bits.toFixed(6)}`)
    for (const golden of await allGoldens(tx, name)) {
      nameOf.set(golden.id, golden.members.join(' '))
      lines.goldens?.push(golden.hash)
    }
  }
  const relations = await allRelations(tx)
  const households = new Map<string, string[]>()
  for (const { type, id, target } of relations)
    if (type === 'IN_HOUSEHOLD') households.set(target, [...(households.get(target) ?? []), nameOf.get(id) ?? id])
  for (const [id, members] of households) nameOf.set(id, `household ${members.sort(compareIds).join(' + ')}`)
  for (const { type, id, target, properties } of relations) {
    const { from: _from, ...stable } = properties // when a household began is history of this graph, not of the records
    const said = type === 'IN_HOUSEHOLD' ? stable : properties
    lines.relations?.push(hashOf([type, nameOf.get(id) ?? id, nameOf.get(target) ?? target, said]))
  }
  for (const { id, status, certainty, evidence } of (await listLifeEvents(tx, { limit: ALL })).events)
    lines.lifeEvents?.push(hashOf([id, status, certainty, evidence]))
  for (const { id } of await standingWords(tx)) lines.words?.push(id)
  const parts = Object.fromEntries(
    Object.entries(lines).map(([part, rows]) => [part, { count: rows.length, checksum: digest(rows) }]),
  )
  return { checksum: digest(Object.entries(parts).map(([part, { checksum: sum }]) => `${part} ${sum}`)), parts }
}

function digest(rows: string[]): string {
  const hash = createHash('sha256')
  for (const row of rows.sort(compareIds)) hash.update(row).update('\n')
  return hash.digest('hex').slice(0, 32)
}
