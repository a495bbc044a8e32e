import { ENTITIES } from '../../model/entities/registry.ts'
import { fail } from '../../model/problem.ts'
import { compileEngine, type Engine, linkHash } from '../../rules/engine.ts'
import { ENGINE_VERSION, parseRuleSet, type RuleSet, shippedRuleSet } from '../../rules/rule-set.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { activateRuleSet, activeRuleSet, activeRuleSetHash, allRuleSets } from '../../store/write/rule-sets.ts'
import { hashOf } from '../../text/hash.ts'

export type RulesInForce = {
  /** Engine of the rule set that the graph says is active; compiled anew only when that changed. */
  engine(tx: Tx): Promise<Engine>
  /**
   * Does what only reads under the rules of last time, which spares the question whether they are still in force: its own
   * statements tell, it hands what they tell to `confirmRules`, and where the rules are others by now it is done anew.
   */
  reading<T>(tx: Tx, work: (engine: Engine) => Promise<T>): Promise<T>
}

class OtherRules extends Error {}

/** @param hash of the rule set in force, where the graph has one. Ends what is being read under another one. */
export function confirmRules(engine: Engine, hash: string | undefined): void {
  if (!isUnder(engine, hash)) throw new OtherRules('the rules changed')
}

function isUnder({ ruleSet, hash }: Engine, inForce: string | undefined): boolean {
  return inForce === undefined ? ruleSet.name === 'shipped' : hash === inForce
}

/** The rules a graph is under. A graph that has none yet is under the shipped ones. */
export function rulesInForce(): RulesInForce {
  let compiled: Engine | undefined
  const engine = async (tx: Tx): Promise<Engine> => {
    const hash = (await activeRuleSetHash.run(tx, {}))[0]?.hash
    if (compiled && isUnder(compiled, hash)) return compiled
    const active = hash === undefined ? undefined : (await activeRuleSet.run(tx, {}))[0]
    compiled = compileEngine(active ? storedRuleSet(active.body) : shippedRuleSet())
    return compiled
  }
  return {
    engine,
    async reading(tx, work) {
      for (let under = compiled ?? (await engine(tx)); ; under = await engine(tx))
        try {
          return await work(under)
        } catch (error) {
          if (!(error instanceof OtherRules)) throw error
        }
    },
  }
}

/** Engine of the rules that were in force at an instant; today's, where another version of Kith stored those. */
export async function engineAt(tx: Tx, at: string, today: Engine): Promise<Engine> {
  const then = (await allRuleSets.run(tx, {}))
    .flatMap((row) => (row.activatedAt ?? [row.createdAt]).map((from) => ({ ...row, from })))
    .filter(({ from }) => from <= at)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0]
  if (then?.hash === today.hash) return today
  if (then && then.engine !== ENGINE_VERSION) return today
  return compileEngine(then ? storedRuleSet(then.body) : shippedRuleSet())
}

/** @throws ProblemError `rules.outdated` with the way out, where another version of Kith stored rules of another shape. */
function storedRuleSet(body: string): RuleSet {
  try {
    return parseRuleSet(JSON.parse(body))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail(
      'rules.outdated',
      `the rules in force in this graph were stored by another version of Kith: ${why}. Train new ones (kith train) and put them in force (kith rebuild --rules <file>)`,
    )
  }
}

/** Puts a rule set in force. What it changes is worked out by a rebuild; the caller sees to that. */
export async function activate(store: Store, ruleSet: RuleSet, now: Date): Promise<{ hash: string; version: number }> {
  const hash = hashOf(ruleSet)
  const row = {
    hash,
    name: ruleSet.name,
    body: JSON.stringify(ruleSet),
    at: now.toISOString(),
    engine: ENGINE_VERSION,
    links: ENTITIES.map(({ name }) => linkHash(ruleSet.entities[name])),
  }
  const version = (await store.write((tx) => activateRuleSet.run(tx, row)))[0]?.version ?? 0
  return { hash, version }
}
