import { type BlockRules, keyCap, keyNear } from '../../../block/block-rules.ts'
import { groupBy } from '../../../collections/group-by.ts'
import { Uint32Column } from '../../../match/shared-numbers.ts'
import { TextTable, textReader } from '../../../match/text-table.ts'
import { entityDef } from '../../../model/entities/registry.ts'
import type { Link } from '../../../model/evidence.ts'
import type { Golden } from '../../../model/golden.ts'
import { customersOf, type GoldenId, type HouseholdId, type RecordId } from '../../../model/ids.ts'
import type { HouseholdDraft } from '../../../model/relation.ts'
import type { Prepared } from '../../../rules/prepare.ts'
import type { ImportFiles, ImportProperties, ImportSet } from '../../../store/graph/import-files.ts'
import { writtenBy } from '../../../store/write/address-words.ts'
import type { ChangeRow } from '../../../store/write/changes.ts'
import type { OrderRow } from '../../../store/write/orders.ts'
import type { VersionRow } from '../../../store/write/records.ts'
import type { AddressedGolden } from '../../relate/address-rows.ts'
import type { Point } from '../../resolve/contact-points.ts'
import { goldenRow, recordProperties } from '../../resolve/nodes.ts'
import type { RunContext } from '../../run/context.ts'
import { StagedAddresses, type StagedForm, type StatedForms } from './staged-addresses.ts'

/**
 * A graph in the making: does to import files what the write queries of cypher/ do to the graph. A node that they MERGE is
 * written when it is first named; a record may be named by a link before it is written.
 */
export class StagedGraph {
  private readonly files: ImportFiles
  private readonly records = new Map<RecordId, number>()
  private readonly goldens = new Map<GoldenId, number>()
  private readonly addresses: StagedAddresses
  private readonly points = new Map<string, number>()
  private readonly cleanAddresses = new Map<string, number>()
  /** There are more block keys than a `Map` takes; the two lists are by a key's number in the table. */
  private keys = new TextTable()
  private keyNumbers = new Uint32Column()
  private keyCounts = new Uint32Column()

  constructor(files: ImportFiles) {
    this.files = files
    this.addresses = new StagedAddresses(files, (id) => this.goldenAt(id))
  }

  record(
    prepared: Prepared,
    { actor, ...dated }: { actor: RunContext['actor']; since: number; sinceAt: string; seq: number; run: string },
    standings: readonly (string | null)[],
  ): void {
    const number = this.numberOf(prepared.id)
    this.files.node('SourceRecord', { ...recordProperties(prepared, dated.sinceAt, { actor }), ...dated }, number)
    for (const { key, country, complete } of writtenBy(prepared.standard.addresses)) {
      const clean = known(this.cleanAddresses, key, () => this.files.node('CleanAddress', { key }))
      this.files.relationship('WRITES', number, clean, { country, complete })
    }
    for (const [i, key] of prepared.keys.entries()) {
      const place = this.keys.add(key)
      if (place === this.keyCounts.length) {
        this.keyCounts.push(0)
        this.keyNumbers.push(this.files.number())
      }
      this.keyCounts.values[place] = (this.keyCounts.values[place] ?? 0) + 1
      const at = standings[i] ?? null
      this.files.relationship('HAS_KEY', number, this.keyNumbers.values[place] ?? 0, { at })
    }
  }

  /** Writes the keys of the records so far: their counts are known once all records of an entity are there. */
  blockKeys(rules: BlockRules): void {
    const textOf = textReader(this.keys.texts())
    for (let place = 0; place < this.keys.size; place++) {
      const key = textOf(place)
      const count = this.keyCounts.values[place]
      this.files.node(
        'BlockKey',
        { key, count, cap: keyCap(rules, key), near: keyNear(rules, key) },
        this.keyNumbers.values[place],
      )
    }
    this.keys = new TextTable()
    this.keyNumbers = new Uint32Column()
    this.keyCounts = new Uint32Column()
  }

  version({ record, properties }: VersionRow, ended: { toSeq: number; toAt: string }): void {
    this.files.relationship('HAD', this.numberOf(record), this.files.node('RecordVersion', { ...properties, ...ended }))
  }

  link(type: 'SAME_AS' | 'MAYBE_SAME', { low, high, ...properties }: Link & ImportProperties): void {
    this.files.relationship(type, this.numberOf(low), this.numberOf(high), properties)
  }

  /** A golden record with its members and winners, as the line of the feed at `seq` tells it. */
  golden(golden: Golden, seq: number): void {
    const labels = `Golden:${entityDef(golden.entity).label}`
    const number = this.files.node(labels, { ...goldenRow(golden).properties, seq, createdSeq: seq, since: seq })
    this.goldens.set(golden.id, number)
    for (const record of golden.members)
      this.files.relationship('MEMBER_OF', this.numberOf(record), number, { record, fromSeq: seq })
    for (const { record, attribute, rule } of golden.winners)
      this.files.relationship('WON', number, this.numberOf(record), { attribute, rule })
  }

  addressForm(form: StagedForm): void {
    this.addresses.form(form)
  }

  /** Where a golden record lives or lived; staged once the places are. */
  lives(golden: AddressedGolden, stated: StatedForms): void {
    this.addresses.lives(golden, stated)
  }

  places(moves: readonly (readonly [form: string, place: string])[]): void {
    this.addresses.settle(moves)
  }

  contactPoint({ id, target, kind, value }: Point): void {
    const number = known(this.points, target, () => this.files.node('ContactPoint', { key: target, kind, value }))
    this.files.relationship('REACHED_AT', this.goldenAt(id), number)
  }

  relation(
    type: string,
    { id, target, properties }: { id: string; target: string; properties: ImportProperties },
  ): void {
    this.files.relationship(type, this.goldenAt(id), this.goldenAt(target), properties)
  }

  household(household: HouseholdDraft & { id: HouseholdId }, from: ReadonlyMap<GoldenId, string | undefined>): void {
    const { id, name, reason, members, addressKey, head, headReason } = household
    const number = this.files.node('Household', { id, name, reason, size: members.length, head, headReason })
    this.files.relationship('AT', number, this.addresses.at(addressKey))
    for (const member of members)
      this.files.relationship('IN_HOUSEHOLD', this.goldenAt(member), number, { reason, from: from.get(member) })
  }

  change({ golden, seq, properties }: ChangeRow): void {
    this.files.relationship('OF', this.files.node('Change', { ...properties, seq }), this.goldenAt(golden))
  }

  /** @param since the instant from which on they are known. */
  orders(rows: readonly OrderRow[], since: string): void {
    const products = new Map<string, number>()
    for (const [id, lines] of groupBy(rows, (row) => row.id)) {
      // As often as a line states them, the last one's word stands.
      const { customerRef, ...stated } = lines.at(-1)?.properties ?? { customerRef: null }
      const amount = lines.reduce((sum, line) => sum + (line.amount ?? 0), 0)
      const order = this.files.node('Order', { ...stated, customerRef, id, amount, since })
      // Whom it does not say of which table is whoever alone has the id.
      const customers = customerRef === null ? [] : customersOf(customerRef).flatMap((id) => this.records.get(id) ?? [])
      const [customer] = customers
      if (customer !== undefined && customers.length === 1) this.files.relationship('PLACED', customer, order)
      for (const { product, productName, line, quantity, amount } of lines) {
        if (line === null) continue
        const number = known(products, product, () => this.node('Product', { key: product, name: productName }))
        this.files.relationship('CONTAINS', order, number, { line, quantity, amount })
      }
    }
  }

  /** A node that nothing else is about. */
  node(label: string, properties: ImportProperties): number {
    return this.files.node(label, properties)
  }

  close(): ImportSet {
    return this.files.close()
  }

  private numberOf(record: RecordId): number {
    return known(this.records, record, () => this.files.number())
  }

  private goldenAt(id: string): number {
    return found(this.goldens as ReadonlyMap<string, number>, id)
  }
}

/** What a key stands for, made when it is first named. */
function known<K, V>(all: Map<K, V>, key: K, make: () => V): V {
  const old = all.get(key)
  if (old !== undefined) return old
  const made = make()
  all.set(key, made)
  return made
}

function found(numbers: ReadonlyMap<string, number>, id: string): number {
  const number = numbers.get(id)
  if (number === undefined) throw new Error(`${id} is named before it is staged`)
  return number
}
