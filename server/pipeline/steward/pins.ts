import { ownActor } from '../../model/change.ts'
import { ENTITIES, type EntityName, fieldDef } from '../../model/entities/registry.ts'
import type { Golden } from '../../model/golden.ts'
import { compareIds, type GoldenId, type RecordId, SourceName } from '../../model/ids.ts'
import type { Pin } from '../../model/pin.ts'
import { fail } from '../../model/problem.ts'
import type { Claim, StandardRecord } from '../../model/record.ts'
import type { PinOutcome } from '../../model/service-views.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { goldensById, goldensOfRecords } from '../../store/write/goldens.ts'
import { duePins, endPins, findPin, putPin } from '../../store/write/pins.ts'
import { lockRecords, recordStates, standardRecords } from '../../store/write/records.ts'
import { openLedger } from '../feed/ledger.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

export type PinInput = {
  golden: GoldenId
  /** Property of the golden record or name of the field; `address` for the whole of it. */
  attribute: string
  /** A value of the steward's own. Absent: what `record` says, now and later. */
  value?: string | undefined
  /** The member to keep the pin on; needed where there is no value. */
  record?: RecordId | undefined
  reason: string
  until?: string | undefined
}

/** Pins that one sweep ends together, with the golden records they were on. */
const SWEEP = 500

/**
 * Pins a value. A pin of the same attribute on any record of the golden record ends with it: the later word counts.
 * @throws ProblemError `golden.not-found`, or `request.invalid` for an attribute, record, value or time that will not do.
 */
export async function pinValue(
  store: Store,
  input: PinInput,
  rules: RulesInForce,
  context: RunContext,
): Promise<PinOutcome> {
  return store.write(async (tx) => {
    const at = context.now().toISOString()
    if (input.until !== undefined && Date.parse(input.until) <= Date.parse(at))
      fail('request.invalid', 'until lies in the past', { field: 'until' })
    const golden =
      (await goldensById(tx, [input.golden]))[0] ??
      fail('golden.not-found', `there is no golden record ${input.golden}`)
    const engine = await rules.engine(tx)
    const members = await standardRecords.run(tx, { ids: golden.members })
    const { attribute, field } = pinnable(
      golden.entity,
      input.attribute,
      members.map((row) => row.standard),
      engine,
    )
    const record = anchorOf(golden, attribute, input)
    const standard =
      members.find((row) => row.id === record)?.standard ??
      fail('request.invalid', `${record} is not a record of ${golden.id}`, { field: 'record' })
    const claim = input.value === undefined ? undefined : cleaned(standard, field, input.value, engine)
    if (!claim && !states(standard, field))
      fail('request.invalid', `${record} says nothing of ${attribute} that could stand`, { record, field: attribute })
    const pin: Pin = {
      id: context.mint('pin'),
      record,
      attribute,
      field,
      ...(claim ? { value: claim.value, folded: claim.folded } : {}),
      by: context.actor.user ?? context.actor.key,
      reason: input.reason,
      at,
      ...(input.until === undefined ? {} : { until: new Date(input.until).toISOString() }),
    }
    const before = members.flatMap((row) => row.pins).filter((each) => each.field === field)
    const touched = [...new Set([record, ...before.map((each) => each.record)])].sort(compareIds)
    await lockRecords.run(tx, { rows: touched.map((id) => ({ id, create: false })) })
    await endPins.run(tx, { rows: before.map(({ id }) => ({ id, at, by: pin.id })) })
    await putPin(tx, pin)
    return { pin, goldens: await touch(tx, touched, engine, context) }
  })
}

/** Ends a pin. @throws ProblemError `pin.not-found` where there is none that stands. */
export async function endPin(
  store: Store,
  id: string,
  rules: RulesInForce,
  context: RunContext,
): Promise<{ goldens: string[] }> {
  return store.write(async (tx) => {
    const pin = await findPin(tx, id)
    if (!pin || pin.endedAt !== undefined) return fail('pin.not-found', `there is no pin ${id} that stands`)
    const by = context.actor.user ?? context.actor.key
    const at = context.now().toISOString()
    return { goldens: await endAll(tx, [pin], () => ({ at, by }), await rules.engine(tx), context) }
  })
}

/** Ends the pins whose time is up: each at its own instant, however late that is noticed. @returns how many. */
export async function sweepPins(store: Store, rules: RulesInForce, context: RunContext): Promise<number> {
  for (let ended = 0; ; ) {
    const batch = await store.write(async (tx) => {
      const due = await duePins(tx, context.now().toISOString(), SWEEP)
      if (due.length === 0) return 0
      await endAll(
        tx,
        due,
        (pin) => ({ at: pin.until ?? pin.at, by: ownActor('expiry').key }),
        await rules.engine(tx),
        context,
      )
      return due.length
    })
    ended += batch
    if (batch < SWEEP) return ended
  }
}

async function endAll(
  tx: Tx,
  pins: readonly Pin[],
  how: (pin: Pin) => { at: string; by: string },
  engine: Engine,
  context: RunContext,
): Promise<string[]> {
  const ids = [...new Set(pins.map((pin) => pin.record))].sort(compareIds)
  await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: false })) })
  await endPins.run(tx, { rows: pins.map((pin) => ({ id: pin.id, ...how(pin) })) })
  return touch(tx, ids, engine, context)
}

/** Works the golden records of the given records out again. @returns their ids. */
async function touch(tx: Tx, ids: readonly RecordId[], engine: Engine, context: RunContext): Promise<string[]> {
  const live = (await recordStates.run(tx, { ids })).filter(({ deleted }) => !deleted)
  const batches = ENTITIES.map(({ name }) => ({
    entity: name,
    put: [],
    remove: [],
    touch: live.filter(({ entity }) => entity === name).map(({ id }) => id),
  }))
  await transact(tx, batches, engine, openLedger(context))
  return [...new Set((await goldensOfRecords.run(tx, { ids })).map((row) => row.golden))].sort(compareIds)
}

/** The field behind an attribute, given by either name. */
function pinnable(
  entity: EntityName,
  name: string,
  members: readonly StandardRecord[],
  engine: Engine,
): { attribute: string; field: string } {
  if (name === 'address') return { attribute: name, field: name }
  const own = [name, ...fieldsOf(entity), ...members.flatMap((record) => Object.keys(record.values))]
  // A custom field that nobody has stated yet is known only by the name of its property.
  const guessed = /^(identifier|consent|terms|custom)_(.+)$/.exec(name)
  const fields = guessed ? [...own, `${guessed[1]}.${guessed[2]}`] : own
  const field = fields.find((each) =>
    each === name ? fieldDef(entity, each) : fieldDef(entity, each)?.property === name,
  )
  const property = field === undefined ? undefined : fieldDef(entity, field)?.property
  const omitted = field !== undefined && engine.entities[entity].rules.survive.attributes[field]?.omit === true
  if (field === undefined || property === undefined || omitted)
    return fail('request.invalid', `"${name}" is no attribute of a ${entity} that can be pinned`, {
      field: 'attribute',
    })
  return { attribute: property, field }
}

function fieldsOf(entity: EntityName): string[] {
  return ENTITIES.flatMap(({ name, fields }) => (name === entity ? fields.map((field) => field.name) : []))
}

/** Where a pin is kept: on the record that was named, else on the one whose value it replaces. */
function anchorOf({ members, winners }: Golden, attribute: string, { record, value }: PinInput): RecordId {
  if (record !== undefined) return record
  if (value === undefined) return fail('request.invalid', 'a pin takes a value, a record or both', { field: 'value' })
  const standing = winners.find((winner) => winner.attribute === attribute)?.record
  return standing ?? members[0] ?? fail('golden.not-found', 'the golden record has no records')
}

/** The steward's value, cleaned as if the record had stated it. */
function cleaned({ source, entity, customKinds }: StandardRecord, field: string, value: string, engine: Engine): Claim {
  if (field === 'address')
    return fail('request.invalid', 'an address is pinned by the record that states it', { field: 'value' })
  const standard = engine.standardise({
    source: SourceName.parse(source),
    sourceId: 'pin',
    entity,
    fields: { [field]: [value] },
    addresses: [],
    ...(customKinds ? { customKinds } : {}),
  })
  const claim = (standard.values[field] ?? []).find(({ folded }) => folded !== '')
  return claim ?? fail('request.invalid', `"${value}" is no usable value of ${field}`, { field: 'value' })
}

function states(standard: StandardRecord, field: string): boolean {
  if (field === 'address') return standard.addresses.length > 0
  return (standard.values[field] ?? []).some(({ folded }) => folded !== '')
}
