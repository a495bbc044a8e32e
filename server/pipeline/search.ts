import { ENTITIES, type EntityName } from '../model/entities/registry.ts'
import { probabilityOf, type Verdict } from '../model/evidence.ts'
import {
  compareIds,
  type GoldenId,
  type RecordId,
  RecordId as RecordIdShape,
  SourceName,
  splitRecordId,
} from '../model/ids.ts'
import { firstClaim, type RecordInput, type StandardRecord } from '../model/record.ts'
import type { SearchHit, SearchQuery } from '../model/views.ts'
import { parseFreeText } from '../standardise/free-text.ts'
import type { Tx } from '../store/driver.ts'
import { recordsOnKeys } from '../store/keys.ts'
import { type StoredRecord, standardRecords } from '../store/records.ts'
import { type GoldenBrief, goldenBriefs, recordsByText } from '../store/searches.ts'
import type { Engine } from './engine.ts'

/** Records compared in full for one search. */
const CANDIDATES = 200

/** The record that is searched with: it has an id only because a record must have one, and is never stored. */
const PROBE = RecordIdShape.parse('search:probe')

/**
 * Search before create: what the query describes is cleaned, keyed and scored by the very functions that would resolve
 * it as a record, so that an answer of `same` is what creating it would lead to. Free text that no key finds falls back
 * on the full-text index. Stores nothing.
 */
export async function search(tx: Tx, query: SearchQuery, engine: Engine): Promise<SearchHit[]> {
  const entities = query.entity ? [query.entity] : ENTITIES.map((entity) => entity.name)
  const hits: SearchHit[] = []
  for (const entity of entities) hits.push(...(await searchEntity(tx, query, entity, engine)))
  return hits.sort((a, b) => b.bits - a.bits || compareIds(a.golden, b.golden)).slice(0, query.limit)
}

async function searchEntity(tx: Tx, query: SearchQuery, entity: EntityName, engine: Engine): Promise<SearchHit[]> {
  const probe = probeOf(query, entity, engine)
  const found = new Set<RecordId>()
  const keys = probe ? engine.entities[entity].blockKeys(probe) : []
  if (keys.length > 0) for (const { id } of await recordsOnKeys.run(tx, { keys, limit: CANDIDATES })) found.add(id)
  const text = query.text ?? (probe ? textOf(probe) : '')
  const words = luceneQuery(text)
  const ranks = new Map<RecordId, number>()
  if (words !== '') {
    for (const row of await recordsByText.run(tx, { text: words, entity, limit: 50 })) {
      if (row.entity !== entity) continue
      ranks.set(row.id, row.score)
      found.add(row.id)
    }
  }
  const rows = (await standardRecords.run(tx, { ids: [...found] })).filter((row) => row.golden !== undefined)
  const briefs = new Map(
    (await goldenBriefs.run(tx, { ids: [...new Set(rows.map((row) => row.golden ?? ''))] })).map((brief) => [
      brief.id,
      brief,
    ]),
  )
  return bestPerGolden(rows, probe, ranks, briefs, engine.entities[entity].scorer, query.text !== undefined)
}

/** The query as a cleaned record; undefined when it says nothing about this entity. */
function probeOf(query: SearchQuery, entity: EntityName, engine: Engine): StandardRecord | undefined {
  const parsed = query.text === undefined ? undefined : parseFreeText(query.text, engine.ruleSet.standardise, entity)
  const fields: RecordInput['fields'] = { ...parsed?.fields }
  for (const [name, value] of Object.entries(query.fields ?? {})) fields[name] = [value].flat()
  const address = { ...parsed?.address, ...query.address }
  const addresses = Object.keys(address).length > 0 ? [address] : []
  if (Object.keys(fields).length === 0 && addresses.length === 0) return undefined
  const { source, sourceId } = splitRecordId(PROBE)
  return engine.standardise({ source: SourceName.parse(source), sourceId, entity, fields, addresses })
}

type ScorerOf = Engine['entities'][EntityName]['scorer']

function bestPerGolden(
  rows: readonly StoredRecord[],
  probe: StandardRecord | undefined,
  ranks: ReadonlyMap<RecordId, number>,
  briefs: ReadonlyMap<GoldenId, GoldenBrief>,
  scorer: ScorerOf,
  freeText: boolean,
): SearchHit[] {
  const ready = probe && scorer.prepare(probe)
  const scored = rows.map((row) => {
    const bits = ready ? scorer.bits(ready, scorer.prepare(row.standard)) : scorer.review
    return { row, bits, rank: ranks.get(row.id) ?? 0 }
  })
  scored.sort((a, b) => b.bits - a.bits || b.rank - a.rank || compareIds(a.row.id, b.row.id))
  const hits = new Map<GoldenId, SearchHit>()
  for (const { row, bits, rank } of scored) {
    const brief = row.golden && briefs.get(row.golden)
    if (!brief || hits.has(brief.id)) continue
    if (bits < scorer.review && !(freeText && rank > 0)) continue
    const pair = ready ? scorer.explain(ready, scorer.prepare(row.standard)) : undefined
    hits.set(brief.id, {
      golden: brief.id,
      entity: brief.entity,
      name: brief.name,
      summary: [brief.line1, brief.city, brief.region, brief.emails?.[0] ?? brief.phones?.[0]]
        .filter(Boolean)
        .join(' · '),
      probability: probabilityOf(bits),
      bits,
      verdict: verdictOf(bits, scorer),
      record: row.id,
      reasons: pair?.evidence ?? [],
      notes: notesOf(row.standard, brief),
      sources: brief.sources,
    })
  }
  return [...hits.values()]
}

function verdictOf(bits: number, { match, review }: ScorerOf): Verdict {
  return bits >= match ? 'same' : bits >= review ? 'unsure' : 'distinct'
}

/** What the matching record says that is no longer so: the searcher used an old name or an old address. */
function notesOf(record: StandardRecord, brief: GoldenBrief): string[] {
  const notes: string[] = []
  const family = firstClaim(record, 'familyName')?.value
  if (family && brief.formerNames?.some((name) => name.toLowerCase() === family.toLowerCase()))
    notes.push(`former name ${family}`)
  const old = record.addresses.find((address) => address.key !== brief.addressKey)
  if (old && brief.addressKey && old.city !== undefined && old.city.toLowerCase() !== brief.city?.toLowerCase())
    notes.push(`former address ${[old.city, old.region].filter(Boolean).join(', ')}`)
  return notes
}

function textOf(record: StandardRecord): string {
  const values = Object.values(record.values).flatMap((claims) => claims.map((claim) => claim.value))
  const places = record.addresses.flatMap((address) => [address.city, address.postcode])
  return [...values, ...places].filter(Boolean).join(' ')
}

/**
 * Words of a text as a Lucene query: every one optional, the longer ones also with a typo. Only words are left, in lower
 * case, so that nothing is an operator: not the `OR` of Portland OR either.
 */
export function luceneQuery(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)]
    .slice(0, 20)
    .map((word) => (word.length >= 4 ? `${word}~1 OR ${word}^2` : word))
    .join(' OR ')
}
