import type { AddressInput } from '../model/record.ts'
import { cardToken, isCardNumber } from './card-token.ts'
import type { MappingPlan, Step } from './compile-mapping.ts'
import type { Row } from './readers.ts'

/** Cells of a row sorted by where they go. */
export type Collected = {
  readonly fields: Record<string, string[]>
  /** Addresses by group; the unnamed group is ''. */
  readonly addresses: Map<string, AddressInput>
  /** Columns whose cell was a payment card number, with the token that stands for it. */
  readonly tokens: Map<string, string>
}

/** Sorts the cells of a row by the steps of a plan. Empty cells are absent; everything else stays verbatim. */
export function collect(row: Row, plan: MappingPlan): Collected {
  const into: Collected = { fields: {}, addresses: new Map(), tokens: new Map() }
  for (const step of plan.steps) put(into, step, step.column, row[step.column], '')
  for (const step of plan.patterns) {
    for (const column of Object.keys(row)) {
      const found = step.pattern?.exec(column)
      if (found) put(into, step, column, row[column], found.slice(1).join('.'))
    }
  }
  for (const { from, with: between, step } of plan.joins) {
    const parts = from.map((column) => (row[column] ?? '').trim()).filter((part) => part !== '')
    put(into, step, from.join('+'), parts.join(between), '')
  }
  for (const [to, value] of plan.constants) into.fields[to] ??= [value]
  return into
}

function put(into: Collected, step: Step, column: string, cell: string | undefined, star: string): void {
  if (cell === undefined || cell.trim() === '') return
  const mapped = step.map ? (step.map[cell] ?? step.map[cell.trim()] ?? cell) : cell
  if (step.map && mapped.trim() === '') return
  if (step.address) {
    const group = step.address.group + star
    const address = into.addresses.get(group) ?? {}
    address[step.address.part] ??= mapped
    into.addresses.set(group, address)
    return
  }
  let value = mapped
  if (step.to.startsWith('identifier.') && isCardNumber(mapped)) {
    value = cardToken(mapped)
    into.tokens.set(column, value)
  }
  const values = into.fields[step.to]
  if (!values) into.fields[step.to] = [value]
  else if (!values.includes(value)) values.push(value)
}
