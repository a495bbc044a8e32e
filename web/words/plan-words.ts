import type { GoldenValue } from '../../server/model/golden.ts'
import type { PlanEffects } from '../../server/model/plan.ts'
import { entityOfGolden } from '../api/api.ts'
import { attributeLabel } from './attribute-words.ts'
import { money } from './money.ts'
import { ENTITY_WORDS, plain, plural } from './words.ts'

/** One golden record of a plan, before and afterwards. */
export type PlannedGolden = {
  readonly golden: string
  readonly name: string
  readonly fate: 'stays' | 'new' | 'retired'
  readonly before: string
  readonly after: string
  readonly values: readonly PlannedValue[]
}

type PlannedValue = {
  readonly label: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly rule: string | undefined
}

/** Something beside the golden records themselves that would be another: a household, a group, orders. */
type PlannedLine = {
  readonly who: string
  readonly what: string
  readonly before: string
  readonly after: string
}

/** Golden records whose records move: who stays first, then who is new, then whose id leads elsewhere. */
export function plannedGoldens(effects: PlanEffects): PlannedGolden[] {
  const order = { stays: 0, new: 1, retired: 2 } as const
  return effects.sides
    .map(({ golden, name, before, after }): PlannedGolden => {
      const heirs = effects.retired.find((each) => each.golden === golden)?.heirs ?? []
      const leads = heirs.map((heir) => nameOf(effects, heir)).join(' and ')
      return {
        ...{ golden, name, fate: before === null ? 'new' : after === null ? 'retired' : 'stays' },
        before: before === null ? 'not there' : `${named(before.values, name)}, ${plural(before.records, 'record')}`,
        after:
          after === null
            ? `its number leads to ${leads || 'nobody'}`
            : `${named(after.values, name)}, ${plural(after.records, 'record')}`,
        values: valuesOf(effects, golden, before?.values ?? {}, after?.values ?? {}),
      }
    })
    .toSorted((a, b) => order[a.fate] - order[b.fate])
}

function valuesOf(
  { flips }: PlanEffects,
  golden: string,
  before: Readonly<Record<string, GoldenValue>>,
  after: Readonly<Record<string, GoldenValue>>,
): PlannedValue[] {
  const entity = entityOfGolden(golden)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((attribute) => ({
      label: attributeLabel(entity, attribute),
      before: [before[attribute] ?? []].flat(),
      after: [after[attribute] ?? []].flat(),
      rule: flips.find((flip) => flip.golden === golden && flip.attribute === attribute)?.rule,
    }))
    .filter((value) => value.before.join('\n') !== value.after.join('\n'))
}

/** Values of others that are shown; more say no more. */
const MOST_BESIDE = 20

/** Whether they are held, values of others, households, groups, jobs and orders that would be others. */
export function plannedLines(effects: PlanEffects): PlannedLine[] {
  const name = (id: string | null) => (id === null ? 'none' : nameOf(effects, id))
  const all = (ids: readonly string[]) => ids.map(name).join(', ') || 'none'
  const sides = new Set(effects.sides.map(({ golden }) => golden))
  const beside = effects.flips.filter(
    ({ golden, attribute }) => attribute === 'status' || (!sides.has(golden) && attribute !== 'rejected'),
  )
  return [
    ...beside.slice(0, MOST_BESIDE).map(({ golden, attribute, from, to }) => ({
      ...{ who: name(golden), what: attributeLabel(entityOfGolden(golden), attribute) },
      ...{ before: [from ?? 'none'].flat().join(', '), after: [to ?? 'none'].flat().join(', ') },
    })),
    ...effects.households.map(({ golden, from, to }) => ({
      ...{ who: name(golden), what: 'Household', before: name(from), after: name(to) },
    })),
    ...effects.hierarchies
      .filter(({ relation }) => relation in RELATIONS)
      .map(({ golden, relation, from, to }) => ({
        ...{ who: name(golden), what: RELATIONS[relation] ?? plain(relation), before: all(from), after: all(to) },
      })),
    ...effects.rollUps.map(({ from, to, orders, amount, currency }) => ({
      who: `${plural(orders, 'order')}, ${money(amount, currency)}`,
      ...{ what: 'Orders', before: name(from), after: name(to) },
    })),
  ]
}

const RELATIONS: Readonly<Record<string, string>> = {
  ...{ company: 'Works at', parent: 'Parent company', samePerson: 'Same human being as' },
}

/** What a plan comes to, in one sentence. */
export function planInWords(effects: PlanEffects): string {
  const { created, retired, kept } = effects
  const entity = [...created, ...retired, ...kept][0]?.entity
  if (entity === undefined) return 'Nothing would change: they are as they would be.'
  const { one, many } = ENTITY_WORDS[entity]
  const goldens = plannedGoldens(effects)
  const stays = goldens.filter(({ fate }) => fate === 'stays').map(({ name }) => name)
  const parts = [
    retired.length > 0 && `${retired.length + stays.length} ${many} become ${stays.length + created.length}.`,
    retired.length === 0 &&
      created.length > 0 &&
      `${plural(created.length, `new ${one}`, `new ${many}`)} ${created.length === 1 ? 'comes' : 'come'} out of it.`,
    stays.length > 0 &&
      `${stays.join(' and ')} ${stays.length === 1 ? 'keeps' : 'keep'} ${stays.length === 1 ? 'its' : 'their'} number.`,
    retired.length + created.length === 0 && 'Nobody joins or parts; the word holds from now on.',
  ]
  return parts.filter(Boolean).join(' ')
}

/** Who hears of it: the systems that deliver its records, and those that are sent what changes. */
export function toldInWords({ consumers, systems }: Pick<PlanEffects, 'consumers' | 'systems'>): string[] {
  const hears = consumers.map(({ source, records }) => `${source} (${plural(records.length, 'record')})`)
  return [
    hears.length > 0 ? `Records of ${hears.join(', ')}: they read it in the feed.` : 'No system has records in it.',
    systems.length > 0
      ? `Sent to ${systems.join(', ')}, as far as what they hold differs.`
      : 'No system is written to.',
  ]
}

function nameOf({ names }: Pick<PlanEffects, 'names'>, id: string): string {
  return names[id] ?? 'a record without a name'
}

function named({ name }: Readonly<Record<string, GoldenValue>>, other: string): string {
  return [name ?? other].flat()[0] ?? other
}
