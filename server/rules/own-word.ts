import { groupBy } from '../collections/group-by.ts'
import type { RecordInput, StandardRecord } from '../model/record.ts'
import { isSpent, type Mark, succeedingMark } from '../model/sync/mark.ts'
import { compareVersions } from '../model/versions/value-times.ts'
import { type Reading, readingOf } from './reading.ts'
import { isCut, isCutPlace } from './spelling.ts'

/** A record as it is stored, and what is on its way into its system without an answer yet. */
export type Written = { readonly input: RecordInput; readonly sent: readonly Mark[] }

/** What a source says of its own, of a record in which Kith wrote. */
export type OwnWord = {
  readonly input: RecordInput
  /** Fields that somebody there wrote over what Kith wrote. */
  readonly anew: readonly string[]
  /** Nobody there said anything: all of it is what was known, or what Kith wrote. */
  readonly isEcho: boolean
}

/**
 * Takes what Kith wrote out of an arriving record: in its place comes the source's own last word, and the mark stays. Where
 * somebody there wrote something else over it, the mark ends; of a group, all of it.
 * @param isCurrent the system was asked just now: what is not there any more was taken away
 */
export function ownWord(
  arriving: RecordInput,
  { input: before, sent }: Written,
  standardise: (input: RecordInput) => StandardRecord,
  isCurrent: boolean,
): OwnWord {
  const marks: Mark[] = []
  const anew: string[] = []
  let own: Said = { fields: arriving.fields, addresses: arriving.addresses }
  const around = { arriving, before, reader: readingOf(arriving, standardise), isCurrent }
  for (const known of byAttribute(before.written ?? [], sent)) {
    const standing = known.find((mark) => !sent.includes(mark))
    const isOver = standing !== undefined && isSpent(standing)
    // Taking back proves nothing where what it took back ended otherwise.
    const telling = known.filter((mark) => (mark === standing ? !isOver : standing !== undefined || !isSpent(mark)))
    const held = telling.flatMap((mark) => withoutMark(own, mark, around, sent.includes(mark)) ?? [])[0]
    const next = held
      ? { own: held.said, mark: succeedingMark(held.mark, standing) }
      : standing && (isOver ? ofSpent : ofStanding)(own, standing, around)
    if (next?.mark) marks.push(next.mark)
    else if (standing && !isOver) anew.push(...fieldsOf(standing))
    own = next?.own ?? own
  }
  const { written: _were, ...rest } = arriving
  const input = { ...rest, ...own, ...(marks.length > 0 ? { written: marks } : {}) }
  const isEcho = anew.length === 0 && marks.length > 0 && canonical(input) === canonical(before)
  return { input: isEcho ? asOf(input, before) : input, anew, isEcho }
}

type Around = { arriving: RecordInput; before: RecordInput; reader: Reading; isCurrent: boolean }
/** What a state says of an attribute of its own, and the mark that is left. */
type Heed = { own: Said; mark?: Mark }

/** A state that does not show what Kith wrote last: one from before the write leaves the mark, any other ends it. */
function ofStanding(own: Said, mark: Mark, around: Around): Heed {
  const { arriving, before, reader, isCurrent } = around
  if (isBefore(own, mark, around)) {
    // What it took the place of is known as it was spelled then.
    if (!isOlder(arriving, mark)) return { own: asKnown(own, before, mark), mark }
    // One that is known is with what Kith wrote there before this write.
    return isKnown(arriving, before, mark)
      ? { own: asKnown(own, before, mark), mark }
      : { own, mark: withOwn(mark, own, before, reader) }
  }
  if (!isCurrent && isEarlier(own, mark, around)) return { own: asKnown(own, before, mark), mark }
  return { own }
}

/** What Kith wrote was taken back: a state that shows it still is a late one; what its source says after that is its word like any other. */
function ofSpent(own: Said, mark: Mark, around: Around): Heed {
  const { arriving, before, reader, isCurrent } = around
  if (!isCurrent && isEarlier(own, mark, around)) return { own: asKnown(own, before, mark), mark }
  return compareVersions(arriving, mark) <= 0 || saysOwn(own, mark, reader) ? { own, mark } : { own }
}

const never = () => false
type Said = Pick<RecordInput, 'fields' | 'addresses'>

/** Marks on an attribute, what was sent last first. */
function byAttribute(standing: readonly Mark[], sent: readonly Mark[]): Iterable<Mark[]> {
  return groupBy([...sent, ...standing], ({ attribute }) => attribute).values()
}

/**
 * What is said without what was written, where all of that still stands, and the mark; undefined where it does not. What was sent
 * without an answer may have been cut there: nobody said yet how it is stored.
 */
function withoutMark(said: Said, mark: Mark, around: Around, isSent: boolean): { said: Said; mark: Mark } | undefined {
  const { before, reader } = around
  const fields = { ...said.fields }
  const displaced = { ...mark.fields }
  for (const [field, { stored, own }] of Object.entries(mark.fields)) {
    const same = (a: string, b: string) => reader.same(field, a, b)
    const list = said.fields[field] ?? []
    if (stored.length === 0 && !isEmptied(list, before.fields[field] ?? [], own, same)) return undefined
    const found = exchange(list, stored, own, same, isSent ? isCut : never)
    if (!found) return undefined
    if (found.left.length > 0) fields[field] = found.left
    else delete fields[field]
    if (found.isCut) displaced[field] = { stored: found.taken, own, asked: stored }
  }
  if (!mark.address) return { said: { fields, addresses: said.addresses }, mark: { ...mark, fields: displaced } }
  const { stored, own } = mark.address
  const [writing, spoken] = [stored ? [stored] : [], own ? [own] : []]
  if (!stored && !isEmptied(said.addresses, before.addresses, spoken, reader.samePlace)) return undefined
  const found = exchange(said.addresses, writing, spoken, reader.samePlace, isSent ? isCutPlace : never)
  if (!found) return undefined
  const address = found.isCut ? { stored: found.taken[0] ?? null, own, asked: stored } : mark.address
  return { said: { fields, addresses: found.left }, mark: { ...mark, fields: displaced, address } }
}

/**
 * Whether a list shows that something was emptied: what it has is known, and is not what the source had said there itself, which is still
 * its word. Whatever else is there was not taken away, or was said since.
 */
function isEmptied<T>(
  list: readonly T[],
  known: readonly T[],
  own: readonly T[],
  same: (a: T, b: T) => boolean,
): boolean {
  const isIn = (all: readonly T[], one: T) => all.some((each) => same(one, each))
  return own.every((one) => isIn(known, one)) && list.every((one) => isIn(known, one) && !isIn(own, one))
}

/** A list with `own` in the place of `stored`; undefined where that is not in it. */
function exchange<T>(
  list: readonly T[],
  stored: readonly T[],
  own: readonly T[],
  same: (a: T, b: T) => boolean,
  cut: (a: T, b: T) => boolean,
): { left: T[]; taken: T[]; isCut: boolean } | undefined {
  const left = [...list]
  const taken: T[] = []
  let place = left.length
  let isCut = false
  const isOwn = (one: T) => own.some((each) => same(one, each))
  for (const each of stored) {
    const whole = left.findIndex((one) => same(one, each))
    const at = whole >= 0 ? whole : left.findIndex((one) => cut(one, each) && !isOwn(one))
    if (at < 0) return undefined
    isCut ||= whole < 0
    taken.push(...left.splice(at, 1))
    place = Math.min(place, at)
  }
  left.splice(place, 0, ...own.filter((each) => !left.some((one) => same(one, each))))
  return { left, taken, isCut }
}

/** Whether an arriving state is one from before the write: by its time, or since nothing says that it is newer. */
function isBefore(said: Said, mark: Mark, { arriving, before, reader, isCurrent }: Around): boolean {
  if (isCurrent) return false
  if (isOlder(arriving, mark)) return true
  return compareVersions(arriving, before) <= 0 && saysOwn(said, mark, reader)
}

function isKnown(arriving: RecordInput, before: RecordInput, { over }: Mark): boolean {
  return compareVersions(arriving, before) === 0 || (over !== undefined && compareVersions(arriving, over) <= 0)
}

/** Whether a state that is no newer than the write shows what Kith wrote there before it. */
function isEarlier(said: Said, mark: Mark, around: Around): boolean {
  if (compareVersions(around.arriving, mark) > 0) return false
  return (mark.earlier ?? []).some(({ fields: was, address }) => {
    const fields = Object.entries(mark.fields).map(([field, { own }]) => [field, { stored: was[field] ?? [], own }])
    const place = mark.address ? { address: { stored: address ?? null, own: mark.address.own } } : {}
    return withoutMark(said, { ...mark, fields: Object.fromEntries(fields), ...place }, around, false) !== undefined
  })
}

function isOlder(arriving: RecordInput, mark: Mark): boolean {
  return compareVersions(arriving, mark) < 0
}

/** Whether what is said in the place of a mark is what the mark took the place of. */
function saysOwn(said: Said, mark: Mark, reader: Reading): boolean {
  const fields = Object.entries(mark.fields).every(([field, { own }]) => {
    const list = said.fields[field] ?? []
    return own.length === 0 ? list.length === 0 : own.every((each) => list.some((one) => reader.same(field, one, each)))
  })
  const { address } = mark
  if (!fields || !address) return fields
  const { own } = address
  return own ? said.addresses.some((one) => reader.samePlace(one, own)) : said.addresses.length === 0
}

/** A mark over what its source said last, which is told only after it was written over: whatever is new beside the rest. */
function withOwn(mark: Mark, { fields, addresses }: Said, before: RecordInput, reader: Reading): Mark {
  const fresh = <T>(now: readonly T[], were: readonly T[], own: readonly T[], same: (a: T, b: T) => boolean) => {
    const others = were.filter((one) => !own.some((each) => same(one, each)))
    return now.filter((one) => !others.some((other) => same(one, other)))
  }
  const displaced = Object.entries(mark.fields).map(([field, { own, ...written }]) => {
    const same = (a: string, b: string) => reader.same(field, a, b)
    return [field, { ...written, own: fresh(fields[field] ?? [], before.fields[field] ?? [], own, same) }] as const
  })
  if (!mark.address) return { ...mark, fields: Object.fromEntries(displaced) }
  const { own, ...written } = mark.address
  const [place = null] = fresh(addresses, before.addresses, own ? [own] : [], reader.samePlace)
  return { ...mark, fields: Object.fromEntries(displaced), address: { ...written, own: place } }
}

function asKnown({ fields, addresses }: Said, before: RecordInput, mark: Mark): Said {
  const known = Object.keys(mark.fields).map((field) => [field, before.fields[field] ?? []] as const)
  const said = Object.entries({ ...fields, ...Object.fromEntries(known) }).filter(([, list]) => list.length > 0)
  return { fields: Object.fromEntries(said), addresses: mark.address ? before.addresses : addresses }
}

function fieldsOf({ fields, address }: Mark): string[] {
  return [...Object.keys(fields), ...(address ? ['address'] : [])]
}

function canonical({ fields, addresses, customKinds, channel }: RecordInput): string {
  return JSON.stringify([Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)), addresses, customKinds, channel])
}

/** An echo speaks as of the time of what its source said last: what Kith wrote there made it no younger. */
function asOf(echo: RecordInput, { createdAt, updatedAt, version }: RecordInput): RecordInput {
  const { createdAt: _made, updatedAt: _said, version: _version, ...rest } = echo
  return {
    ...rest,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(version === undefined ? {} : { version }),
  }
}
