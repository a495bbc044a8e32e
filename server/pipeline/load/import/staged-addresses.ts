import { Uint32Column } from '../../../match/shared-numbers.ts'
import { TextTable, textReader } from '../../../match/text-table.ts'
import { compareIds } from '../../../model/ids.ts'
import type { ImportFiles, ImportProperties } from '../../../store/graph/import-files.ts'
import { type AddressedGolden, addressRows } from '../../relate/address-rows.ts'

export type StagedForm = { key: string; properties: ImportProperties; shown: ImportProperties }
/** Keys of a golden record's addresses with those of their forms. */
export type StatedForms = readonly (readonly [address: string, form: string])[]

/** Addresses of a graph in the making: who lives where waits, outside of JavaScript's heap, until it is known which are one place. */
export class StagedAddresses {
  private readonly files: ImportFiles
  private readonly goldenAt: (id: string) => number
  private readonly keys = new TextTable()
  private readonly shown = new TextTable()
  private readonly numbers = new Uint32Column()
  private readonly counts = new Uint32Column()
  private waiting = new TextTable()
  private readonly places = new Map<string, number>()

  constructor(files: ImportFiles, goldenAt: (id: string) => number) {
    this.files = files
    this.goldenAt = goldenAt
  }

  form({ key, properties, shown }: StagedForm): void {
    this.keys.add(key)
    this.shown.add(JSON.stringify([key, shown]))
    this.numbers.push(this.files.node('AddressForm', { key, ...properties }))
    this.counts.push(0)
  }

  lives(golden: AddressedGolden, stated: StatedForms): void {
    const number = this.goldenAt(golden.id)
    for (const [, form] of stated) {
      const at = this.keys.add(form)
      this.counts.values[at] = (this.counts.values[at] ?? 0) + 1
      this.files.relationship('STATES', number, this.numbers.values[at] ?? 0)
    }
    this.waiting.add(JSON.stringify([golden, stated]))
  }

  /** Stages all places, and who lives at them. @param moves forms that another form stands for, with that one */
  settle(moves: readonly (readonly [form: string, place: string])[]): void {
    const placeOf = new Map(moves)
    const [keyOf, shownOf] = [textReader(this.keys.texts()), textReader(this.shown.texts())]
    const best = this.mostStated(placeOf, keyOf)
    for (let i = 0; i < this.keys.size; i++) {
      const key = keyOf(i)
      const place = placeOf.get(key) ?? key
      if (!this.places.has(place)) {
        const [form, shown] = JSON.parse(shownOf(best.get(place) ?? i))
        this.places.set(place, this.files.node('Address', { key: place, form, ...shown }))
      }
      this.files.relationship('FORM_OF', this.numbers.values[i] ?? 0, this.at(place))
    }
    const waitingOf = textReader(this.waiting.texts())
    for (let i = 0; i < this.waiting.size; i++) {
      const [golden, stated]: [AddressedGolden, StatedForms] = JSON.parse(waitingOf(i))
      const forms = new Map(stated)
      const rows = addressRows(golden, (key) => {
        const form = forms.get(key)
        return form && (placeOf.get(form) ?? form)
      })
      for (const { target, type, properties } of rows)
        this.files.relationship(type, this.goldenAt(golden.id), this.at(target), properties)
    }
    this.waiting = new TextTable()
  }

  at(place: string): number {
    const number = this.places.get(place)
    if (number === undefined) throw new Error(`${place} is named before it is staged`)
    return number
  }

  /** Of each place with several forms the one that is stated most often, by its number. */
  private mostStated(placeOf: ReadonlyMap<string, string>, keyOf: (i: number) => string): Map<string, number> {
    const several = new Set(placeOf.values())
    const best = new Map<string, number>()
    const count = (i: number) => this.counts.values[i] ?? 0
    for (let i = 0; i < this.keys.size; i++) {
      const key = keyOf(i)
      const place = placeOf.get(key) ?? key
      if (!several.has(place)) continue
      const other = best.get(place)
      if (other === undefined || count(i) > count(other)) best.set(place, i)
      else if (count(i) === count(other) && compareIds(key, keyOf(other)) < 0) best.set(place, i)
    }
    return best
  }
}
