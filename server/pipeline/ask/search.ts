import { standingAt } from '../../block/order.ts'
import type { FieldKind } from '../../model/entities/field.ts'
import { ENTITIES, type EntityName, fieldDef } from '../../model/entities/registry.ts'
import type { Evidence, Verdict } from '../../model/evidence.ts'
import { compareIds, type GoldenId, type RecordId, SourceName } from '../../model/ids.ts'
import { firstClaim, type RecordInput, type StandardRecord } from '../../model/record.ts'
import type { SearchHit, SearchQuery } from '../../model/views.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import { parseFreeText } from '../../standardise/free-text.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { candidates, type SearchCandidate } from '../../store/read/searches.ts'
import { nearPlaces } from '../resolve/neighbourhood.ts'
import { wouldJoin } from '../resolve/would-join.ts'
import { confirmRules } from '../run/rules-in-force.ts'
import { asWritten, ofText, saidBy, type WordQuery, withTypos } from './search-words.ts'

/** Records compared in full for one search. */
const CANDIDATES = 200

/** What is found by its key or not at all: words of an e-mail address find everybody who has one there. */
const EXACT = new Set<FieldKind>(['email', 'phone', 'url', 'identifier', 'date'])

/** The record that is searched with: it has an id only because a record must have one, and is never stored. */
const PROBE = { source: SourceName.parse('search'), sourceId: 'probe' }

/** The best record of a golden record, and how well its words fit the text, which decides between equals. */
type Found = {
  row: SearchCandidate
  bits: number
  verdict: Verdict
  reasons: () => Evidence[]
}

/**
 * Search before create: what the query describes is cleaned, keyed and scored by the very functions that would resolve
 * it as a record, and clustered with whom it would be linked to: `same` is the golden record that creating it would join.
 * Words are looked for in the full-text index too, unless that is known. Stores nothing.
 */
export async function search(tx: Tx, query: SearchQuery, engine: Engine): Promise<SearchHit[]> {
  const entities = query.entity ? [query.entity] : ENTITIES.map((entity) => entity.name)
  const found = (await Promise.all(entities.map((entity) => searchEntity(tx, query, entity, engine)))).flat()
  const rank = ({ verdict }: Found) => (verdict === 'same' ? 0 : 1)
  found.sort(
    (a, b) =>
      rank(a) - rank(b) || b.bits - a.bits || b.row.score - a.row.score || compareIds(a.row.golden, b.row.golden),
  )
  const shown = worthShowing(found).slice(0, query.limit)
  return shown.map((one) => hitOf(one, engine.entities[one.row.standard.entity].scorer))
}

/** Share of the best text rank from which words alone are worth showing: a namesake in another town. */
const NEARLY = 0.25

/** Where somebody fits, those who do not are noise, unless the words themselves are nearly as good. */
function worthShowing(found: readonly Found[]): readonly Found[] {
  if (found.every(({ verdict }) => verdict === 'distinct')) return found
  const best = Math.max(...found.map(({ row }) => row.score))
  return found.filter(({ verdict, row }) => verdict !== 'distinct' || row.score > best * NEARLY)
}

async function searchEntity(tx: Tx, query: SearchQuery, entity: EntityName, engine: Engine): Promise<Found[]> {
  const [probe, ...readings] = probesOf(query, entity, engine)
  const own = engine.entities[entity]
  const { scorer } = own
  const places = probe ? placesOf([probe, ...readings], own) : new Map<string, string>()
  const keys = [...places.keys()]
  const score = scoring(probe && { probe, readings }, scorer)
  const rows = new Map<RecordId, Found>()
  const ask = async (on: typeof keys, words: WordQuery | undefined, records: RecordId[], beside: RecordId[]) => {
    const limits = { mostOnKeys: CANDIDATES, mostByText: words?.most ?? 0, records, beside }
    const [answer] = await candidates.run(tx, { entity, keys: on, text: words?.text ?? '', ...limits })
    confirmRules(engine, answer?.rules)
    for (const row of answer?.found ?? []) rows.set(row.id, score(row, rows.get(row.id)?.row))
    return answer?.common ?? []
  }
  const look = async (on: typeof keys, words?: WordQuery, records: RecordId[] = []) => {
    const common = (await ask(on, words, records, [])).map((key) => ({ key, at: places.get(key) ?? key }))
    const near = await nearPlaces(tx, common, own.rules.block.near)
    if (near.length > 0) await ask([], undefined, near, near)
    return bestPerGolden(
      rows.values(),
      ({ bits, row }) =>
        bits >= scorer.review || records.includes(row.id) || (query.text !== undefined && row.score > 0),
    )
  }
  if (query.text !== undefined) return (await look(keys, ofText(query.text))).map(foundByKey)
  if (!probe) return []
  const said = saidBy(probe)
  const written = asWritten(said)
  // Where something exact is known, its keys come first; otherwise the words are looked for on the same way to the database.
  const isExact = Object.keys(probe.values).some((name) => EXACT.has(fieldDef(entity, name)?.kind ?? 'text'))
  let found = await look(keys, isExact ? undefined : written)
  const linked = [...rows.values()].filter(({ row, bits }) => row.onKeys && bits >= scorer.match)
  const joined = await wouldJoin(tx, probe, new Map(linked.map(({ row, bits }) => [row.id, bits])), own)
  if (joined && found.every(({ row }) => row.golden !== joined.golden))
    found = await look([], undefined, [joined.record])
  if (!joined && written) {
    if (isExact) found = await look([], written)
    if (found.length === 0) {
      const near = [...rows.values()].map(({ row }) => row.standard)
      rows.clear()
      found = await look([], withTypos(said, near))
    }
  }
  return found.map((one) => asCreated(one, joined?.golden))
}

/** Found by its words alone, nobody is the same: creating the record would not have led there. */
function foundByKey(found: Found): Found {
  return found.verdict === 'same' && !found.row.onKeys ? { ...found, verdict: 'unsure' } : found
}

/** The same is whom creating the record would join, and nobody else. */
function asCreated(found: Found, joined: GoldenId | undefined): Found {
  if (found.row.golden === joined) return { ...found, verdict: 'same' }
  return found.verdict === 'same' ? { ...found, verdict: 'unsure' } : found
}

/** Keys of all readings, each with the place in its order that the first reading which has it would take. */
function placesOf(probes: readonly StandardRecord[], { blockKeys, standing }: EntityEngine): Map<string, string> {
  const own = new Map(probes.flatMap((probe) => blockKeys(probe).map((key) => [key, probe] as const)).reverse())
  return new Map([...own].map(([key, probe]) => [key, standingAt(key, standing(probe))]))
}

/** Words at the end of a line that may be a city: Salt Lake City. */
const CITY_WORDS = 3

/**
 * The query as a cleaned record; none when it says nothing about this entity. The last words of a line may be a city
 * (`Kenji Mbeki Bangor`): such readings come after the plain one, and count for who lives there.
 */
function probesOf(query: SearchQuery, entity: EntityName, engine: Engine): StandardRecord[] {
  const parsed = query.text === undefined ? undefined : parseFreeText(query.text, engine.cleaning, entity)
  const fields: RecordInput['fields'] = { ...parsed?.fields }
  for (const [name, value] of Object.entries(query.fields ?? {})) fields[name] = [value].flat()
  const address = { ...parsed?.address, ...query.address }
  const addresses = Object.keys(address).length > 0 ? [address] : []
  if (Object.keys(fields).length === 0 && addresses.length === 0) return []
  const base = { ...PROBE, entity }
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

type Scorer = Engine['entities'][EntityName]['scorer']

/** How well a record fits what is asked; what was known of how it was found stays known. */
function scoring(
  asked: { probe: StandardRecord; readings: readonly StandardRecord[] } | undefined,
  scorer: Scorer,
): (row: SearchCandidate, known: SearchCandidate | undefined) => Found {
  const plain = asked && scorer.prepare(asked.probe)
  const readings = asked?.readings.map((record) => ({ city: cityOf(record), probe: scorer.prepare(record) })) ?? []
  return (found, known) => {
    const score = Math.max(found.score, known?.score ?? 0)
    const row = { ...found, score, onKeys: found.onKeys || known?.onKeys === true }
    if (!plain) return { row, bits: scorer.review, verdict: 'unsure', reasons: () => [] }
    const made = scorer.prepare(row.standard)
    const fitting = readings.filter(({ city }) => row.standard.addresses.some(({ folded }) => folded.city === city))
    const best = [plain, ...fitting.map(({ probe }) => probe)]
      .map((probe) => ({ probe, bits: scorer.bits(probe, made) }))
      .reduce((a, b) => (b.bits > a.bits ? b : a))
    const reasons = () => [...scorer.explain(best.probe, made).evidence]
    return { row, bits: best.bits, verdict: verdictOf(best.bits, scorer), reasons }
  }
}

/** @returns the record of each golden record that fits best, best first. */
function bestPerGolden(rows: Iterable<Found>, isWorth: (found: Found) => boolean): Found[] {
  const found = [...rows].filter(isWorth)
  found.sort((a, b) => b.bits - a.bits || b.row.score - a.row.score || compareIds(a.row.id, b.row.id))
  const best = new Map<GoldenId, Found>()
  for (const one of found) if (!best.has(one.row.golden)) best.set(one.row.golden, one)
  return [...best.values()]
}

function hitOf({ row, bits, verdict, reasons }: Found, scorer: Scorer): SearchHit {
  const { brief } = row
  return {
    golden: row.golden,
    entity: row.standard.entity,
    name: brief.name,
    summary: [brief.line1, brief.unit, brief.city, brief.region, brief.emails?.[0] ?? brief.phones?.[0]]
      .filter(Boolean)
      .join(' · '),
    probability: scorer.probability(bits),
    bits,
    verdict,
    record: row.id,
    reasons: reasons(),
    notes: notesOf(row),
    sources: brief.sources,
  }
}

function cityOf(record: StandardRecord): string | undefined {
  return record.addresses[0]?.folded.city || undefined
}

function verdictOf(bits: number, { match, review }: Scorer): Verdict {
  return bits >= match ? 'same' : bits >= review ? 'unsure' : 'distinct'
}

/** What the matching record says that is no longer so: the searcher used an old name or an old address. */
function notesOf({ standard: record, brief, addressKey }: SearchCandidate): string[] {
  const notes: string[] = []
  const family = firstClaim(record, 'familyName')?.value
  if (family && brief.formerNames?.some((name) => name.toLowerCase() === family.toLowerCase()))
    notes.push(`former name ${family}`)
  const old = record.addresses.find((address) => address.key !== addressKey)
  if (old && addressKey && old.city !== undefined && old.city.toLowerCase() !== brief.city?.toLowerCase())
    notes.push(`former address ${[old.city, old.region].filter(Boolean).join(', ')}`)
  return notes
}
