import type { z } from 'zod'
import type { AddressCheck, AddressQuestion } from '../../model/addresses/address-check.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import type { StandardRecord } from '../../model/record.ts'

/** A breach: the field it is about and what is wrong, in words that name the field as people call it. */
type Breach = { readonly field: string; readonly message: string; readonly missing?: true }

export type CheckContext = {
  readonly entity: EntityName
  /** `yyyy-MM-dd`, given from outside, so that a check is a pure function. */
  readonly today: string
  /** What tables say of an address. */
  readonly verify: (question: AddressQuestion) => AddressCheck
}

type Functions<Rule> = {
  /** Fields that a rule of this kind names. */
  readonly fields: (rule: Rule) => readonly string[]
  /** What it finds wrong with a record. */
  readonly find: (record: StandardRecord, rule: Rule, context: CheckContext) => readonly Breach[]
}

/** One kind of check: its rule shape and functions over rules that this shape has parsed. */
export type CheckKind<Shape extends z.ZodType> = { readonly rule: Shape } & Functions<unknown>

/** Ties the rule's type to the functions that read it; the registry then calls them by `use` alone. */
export function check<Shape extends z.ZodType>(
  kind: { readonly rule: Shape } & Functions<z.infer<Shape>>,
): CheckKind<Shape> {
  return {
    rule: kind.rule,
    fields: (rule) => kind.fields(rule as z.infer<Shape>),
    find: (record, rule, context) => kind.find(record, rule as z.infer<Shape>, context),
  }
}
