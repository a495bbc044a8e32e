import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { Golden, GoldenContent, GoldenValue } from '../../model/golden.ts'
import { fail } from '../../model/problem.ts'
import type { WhatIfView } from '../../model/what-if.ts'
import { compileEngine, type EntityEngine } from '../../rules/engine.ts'
import { parseRuleSet, type RuleSet } from '../../rules/rule-set.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'
import { householdsTouched } from '../../store/read/household-reads.ts'
import { goldensAfter } from '../../store/write/goldens.ts'
import { standardRecords } from '../../store/write/records.ts'
import { canonicalJson } from '../../text/hash.ts'
import { memberOf } from '../resolve/scope.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

export type WhatIfInput = {
  /** Sections of survivorship, by entity; not yet known to be sound. */
  survive?: Partial<Record<EntityName, unknown>> | undefined
  /** A whole rule set instead. */
  rules?: unknown
  /** Examples of each attribute. */
  examples?: number | undefined
}

/** Golden records that are in memory at a time, with their records. */
const PAGE = 500

/**
 * What other survivorship would change, over the whole graph, a page at a time: each standing cluster survives again by
 * the given rules. Who is in which cluster is not asked again.
 * @throws ProblemError `rules.invalid` with every fault.
 */
export async function whatIf(
  store: Store,
  input: WhatIfInput,
  rules: RulesInForce,
  onProgress: (entity: EntityName, done: number) => void = () => {},
): Promise<WhatIfView> {
  const present = (await store.read((tx) => rules.engine(tx))).ruleSet
  const candidate = candidateOf(present, input)
  const engine = compileEngine(candidate)
  const from = (await store.read(headOfFeed)).seq
  const households = new Set<string>()
  const view: WhatIfView = {
    seq: { from, to: from },
    goldens: 0,
    changed: 0,
    households: 0,
    entities: [],
    examples: [],
    notCompared: notCompared(present, candidate),
  }
  for (const { name: entity } of ENTITIES) {
    const tally = new Tally(entity, input.examples ?? 3)
    for (let after = ''; ; ) {
      const page = await store.read(async (tx) => {
        const goldens = await goldensAfter(tx, entity, after, PAGE)
        const moves = await compare(tx, goldens, engine.entities[entity], tally)
        for (const id of await householdsTouched(tx, moves)) households.add(id)
        return goldens
      })
      const last = page.at(-1)
      onProgress(entity, tally.goldens)
      if (!last || page.length < PAGE) break
      after = last.id
    }
    tally.sumUp(view)
  }
  const to = (await store.read(headOfFeed)).seq
  return { ...view, seq: { from, to }, households: households.size }
}

function candidateOf(present: RuleSet, { survive, rules }: WhatIfInput): RuleSet {
  if ((survive === undefined) === (rules === undefined))
    fail('request.invalid', 'give either sections of survivorship or a whole rule set')
  if (rules !== undefined) return parseRuleSet(rules)
  const entities = Object.fromEntries(
    ENTITIES.map(({ name }) => {
      const section = survive?.[name]
      return [name, section === undefined ? present.entities[name] : { ...present.entities[name], survive: section }]
    }),
  )
  return parseRuleSet({ ...present, entities })
}

/** Names of the sections that differ and decide more than which value stands. */
function notCompared(present: RuleSet, candidate: RuleSet): string[] {
  const differ = (a: unknown, b: unknown) => canonicalJson(a) !== canonicalJson(b)
  const shared = (['standardise', 'relate'] as const).filter((part) => differ(present[part], candidate[part]))
  const own = ENTITIES.flatMap(({ name }) =>
    (['validate', 'block', 'score', 'cluster'] as const)
      .filter((part) => differ(present.entities[name][part], candidate.entities[name][part]))
      .map((part) => `${name}.${part}`),
  )
  return [...shared, ...own]
}

/** Customers whose household may be another, and the addresses they would come to. */
type Moves = { ids: string[]; keys: string[] }

async function compare(tx: Tx, goldens: readonly Golden[], engine: EntityEngine, tally: Tally): Promise<Moves> {
  const rows = await standardRecords.run(tx, { ids: goldens.flatMap(({ members }) => members) })
  const stored = new Map(rows.map((row) => [row.id, row]))
  const moves: Moves = { ids: [], keys: [] }
  for (const golden of goldens) {
    const members = golden.members.flatMap((id) => stored.get(id) ?? []).map(memberOf)
    if (members.length < golden.members.length) continue // changed since the page was read
    const status = golden.status === 'held' ? 'held' : 'active'
    const after = engine.survive(members, { status, reasons: [] })
    const changed = tally.note(golden, after)
    const [was, is] = [golden.addresses[0]?.key, after.addresses[0]?.key]
    if (golden.entity !== 'person' || !(was !== is || changed.some((name) => SURNAMES.has(name)))) continue
    moves.ids.push(golden.id)
    if (is !== undefined && was !== is) moves.keys.push(is)
  }
  return moves
}

/** What households are decided by, beside the address. */
const SURNAMES: ReadonlySet<string> = new Set(['familyName', 'formerNames'])

type Counts = WhatIfView['entities'][number]['attributes'][number]

/** Counts of one entity; of golden records only the examples are kept. */
class Tally {
  goldens = 0
  private changed = 0
  private readonly entity: EntityName
  private readonly most: number
  private readonly counts = new Map<string, Counts>()
  private readonly examples: WhatIfView['examples'] = []

  constructor(entity: EntityName, most: number) {
    this.entity = entity
    this.most = most
  }

  /** @returns the attributes that would be others. */
  note(before: Golden, after: GoldenContent): string[] {
    this.goldens++
    const was: Record<string, GoldenValue> = { ...before.values, status: before.status }
    const is: Record<string, GoldenValue> = { ...after.values, status: after.status }
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
    const differing = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    if (differing.length > 0) this.changed++
    for (const attribute of differing) {
      const counts = this.counts.get(attribute) ?? { attribute, changed: 0, gained: 0, lost: 0 }
      this.counts.set(attribute, counts)
      const [from, to] = [was[attribute] ?? null, is[attribute] ?? null]
      counts[from === null ? 'gained' : to === null ? 'lost' : 'changed']++
      if (counts.changed + counts.gained + counts.lost > this.most) continue
      const [because, instead] = [winner(after, attribute), winner(before, attribute)]
      this.examples.push({
        golden: before.id,
        entity: this.entity,
        name: String(before.values.name ?? before.id),
        attribute,
        from,
        to,
        ...(because ? { because } : {}),
        ...(instead ? { instead } : {}),
      })
    }
    return differing
  }

  sumUp(view: WhatIfView): void {
    const { entity, goldens, changed } = this
    const attributes = [...this.counts.values()].sort((a, b) => (a.attribute < b.attribute ? -1 : 1))
    view.goldens += goldens
    view.changed += changed
    view.entities.push({ entity, goldens, changed, attributes })
    view.examples.push(...this.examples)
  }
}

function winner({ winners }: Pick<GoldenContent, 'winners'>, attribute: string) {
  const found = winners.find((each) => each.attribute === attribute)
  return found && { record: found.record, rule: found.rule }
}
