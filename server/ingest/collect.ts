import type { AddressInput } from '../model/record.ts'
import { cardToken, isCardNumber } from './card-token.ts'
import { isNullMark, unguarded } from './cells/read-cell.ts'
import type { MappingPlan, Step } from './compile-mapping.ts'
import type { Row } from './readers.ts'
import { addressTarget } from './source-mapping.ts'

/** Cells of a row sorted by where they go. */
export type Collected = {
  readonly fields: Record<string, string[]>
  /** Addresses by group; the unnamed group is ''. */
  readonly addresses: Map<string, AddressInput>
  /** Columns whose cell was a payment card number, with the token that stands for it. */
  readonly tokens: Map<string, string>
  /** Cells that fit nothing of what their column is for, by field. */
  readonly unread: Record<string, string>
}

/** Sorts the cells of a row by the steps of a plan. Empty cells are absent; everything else stays verbatim. */
export function collect(row: Row, plan: MappingPlan): Collected {
  const into: Collected = { fields: {}, addresses: new Map(), tokens: new Map(), unread: {} }
  const fed = new Set<string>()
  const unfit: Step[] = []
  const take = (step: Step, column: string, cell: string | undefined, star: string) => {
    if (cell === undefined) return
    const values = step.read(cell)
    if (!values) unfit.push(step)
    else if (values.length > 0) {
      put(into, step, column, values, star)
      if (plan.mayNotFit) fed.add(column)
    }
  }
  for (const step of plan.steps) take(step, step.column, row[step.column], '')
  for (const step of plan.patterns) {
    for (const column of Object.keys(row)) {
      const found = step.pattern?.exec(column)
      if (found) take(step, column, row[column], found.slice(1).join('.'))
    }
  }
  for (const { from, with: between, step } of plan.joins) {
    const cells = from.map((column) => unguarded(row[column] ?? '').trim())
    const parts = cells.filter((part) => part !== '' && !isNullMark(part))
    take(step, from.join('+'), parts.join(between), '')
  }
  // A cell that none of its targets takes is not lost without a word.
  for (const { to, column } of unfit) if (!fed.has(column)) into.unread[to] ??= row[column] ?? ''
  for (const [to, value] of plan.constants) fill(into, to, value)
  return into
}

/** A constant of addresses holds for those of its group, or for all; it makes none. */
function fill({ fields, addresses }: Collected, to: string, value: string): void {
  const target = addressTarget(to)
  if (!target) fields[to] ??= [value]
  else
    for (const [group, address] of addresses)
      if (target.group === '' || target.group === group) address[target.part] ??= value
}

function put(into: Collected, step: Step, column: string, read: readonly string[], star: string): void {
  if (step.address) {
    const group = step.address.group + star
    const address = into.addresses.get(group) ?? {}
    address[step.address.part] ??= read.join(', ')
    into.addresses.set(group, address)
    return
  }
  for (const text of read) {
    let value = text
    if (step.to.startsWith('identifier.') && isCardNumber(text)) {
      value = cardToken(text)
      into.tokens.set(column, value)
    }
    const values = into.fields[step.to]
    if (!values) into.fields[step.to] = [value]
    else if (!values.includes(value)) values.push(value)
  }
}
