import { standingAt } from '../../block/order.ts'
import type { SearchQuery } from '../../model/arriving/search-query.ts'
import type { FieldKind } from '../../model/entities/field.ts'
import { ENTITIES, type EntityName, fieldDef } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { StandardRecord } from '../../model/record.ts'
import type { SearchFit, SearchHit } from '../../model/views.ts'
import type { Engine, EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { candidates } from '../../store/read/searches.ts'
import { nearPlaces } from '../resolve/neighbourhood.ts'
import { wouldJoin } from '../resolve/would-join.ts'
import { confirmRules } from '../run/rules-in-force.ts'
import { type Asked, isAlike } from './search-fit.ts'
import { bestPerGolden, type Fitting, type Found, hitOf, scoring } from './search-found.ts'
import { fitting } from './search-golden.ts'
import { type Named, namedBy } from './search-named.ts'
import { probesOf } from './search-probe.ts'
import { asWritten, byCode, bySound, ofText, type Said, saidBy, type WordQuery, withTypos } from './search-words.ts'

/** Records compared in full for one search. */
const CANDIDATES = 200

/** What is found by its key or not at all: words of an e-mail address find everybody who has one there. */
const EXACT = new Set<FieldKind>(['email', 'phone', 'url', 'identifier', 'date'])

/**
 * Search before create: what the query describes is cleaned, keyed and scored by the very functions that would resolve
 * it as a record, and clustered with whom it would be linked to: `same` is the golden record that creating it would join.
 * Words are looked for in the full-text index too, unless that is known. Stores nothing.
 */
export async function search(tx: Tx, query: SearchQuery, engine: Engine, now: () => Date): Promise<SearchHit[]> {
  const entities = query.entity ? [query.entity] : ENTITIES.map((entity) => entity.name)
  const named = query.text === undefined ? [] : await namedBy(tx, query.text)
  const found = (
    await Promise.all(entities.map((entity) => searchEntity(tx, { query, entity, engine, named, now })))
  ).flat()
  found.sort(
    (a, b) =>
      RANK[a.fit] - RANK[b.fit] ||
      b.bits - a.bits ||
      b.row.score - a.row.score ||
      compareIds(a.row.golden, b.row.golden),
  )
  const shown = worthShowing(found, engine).slice(0, query.limit)
  return shown.map((one) => hitOf(one, engine.entities[one.row.standard.entity].scorer))
}

const RANK: Record<SearchFit, number> = { same: 0, fits: 1, similar: 2 }

/** Share of the best text rank from which words alone are worth showing: a namesake in another town. */
const NEARLY = 0.25

/** Where somebody fits, those who do not are noise, unless the words themselves are nearly as good. */
function worthShowing(found: readonly Fitting[], engine: Engine): readonly Fitting[] {
  const isLikely = ({ fit, bits, row }: Fitting) =>
    fit !== 'similar' || bits >= engine.entities[row.standard.entity].scorer.review
  if (!found.some(isLikely)) return found
  const best = Math.max(...found.map(({ row }) => row.score))
  return found.filter((one) => isLikely(one) || one.row.score > best * NEARLY)
}

type Asking = { query: SearchQuery; entity: EntityName; engine: Engine; named: readonly Named[]; now: () => Date }

async function searchEntity(tx: Tx, { query, entity, engine, named, now }: Asking): Promise<Fitting[]> {
  const probes = probesOf(query, entity, engine)
  const own = engine.entities[entity]
  const asked = { readings: probes, text: query.text }
  const lookout = new Lookout(tx, { probes, asked, engine, own })
  const found = query.text === undefined ? await byFields(lookout, now) : await byText(lookout, query.text, named)
  return fitting(tx, found, { asked, named, review: own.scorer.review })
}

/** A line of text: whom it names, and whoever has its words, keys and codes; sounds only where none of them fits. */
async function byText(lookout: Lookout, text: string, named: readonly Named[]): Promise<Found[]> {
  const own = named.filter(({ entity }) => entity === lookout.own.entity).map(({ id }) => id)
  await lookout.look(lookout.keys, ofText(text), own)
  const sounds = bySound([text])
  if (sounds && own.length === 0 && !lookout.hasLikely()) await lookout.look([], sounds)
  const ids = new Set<string>(own)
  return lookout
    .found()
    .filter((found) => found.row.score > 0 || ids.has(found.row.id) || lookout.isBacked(found))
    .map(foundByKey)
}

/** Fields: whom a record of them would join, or else whoever they fit, or else whoever is alike. */
async function byFields(lookout: Lookout, now: () => Date): Promise<Found[]> {
  const { probe, own, keys, rows } = lookout
  if (!probe) return []
  const said = saidBy(probe)
  const written = asWritten(said)
  // Where something exact is known, its keys come first; otherwise the words are looked for on the same way to the database.
  const isExact = Object.keys(probe.values).some((name) => EXACT.has(fieldDef(own.entity, name)?.kind ?? 'text'))
  await lookout.look(keys, isExact ? undefined : written)
  const linked = [...rows.values()].filter(({ row, bits }) => row.onKeys && bits >= own.scorer.match)
  const bitsOf = new Map(linked.map(({ row, bits }) => [row.id, bits]))
  const joined = await wouldJoin(lookout.tx, probe, bitsOf, own, now)
  if (joined && !lookout.has(({ row }) => row.golden === joined.golden))
    await lookout.look([], undefined, [joined.record])
  if (!joined) await widen(lookout, said, isExact ? written : undefined)
  const all = lookout.found()
  // Each step asks more of every record, so the next is taken only where the one before finds nobody.
  const backed = all.filter((one) => lookout.isBacked(one) || one.row.golden === joined?.golden)
  const fitting = backed.length > 0 ? backed : all.filter(({ fits }) => fits())
  const shown = fitting.length > 0 ? fitting : all.filter(({ row }) => isAlike(probe, row.standard))
  return shown.map((one) => asCreated(one, joined?.golden))
}

/** Looks further, a step at a time, until somebody is likely: by words, codes however common, words with typos, and sounds. */
async function widen(lookout: Lookout, said: Said, written: WordQuery | undefined): Promise<void> {
  if (written) await lookout.look([], written)
  const near = () => [...lookout.rows.values()].map(({ row }) => row.standard)
  const steps = [() => byCode(said), () => withTypos(said, near()), () => bySound(said.names.flat())]
  for (const step of steps) {
    if (lookout.hasLikely()) return
    const words = step()
    if (words) await lookout.look([], words)
  }
}

/** What has been found for what is asked, and the ways to find more. */
class Lookout {
  readonly tx: Tx
  readonly own: EntityEngine
  readonly probe: StandardRecord | undefined
  readonly keys: readonly string[]
  readonly rows = new Map<RecordId, Found>()
  private readonly engine: Engine
  private readonly places: ReadonlyMap<string, string>
  private readonly score: ReturnType<typeof scoring>

  constructor(
    tx: Tx,
    { probes, asked, engine, own }: { probes: StandardRecord[]; asked: Asked; engine: Engine; own: EntityEngine },
  ) {
    const [probe, ...readings] = probes
    this.tx = tx
    this.own = own
    this.engine = engine
    this.probe = probe
    this.places = probe ? placesOf(probes, own) : new Map()
    this.keys = [...this.places.keys()]
    this.score = scoring(probe && { probe, readings }, asked, own.scorer)
  }

  /** Records on keys and near their places, those that words find, and those that are named. */
  async look(on: readonly string[], words?: WordQuery, records: readonly RecordId[] = []): Promise<void> {
    const { tx, own, places } = this
    const common = (await this.ask(on, words, records, [])).map((key) => ({ key, at: places.get(key) ?? key }))
    const near = await nearPlaces(tx, common, own.rules.block.near)
    if (near.length > 0) await this.ask([], undefined, near, near)
  }

  /** The best record of each golden record. */
  found(): Found[] {
    return bestPerGolden(this.rows.values())
  }

  has(isSo: (found: Found) => boolean): boolean {
    return [...this.rows.values()].some(isSo)
  }

  /** The evidence speaks for it. */
  readonly isBacked = ({ bits }: Found): boolean => bits >= this.own.scorer.review

  /** Whether the evidence speaks for somebody, or somebody says all that was given. */
  hasLikely(): boolean {
    return this.has(this.isBacked) || this.has(({ fits }) => fits())
  }

  private async ask(
    keys: readonly string[],
    words: WordQuery | undefined,
    records: readonly RecordId[],
    beside: readonly RecordId[],
  ): Promise<string[]> {
    const { tx, own, rows } = this
    const limits = { mostOnKeys: CANDIDATES, mostByText: words?.most ?? 0, records, beside }
    const [answer] = await candidates.run(tx, { entity: own.entity, keys, text: words?.text ?? '', ...limits })
    confirmRules(this.engine, answer?.rules)
    for (const row of answer?.found ?? []) rows.set(row.id, this.score(row, rows.get(row.id)?.row))
    return answer?.common ?? []
  }
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
