import type { Golden } from '../../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId } from '../../../model/ids.ts'
import type { StandardRecord } from '../../../model/record.ts'
import type { Resident } from '../../../model/relation.ts'
import type { ShownForm } from '../../../relate/address-form.ts'
import { breakCycles, placeUnder } from '../../../relate/hierarchy.ts'
import { households } from '../../../relate/household.ts'
import type { RelateRules } from '../../../relate/rules.ts'
import { nameReferenceOf } from '../../../rules/prepare.ts'
import type { Ledger } from '../../feed/ledger.ts'
import { formsOf } from '../../relate/address-rows.ts'
import {
  claimsOf,
  formerParentRow,
  parentRow,
  REFUSED_PARENT,
  SUBSIDIARY_OF,
  WAS_SUBSIDIARY_OF,
} from '../../relate/companies.ts'
import { jobsOf, WAS_WORKS_AT, WORKS_AT } from '../../relate/contacts.ts'
import { noteHouseholds, planAddress, residentOf } from '../../relate/households.ts'
import { mayTell } from '../../relate/life-events.ts'
import { diffRelations, type GoldenRelation, type RelationType } from '../../relate/relations.ts'
import { MOST_SHARERS, SAME_PERSON, samePeople } from '../../relate/same-person.ts'
import type { Eventful } from '../../relate/sweep-life-events.ts'
import { type Point, pointsOf } from '../../resolve/contact-points.ts'
import { dayOf } from '../../run/context.ts'
import { StagedPlaces } from './staged-places.ts'
import type { Staging } from './staging.ts'

/**
 * Relations of a graph in the making, worked out from the whole of it at once: what `transact.ts` asks the graph for is
 * remembered here instead. Companies come first, then contacts, then persons.
 */
export class StagedRelations {
  private readonly graph: Staging
  private readonly rules: RelateRules
  private readonly kinds: ReadonlyMap<string, string>
  private readonly companyOf = new Map<RecordId, GoldenId>()
  private readonly companies = new Map<GoldenId, readonly StandardRecord[]>()
  private readonly named = new Map<string, { record: RecordId; golden: GoldenId; several: boolean }>()
  private readonly contactsAt = new Map<string, GoldenId[]>()
  private readonly values = new Map<GoldenId, Golden['values']>()
  /** Golden records that are reached at a contact point of a company or a contact. */
  private readonly sharers = new Map<string, number>()
  /** Customers who share contact points with contacts. */
  private readonly sharing = new Map<GoldenId, Point[]>()
  private readonly places: StagedPlaces
  private readonly residents = new Map<string, Resident[]>()
  private readonly customers: GoldenId[] = []
  private readonly contacts: GoldenId[] = []

  constructor(graph: Staging, rules: RelateRules, kinds: ReadonlyMap<string, string>) {
    this.kinds = kinds
    this.graph = graph
    this.rules = rules
    this.places = new StagedPlaces(graph, rules.places)
  }

  /** Golden records of company records. */
  goldensOf = async (records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, GoldenId>> => {
    return new Map(
      records.flatMap((record) => {
        const golden = this.companyOf.get(record)
        return golden ? [[record, golden] as const] : []
      }),
    )
  }

  /** Whose records may tell of life events: those rest on who lives with whom, and are found once the graph is there. */
  get eventful(): Eventful {
    return { customers: this.customers, contacts: this.contacts }
  }

  /** Takes in a golden record that has been staged. */
  add(golden: Golden, members: readonly StandardRecord[], ledger: Ledger): void {
    const forms = formsOf(golden, members)
    this.places.add(golden, forms)
    const points = pointsOf(golden)
    for (const point of points) {
      this.graph.tell('contactPoint', point)
      const { target } = point
      if (golden.entity !== 'person' || this.sharers.has(target))
        this.sharers.set(target, (this.sharers.get(target) ?? 0) + 1)
    }
    switch (golden.entity) {
      case 'company':
        this.companies.set(golden.id, members)
        for (const record of members) this.addCompanyRecord(record, golden.id)
        break
      case 'contact':
        this.addJobs(golden.id, members, ledger)
        for (const { target } of points) push(this.contactsAt, target, golden.id)
        if (points.length > 0) this.values.set(golden.id, golden.values)
        break
      case 'person':
        if (mayTell(golden)) this.customers.push(golden.id)
        this.addCustomer(golden, points, forms)
    }
  }

  /** Stages the relations that hang on all golden records of an entity, once they have all been taken in. */
  finish(entity: Golden['entity'], ledger: Ledger): void {
    if (entity === 'company') this.finishCompanies(ledger)
    if (entity === 'person') {
      this.finishPlaces()
      this.finishHouseholds(ledger)
      this.finishSamePerson(ledger)
    }
  }

  private addJobs(id: GoldenId, members: readonly StandardRecord[], ledger: Ledger): void {
    const { current, former } = jobsOf(id, members, (record) => this.companyOf.get(record), this.rules.roles, ledger)
    this.put(WORKS_AT, current, ledger)
    for (const row of former) this.graph.tell('relation', WAS_WORKS_AT, row)
    if (former.length > 0) this.contacts.push(id)
  }

  private addCompanyRecord(record: StandardRecord, golden: GoldenId): void {
    this.companyOf.set(record.id, golden)
    const name = nameReferenceOf(record, 'name')
    if (name === undefined) return
    const known = this.named.get(name)
    if (!known) this.named.set(name, { record: record.id, golden, several: false })
    else {
      known.several ||= known.golden !== golden
      if (compareIds(record.id, known.record) < 0) known.record = record.id
    }
  }

  private addCustomer(golden: Golden, points: readonly Point[], forms: readonly ShownForm[]): void {
    const { id, values, members, addresses } = golden
    if (points.some(({ target }) => this.contactsAt.has(target))) {
      this.sharing.set(id, [...points])
      this.values.set(id, values)
    }
    const [best] = addresses
    const form = forms.find(({ address }) => address === best?.key)
    if (!best || !form || best.to !== undefined) return
    push(
      this.residents,
      form.key,
      residentOf({
        key: form.key,
        golden: id,
        familyName: [values.familyName ?? []].flat()[0],
        formerNames: [values.formerNames ?? []].flat(),
        from: best.from,
        unit: form.shown.unit,
        born: [values.birthDate ?? []].flat()[0],
        record: members[0],
        points: points.map(({ target }) => target),
      }),
    )
  }

  private finishCompanies(ledger: Ledger): void {
    const { hierarchy } = this.rules
    const recordOfName = (name: string) => {
      const found = this.named.get(name)
      return found && !found.several ? found.record : undefined
    }
    const today = dayOf(ledger.context.now())
    const places = [...this.companies].map(([id, members]) =>
      placeUnder(
        id,
        claimsOf(members, recordOfName, hierarchy, this.kinds),
        (record) => this.companyOf.get(record),
        today,
      ),
    )
    const { kept, refused } = breakCycles(places.flatMap(({ current }) => current ?? []))
    this.put(SUBSIDIARY_OF, kept.map(parentRow), ledger)
    this.put(REFUSED_PARENT, refused.map(parentRow), ledger)
    for (const edge of places.flatMap(({ former }) => former))
      this.graph.tell('relation', WAS_SUBSIDIARY_OF, formerParentRow(edge))
    this.companies.clear()
  }

  /** Stages which addresses are one place, once all golden records have been taken in. */
  finishPlaces(): void {
    for (const [form, place] of this.places.finish()) {
      const people = this.residents.get(form) ?? []
      this.residents.delete(form)
      for (const resident of people) push(this.residents, place, { ...resident, addressKey: place })
    }
  }

  private finishHouseholds(ledger: Ledger): void {
    for (const [key, people] of this.residents) {
      if (people.length < 2) continue
      const plan = planAddress(key, [], households(people, this.rules.household), ledger)
      noteHouseholds([plan], ledger)
      const { put } = plan
      if (put.length === 0) continue
      const from = new Map(people.map((resident) => [resident.golden, resident.from]))
      for (const household of put) this.graph.tell('household', household, from)
    }
    this.residents.clear()
  }

  private finishSamePerson(ledger: Ledger): void {
    const wanted = [...this.sharing].flatMap(([id, points]) => {
      const telling = points.filter(({ target }) => (this.sharers.get(target) ?? 0) <= MOST_SHARERS)
      const contacts = new Set(telling.flatMap(({ target }) => this.contactsAt.get(target) ?? []))
      return samePeople(id, [...contacts], this.values, this.rules.samePerson)
    })
    this.put(SAME_PERSON, wanted, ledger)
  }

  private put({ type, ...told }: RelationType, rows: readonly GoldenRelation[], ledger: Ledger): void {
    const { fresh } = diffRelations([], rows, told, ledger)
    for (const row of fresh) this.graph.tell('relation', type, row)
  }
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}
