import type { z } from 'zod'
import type { StandardRecord } from '../../model/record.ts'
import type { LineRule } from './line-rule.ts'

/**
 * Levels of the lines of one pair, written in place. A level is an index into the line's list; -1 says that a value is
 * missing. `rarity` is log2 of the share of records that carry the value both agree on; 0 where nothing rare is shared.
 */
export type Outcome = { readonly level: Int8Array; readonly rarity: Float64Array }

/** What a comparator may ask while it prepares a record. */
export type Tools = {
  /** Log2 of the share of records with this value, by the frozen table; unseen values get the table's floor. */
  rarity(table: string, value: string): number
}

/** Identity of things around a record, known only to the graph. */
export type ScoreContext = { company?: string | undefined }

/** A comparator with its rule and tools bound. Features are its own business. */
export type Comparing<F> = {
  /**
   * Everything it needs of a record, as one text (see `packed`). Undefined: the record says nothing, every line is null. It depends
   * on the rule but on no frequency, so that a million records are read once and kept as numbers of their texts.
   */
  read(record: StandardRecord, context: ScoreContext): string | undefined
  /** Makes a text ready to be compared many times. */
  prepare(text: string): F
  /** Whether a text says nothing that another does not say. Absent: told by the values that are packed in both. */
  within?(text: string, other: string): boolean
  /** Writes level and rarity of each of its lines from index `at`. Symmetric. Both are reset to -1 and 0 before. */
  compare(a: F, b: F, out: Outcome, at: number): void
  /** Absent: texts are always compared. */
  readonly coded?: Coded
  /** What was compared, in words, for one of its lines. */
  because(a: F, b: F, line: number): string
  /** Values of a text by frequency table, for training. */
  counted?(text: string, count: (table: string, value: string) => void): void
}

/**
 * A comparison on numbers instead of texts, for batches: what it tells is what `compare` tells. A row of numbers is read
 * in one trip to memory, where the values behind it lie about everywhere.
 */
export type Coded = {
  /** Numbers a text takes. */
  readonly width: number
  /**
   * Costs more than all others together: made last, and only for pairs that may still be links. Of each line the levels that
   * it may come to (missing always may), for pairs of which `holds` says so.
   */
  readonly late?: {
    readonly levels: readonly (readonly number[])[]
    holds(cells: Int32Array, a: number, b: number): boolean
  }
  /**
   * Writes a text's numbers from `at` on. The first stays 0 where the text itself has to be compared, because it holds
   * several values, say. `numberOf` numbers words from 1 on; 0 is the empty one.
   */
  encode(text: string, cells: Int32Array, at: number, numberOf: (word: string) => number): void
  /** @param words those that `encode` numbered @param texts the texts themselves, whose numbers stand before their own */
  reader(words: Words, texts: Words): CodedCompare
}

/** Words by the numbers that encoding gave them, from 1 to `size`. */
export type Words = { readonly size: number; of(number: number): string }

/**
 * Writes levels as `compare` does, and rarities where the rule asks for them. False: the texts have to be compared, and
 * nothing was written. @param a place of the one text's numbers; none of them is 0
 */
export type CodedCompare = (cells: Int32Array, a: number, b: number, out: Outcome, at: number) => boolean

/** A plug-in: rule shape, its lines with their levels from best to worst, and how to bind it. */
export type Comparator<R extends z.ZodType = z.ZodType> = {
  readonly use: string
  readonly rule: R
  readonly lines: Readonly<Record<string, readonly string[]>>
  bind(rule: z.output<R>, tools: Tools): Comparing<unknown>
}

/** Declares a comparator. The features' type is private to it: the scorer only ever hands back what `prepare` made. */
export function comparator<R extends z.ZodType, F>(spec: {
  use: string
  rule: R
  lines: Readonly<Record<string, readonly string[]>>
  bind(rule: z.output<R>, tools: Tools): Comparing<F>
}): Comparator<R> {
  return { ...spec, bind: (rule, tools) => spec.bind(rule, tools) as Comparing<unknown> }
}

/** Of each level of a line, best first: whether the rule lets the rarity of what is shared move its bits. */
export function asksRarity(levels: readonly string[], { levels: rules }: LineRule): boolean[] {
  return levels.map((level) => (rules[level]?.rarity ?? 0) !== 0)
}

/** Divides what no value holds: standardise leaves no control characters. */
const [VALUE, GROUP] = ['\u001f', '\u001e']

/** Groups of values as one text. */
export function packed(...groups: readonly (readonly string[])[]): string {
  return groups.map((values) => values.join(VALUE)).join(GROUP)
}

/** The groups of a packed text; a group without values comes back empty. */
export function unpacked(text: string): string[][] {
  return text.split(GROUP).map((values) => (values === '' ? [] : values.split(VALUE)))
}

/**
 * Whether one packed text says nothing that another does not say: each of its values stands in the same group of the
 * other, or each of its groups is one of the other's.
 */
export function isWithin(text: string, other: string): boolean {
  if (text === other) return true
  const [own, others] = [unpacked(text), unpacked(other)]
  if (
    own.length === others.length &&
    own.every((group, g) => group.every((one) => one === '' || others[g]?.includes(one)))
  )
    return true
  const whole = new Set(other.split(GROUP))
  return text.split(GROUP).every((group) => whole.has(group))
}

/** Packs one group of values; undefined when there are none. */
export function packedValues(values: readonly string[]): string | undefined {
  return values.length > 0 ? packed(values) : undefined
}

/** The values of a text that holds one group. */
export function valuesOf(text: string): string[] {
  return text.split(VALUE)
}

/** Folded usable values of several fields of a record, without repeats. */
export function foldedValues(record: StandardRecord, fields: readonly string[]): string[] {
  const values: string[] = []
  for (const field of fields) {
    for (const claim of record.values[field] ?? []) {
      if (claim.folded !== '' && !values.includes(claim.folded)) values.push(claim.folded)
    }
  }
  return values
}
