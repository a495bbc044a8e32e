import { ENTITIES, type EntityName } from '../model/entities/registry.ts'
import type { Verdict } from '../model/evidence.ts'
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
  const hits: Ranked[] = []
  for (const entity of entities) hits.push(...(await searchEntity(tx, query, entity, engine)))
  hits.sort((a, b) => b.hit.bits - a.hit.bits || b.rank - a.rank || compareIds(a.hit.golden, b.hit.golden))
  return worthShowing(hits)
    .slice(0, query.limit)
    .map(({ hit }) => hit)
}

/** Share of the best text rank from which words alone are worth showing: a namesake in another town. */
const NEARLY = 0.25

/** Where somebody fits, those who do not are noise, unless the words themselves are nearly as good. */
function worthShowing(hits: readonly Ranked[]): readonly Ranked[] {
  if (hits.every(({ hit }) => hit.verdict === 'distinct')) return hits
  const best = Math.max(...hits.map(({ rank }) => rank))
  return hits.filter(({ hit, rank }) => hit.verdict !== 'distinct' || rank > best * NEARLY)
}

/** A hit and how well its words fit the text, which decides between equals. */
type Ranked = { hit: SearchHit; rank: number }

async function searchEntity(tx: Tx, query: SearchQuery, entity: EntityName, engine: Engine): Promise<Ranked[]> {
  const [probe, ...readings] = probesOf(query, entity, engine)
  const found = new Set<RecordId>()
  const keys = probe ? [probe, ...readings].flatMap(engine.entities[entity].blockKeys) : []
  if (keys.length > 0)
    for (const { id } of await recordsOnKeys.run(tx, { keys: [...new Set(keys)], limit: CANDIDATES })) found.add(id)
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
  return bestPerGolden(
    rows,
    probe && { probe, readings },
    ranks,
    briefs,
    engine.entities[entity].scorer,
    query.text !== undefined,
  )
}

/** Words at the end of a line that may be a city: Salt Lake City. */
const CITY_WORDS = 3

/**
 * The query as a cleaned record; none when it says nothing about this entity. The last words of a line may be a city
 * (`Kenji Mbeki Bangor`): such readings come after the plain one, and count for who lives there.
 */
function probesOf(query: SearchQuery, entity: EntityName, engine: Engine): StandardRecord[] {
  const parsed = query.text === undefined ? undefined : parseFreeText(query.text, engine.ruleSet.standardise, entity)
  const fields: RecordInput['fields'] = { ...parsed?.fields }
  for (const [name, value] of Object.entries(query.fields ?? {})) fields[name] = [value].flat()
  const address = { ...parsed?.address, ...query.address }
  const addresses = Object.keys(address).length > 0 ? [address] : []
  if (Object.keys(fields).length === 0 && addresses.length === 0) return []
  const { source, sourceId } = splitRecordId(PROBE)
  const base = { source: SourceName.parse(source), sourceId, entity }
  const plain = engine.standardise({ ...base, fields, addresses })
  const whole = entity === 'company' ? 'name' : 'fullName'
  const words = parsed?.fields[whole]?.[0]?.split(' ') ?? []
  if (address.city !== undefined || query.fields?.[whole] !== undefined) return [plain]
  const counts = Array.from({ length: Math.min(CITY_WORDS, words.length - 1) }, (_none, i) => i + 1)
  const inCity = counts.map((count) => ({
    ...base,
    fields: { ...fields, [whole]: [words.slice(0, -count).join(' ')] },
    addresses: [{ ...address, city: words.slice(-count).join(' ') }],
  }))
  return [plain, ...inCity.map(engine.standardise)]
}

type ScorerOf = Engine['entities'][EntityName]['scorer']

function bestPerGolden(
  rows: readonly StoredRecord[],
  asked: { probe: StandardRecord; readings: readonly StandardRecord[] } | undefined,
  ranks: ReadonlyMap<RecordId, number>,
  briefs: ReadonlyMap<GoldenId, GoldenBrief>,
  scorer: ScorerOf,
  freeText: boolean,
): Ranked[] {
  const plain = asked && scorer.prepare(asked.probe)
  const readings = asked?.readings.map((record) => ({ city: cityOf(record), probe: scorer.prepare(record) })) ?? []
  const scored = rows.map((row) => {
    const rank = ranks.get(row.id) ?? 0
    if (!plain) return { row, bits: scorer.review, rank }
    const record = scorer.prepare(row.standard)
    const fitting = readings.filter(({ city }) => row.standard.addresses.some(({ folded }) => folded.city === city))
    const [best] = [plain, ...fitting.map(({ probe }) => probe)]
      .map((probe) => ({ probe, bits: scorer.bits(probe, record) }))
      .sort((a, b) => b.bits - a.bits)
    return { row, bits: best?.bits ?? scorer.review, rank, probe: best?.probe }
  })
  scored.sort((a, b) => b.bits - a.bits || b.rank - a.rank || compareIds(a.row.id, b.row.id))
  const hits = new Map<GoldenId, Ranked>()
  for (const { row, bits, rank, probe } of scored) {
    const brief = row.golden && briefs.get(row.golden)
    if (!brief || hits.has(brief.id)) continue
    if (bits < scorer.review && !(freeText && rank > 0)) continue
    const pair = probe && scorer.explain(probe, scorer.prepare(row.standard))
    const hit: SearchHit = {
      golden: brief.id,
      entity: brief.entity,
      name: brief.name,
      summary: [brief.line1, brief.city, brief.region, brief.emails?.[0] ?? brief.phones?.[0]]
        .filter(Boolean)
        .join(' · '),
      probability: scorer.probability(bits),
      bits,
      verdict: verdictOf(bits, scorer),
      record: row.id,
      reasons: pair?.evidence ?? [],
      notes: notesOf(row.standard, brief),
      sources: brief.sources,
    }
    hits.set(brief.id, { hit, rank })
  }
  return [...hits.values()]
}

function cityOf(record: StandardRecord): string | undefined {
  return record.addresses[0]?.folded.city || undefined
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
