import type { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, type RecordId, SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { RecordInput, StandardRecord } from '../../model/record.ts'
import { compareVersions } from '../../model/versions/value-times.ts'
import type { RecordOutcome } from '../../model/views.ts'
import { ownWord } from '../../rules/own-word.ts'
import { readingOf } from '../../rules/reading.ts'
import { recordInputs } from '../../store/write/records.ts'
import { statesOfRecords } from '../../store/write/systems.ts'
import type { CompiledTable } from '../../systems/compile-system.ts'
import type { RemoteRecord } from '../../systems/connector.ts'
import { originOf } from '../../systems/connectors.ts'
import { cellsReader } from '../../systems/render/wanted.ts'
import type { Work } from './work.ts'

/** Fields of a system's table that its mapping reads. */
function fieldsRead({ compiled, table }: CompiledTable): ReadonlySet<string> {
  const plan = compiled.plan(table.entity)
  return new Set([
    ...plan.steps.map(({ to }) => to),
    ...plan.joins.map(({ to }) => to),
    ...plan.constants.map(([to]) => to),
  ])
}

/**
 * What a system says of a record, where that is something else than what is known: its own word changed there. What the mapping does
 * not read stays as it is known. A state that is older than what is known was put back from a backup: it says nothing new where Kith
 * was the last to write it, or somebody said so.
 * @returns undefined where it says only what is known, or what Kith wrote
 */
function newsOf(
  known: { readonly input: RecordInput; readonly sent: Parameters<typeof ownWord>[1]['sent'] },
  there: RecordInput,
  table: CompiledTable,
  standardise: (input: RecordInput) => StandardRecord,
  mayBeOurs: boolean,
): RecordInput | undefined {
  const read = fieldsRead(table)
  if (isOlder(there, known.input) && (mayBeOurs || ownWord(there, known, standardise, false).isEcho)) return undefined
  const said = ownWord(there, known, standardise, true)
  if (said.isEcho) return undefined
  const reading = readingOf(there, standardise)
  const isSame = (field: string) => {
    const [a, b] = [said.input.fields[field] ?? [], known.input.fields[field] ?? []]
    return a.length === b.length && a.every((text, at) => reading.same(field, text, b[at] ?? ''))
  }
  const places = [said.input.addresses, known.input.addresses] as const
  const samePlaces =
    places[0].length === places[1].length && places[0].every((one, at) => reading.samePlace(one, places[1][at] ?? {}))
  const readsPlaces = [...read].some((field) => field.startsWith('address.'))
  if (said.anew.length === 0 && (samePlaces || !readsPlaces) && [...read].every(isSame)) return undefined
  const kept = Object.entries(known.input.fields).filter(([field]) => !read.has(field))
  return {
    ...there,
    fields: { ...Object.fromEntries(kept), ...there.fields },
    ...(readsPlaces ? {} : { addresses: known.input.addresses }),
  }
}

/** Whether a state is one from before what is known, by its version or time. */
function isOlder(there: RecordInput, { written = [], ...known }: RecordInput): boolean {
  return [known, ...written].some((each) => compareVersions(there, each) < 0)
}

/**
 * What became of records that a system showed: those whose news were taken in, those whose news were not and why (it shows an older state
 * than is known), and those that it has no more.
 */
export type TakenIn = {
  readonly changed: ReadonlySet<string>
  readonly unheard: ReadonlyMap<string, string>
  readonly gone: ReadonlySet<RecordId>
}

/** Takes in what a system shows of its records, as far as it is news: new ones, changed ones, those that are gone. */
export async function takeInRemote(work: Work, entity: EntityName, shown: readonly RemoteRecord[]): Promise<TakenIn> {
  const table = work.system.tables.get(entity)
  if (!table) return { changed: new Set(), unheard: new Map(), gone: new Set() }
  const { rules, store } = work
  const rows = shown.map((remote) => ({
    remote,
    id: idOfRecord({ source: SourceName.parse(work.system.name), entity, sourceId: remote.id }),
  }))
  const ids = rows.map(({ id }) => id)
  const [engine, stored, standings] = await store.read(
    async (tx) =>
      [
        await rules.engine(tx),
        await recordInputs.run(tx, { ids }),
        await statesOfRecords.run(tx, { records: ids }),
      ] as const,
  )
  const inputs = new Map(stored.map(({ id, input }) => [id, input]))
  const sent = new Map(standings.map((row) => [row.record, row.sent ?? []]))
  const news: RecordInput[] = []
  const gone = new Set<RecordId>()
  for (const { remote, id } of rows) {
    const known = inputs.get(id)
    if (remote.gone) {
      if (known) gone.add(id)
      continue
    }
    const there = { ...cellsReader(table.compiled, id)(remote.row) }
    const mayBeOurs = work.mayGo || (remote.origin !== undefined && remote.origin === originOf(work.system.definition))
    const fresh = known
      ? newsOf({ input: known, sent: sent.get(id) ?? [] }, there, table, engine.read, mayBeOurs)
      : there
    if (fresh) news.push(fresh)
  }
  refuseManyGone(work, gone.size, shown.length)
  for (const id of gone) await work.remove(id)
  const outcomes = news.length === 0 ? [] : await work.takeIn(news)
  const isHeard = ({ outcome }: RecordOutcome) => outcome === 'created' || outcome === 'updated'
  const unheard = outcomes.filter((each) => !isHeard(each)).map((each) => [each.record, whyUnheard(each)] as const)
  if (unheard.length > 0) work.log(`${work.system.name}: what it says of ${unheard.length} records is not taken in`)
  return { changed: new Set(outcomes.filter(isHeard).map(({ record }) => record)), unheard: new Map(unheard), gone }
}

function whyUnheard({ outcome, problem }: RecordOutcome): string {
  const older =
    'a newer state of it is known; if a backup was put back there, resuming the system has that written again'
  return problem?.detail ?? (outcome === 'stale' ? older : 'it says the same in other words')
}

/** So many records may always be gone in one turn, and such a share of those that it showed. */
const FEW_GONE = 5
const SHARE_GONE = 0.2

/** A wrong address or a lost privilege looks as if everybody were gone. */
function refuseManyGone({ system, mayGo, seen }: Work, isGone: number, isShown: number): void {
  seen.shown += isShown
  seen.gone += isGone
  const { gone, shown } = seen
  if (mayGo || isGone === 0 || gone <= FEW_GONE || gone <= SHARE_GONE * shown) return
  fail(
    'system.state',
    `${gone} of ${shown} records are not there any more: is it the right ${system.name}? Resuming it lets them go`,
  )
}
