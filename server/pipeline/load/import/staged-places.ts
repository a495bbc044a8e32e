import { groupBy } from '../../../collections/group-by.ts'
import { Uint32Column } from '../../../match/shared-numbers.ts'
import { TextTable, textReader } from '../../../match/text-table.ts'
import { AddressForm } from '../../../model/relation.ts'
import { keysOf, type ShownForm } from '../../../relate/address-form.ts'
import { placesAmong } from '../../../relate/places.ts'
import type { PlaceRules } from '../../../relate/rules.ts'
import { textHash } from '../../../text/hash32.ts'
import { type AddressedGolden, formProperties } from '../../relate/address-rows.ts'
import type { Staging } from './staging.ts'

/**
 * Which addresses of a graph in the making are one place. Forms wait outside of JavaScript's heap until all of them are
 * there; then they are placed a house number at a time, for only those of one house may be one place.
 */
export class StagedPlaces {
  private readonly graph: Staging
  private readonly rules: PlaceRules
  private readonly forms = new TextTable()
  /** Of a form's house and unit. */
  private readonly houses = new Uint32Column()
  /** Streets, houses in streets, and how many of these each street has. */
  private readonly areas = new TextTable()
  private readonly doors = new TextTable()
  private readonly counts = new Uint32Column()
  private done = false

  constructor(graph: Staging, rules: PlaceRules) {
    this.graph = graph
    this.rules = rules
  }

  /** Takes in what a golden record that has been staged states. */
  add({ id, addresses }: AddressedGolden, forms: readonly ShownForm[]): void {
    if (forms.length === 0) return
    for (const shownForm of forms) {
      const { shown: _shown, ...form } = shownForm
      if (this.forms.add(JSON.stringify(form)) < this.houses.length) continue
      this.houses.push(textHash(`${form.houseNumber} ${form.unit}`))
      this.count(form)
      this.graph.tell('addressForm', { key: form.key, properties: formProperties(shownForm), shown: shownForm.shown })
    }
    const stated = forms.map((form) => [form.address, form.key] as const)
    this.graph.tell('lives', { id, addresses: [...addresses] }, stated)
  }

  /** Stages the places, once all forms have been taken in. @returns those of forms that another one stands for */
  finish(): ReadonlyMap<string, string> {
    const moves = new Map<string, string>()
    if (this.done) return moves
    this.done = true
    const textOf = textReader(this.forms.texts())
    const isKnown = this.knownStreets()
    for (const [, alike] of groupBy(Array.from(this.houses.view().keys()), (i) => this.houses.values[i])) {
      if (alike.length < 2) continue
      const forms = alike.map((i) => AddressForm.parse(JSON.parse(textOf(i))))
      for (const [form, place] of placesAmong(forms, this.rules, isKnown)) if (form !== place) moves.set(form, place)
    }
    this.graph.tell('places', [...moves])
    return moves
  }

  private count(form: AddressForm): void {
    const { area } = keysOf(form)
    if (area === undefined) return
    const street = this.areas.add(area)
    if (street === this.counts.length) this.counts.push(0)
    const before = this.doors.size
    this.doors.add(`${area} ${form.houseNumber}`)
    if (this.doors.size > before) this.counts.values[street] = (this.counts.values[street] ?? 0) + 1
  }

  private knownStreets(): (form: AddressForm) => boolean {
    return (form) => {
      const { area } = keysOf(form)
      return area !== undefined && (this.counts.values[this.areas.add(area)] ?? 0) >= this.rules.knownHouses
    }
  }
}
