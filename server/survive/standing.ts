import { addressLine } from '../model/address-line.ts'
import type { EntityName } from '../model/entities/registry.ts'
import type { Rejected } from '../model/golden.ts'
import { compareIds } from '../model/ids.ts'
import { type ChosenAddresses, chooseAddresses } from './addresses.ts'
import { type Attribute, chooseAttribute, compileAttributes, mayWin, type Standing } from './attributes.ts'
import { formerClaims } from './former.ts'
import { chooseGroup } from './groups.ts'
import { type Pinned, pinsOf, underPin } from './pins.ts'
import type { SurviveRules } from './rules.ts'
import { compileTrust, type Member, type Witness, witnessesOf } from './witness.ts'

/** All that was chosen for a cluster, by field name, with what it was chosen from. */
export type ChosenValues = {
  readonly witnesses: readonly Witness[]
  readonly standing: ReadonlyMap<string, Standing>
  readonly places: ChosenAddresses
  /** What others say of attributes that sources own, where it differs from what stands. */
  readonly rejected: Rejected[]
}

export type Chooser = {
  attributeOf(field: string): Attribute | undefined
  choose(members: readonly Member[]): ChosenValues
}

/** Chooses by the rules; survivorship writes down what it chose, and whoever asks why looks at the same outcome. */
export function compileChooser(rules: SurviveRules, entity: EntityName): Chooser {
  const trustOf = compileTrust(rules.trust)
  const attributeOf = compileAttributes(rules, entity)
  const apart = new Set([...rules.groups.flatMap((group) => group.fields), ...rules.former.map((rule) => rule.into)])
  const late = new Set(rules.former.map((rule) => rule.into))

  /** By field name: groups first, then single fields, and former names last, because they are what did not win. */
  function standingOf(witnesses: readonly Witness[], pins: ReadonlyMap<string, Pinned>): Map<string, Standing> {
    const standing = new Map<string, Standing>()
    const put = (field: string, value: Standing | undefined) => value && standing.set(field, value)
    const pin = (fields: Iterable<string>) => {
      for (const field of fields) {
        const [attribute, pinned] = [attributeOf(field), pins.get(field)]
        if (attribute && pinned) put(field, underPin(attribute, pinned, standing.get(field)))
      }
    }
    for (const group of rules.groups)
      for (const [field, chosen] of chooseGroup(witnesses, group, trustOf, attributeOf)) put(field, chosen)
    for (const field of new Set(witnesses.flatMap(({ record }) => Object.keys(record.values)))) {
      const attribute = apart.has(field) ? undefined : attributeOf(field)
      if (attribute) put(field, chooseAttribute(attribute, witnesses, trustOf))
    }
    pin([...pins.keys()].filter((field) => !late.has(field)))
    for (const rule of rules.former) {
      const attribute = attributeOf(rule.into)
      const won = { of: standing.get(rule.of)?.folded, swappedWith: standing.get(rule.swappedWith ?? '')?.folded }
      if (attribute)
        put(
          rule.into,
          chooseAttribute(attribute, witnesses, trustOf, (witness) => formerClaims(witness, rule, won)),
        )
    }
    pin(late)
    return standing
  }

  /** Addresses of others, where sources own them. */
  function rejectedPlaces(witnesses: readonly Witness[], { entries }: ChosenAddresses): Rejected[] {
    const listed = new Set(entries.map(({ key }) => key))
    return witnesses
      .filter((witness) => !mayWin({ rule: rules.addresses }, witness))
      .flatMap(({ record }) => record.addresses.map((address) => ({ record: record.id, address })))
      .filter(({ address }) => address.complete && !listed.has(address.key))
      .map(({ record, address }) => ({ attribute: 'address', record, value: addressLine(address) }))
  }

  function rejectedBy(witnesses: readonly Witness[], standing: ReadonlyMap<string, Standing>): Rejected[] {
    const rejected = witnesses.flatMap((witness) =>
      Object.entries(witness.record.values).flatMap(([field, claims]) => {
        const attribute = attributeOf(field)
        if (attribute?.property === undefined || mayWin(attribute, witness)) return []
        const { property } = attribute
        const stands = standing.get(field)
        return claims
          .filter(
            ({ folded, value }) =>
              folded !== '' && folded !== stands?.folded && ![stands?.value].flat().includes(value),
          )
          .map(({ value }) => ({ attribute: property, record: witness.record.id, value }))
      }),
    )
    return rejected
  }

  return {
    attributeOf,
    choose: (members) => {
      const witnesses = witnessesOf(members)
      const pins = pinsOf(members)
      const standing = standingOf(witnesses, pins)
      const places = chooseAddresses(witnesses, rules.addresses, trustOf, pins.get('address')?.pin)
      const rejected = [...rejectedBy(witnesses, standing), ...rejectedPlaces(witnesses, places)]
      rejected.sort((a, b) => compareIds(a.attribute, b.attribute) || compareIds(a.record, b.record))
      return { witnesses, standing, places, rejected }
    },
  }
}
