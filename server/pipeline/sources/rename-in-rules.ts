import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import type { SourceName } from '../../model/ids.ts'
import type { EntityRules, RuleSet } from '../../rules/rule-set.ts'

/**
 * Rules in which a source's new name counts for what the old one does: trust in it, and what it owns. The old name stays,
 * so that nothing flips while records are on their way from one to the other. Equal rules where they do not name it.
 */
export function withNewName(ruleSet: RuleSet, from: SourceName, to: SourceName): RuleSet {
  const trusted = (trust: Record<SourceName, number>) =>
    trust[from] === undefined || trust[to] !== undefined ? trust : { ...trust, [to]: trust[from] }

  const entity = ({ survive, ...rules }: EntityRules): EntityRules => {
    const { trust, attributes } = survive
    return {
      ...rules,
      survive: {
        ...survive,
        trust: {
          ...trust,
          sources: trusted(trust.sources),
          attributes: mapValues(trust.attributes, trusted),
        },
        attributes: mapValues(attributes, (rule) =>
          rule.owner?.includes(from) && !rule.owner.includes(to) ? { ...rule, owner: [...rule.owner, to] } : rule,
        ),
      },
    }
  }
  const { hierarchy } = ruleSet.relate
  const sources = trusted(hierarchy.trust.sources)
  return {
    ...ruleSet,
    relate: { ...ruleSet.relate, hierarchy: { ...hierarchy, trust: { ...hierarchy.trust, sources } } },
    entities: Object.fromEntries(ENTITIES.map(({ name }) => [name, entity(ruleSet.entities[name])])) as Record<
      EntityName,
      EntityRules
    >,
  }
}

function mapValues<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
