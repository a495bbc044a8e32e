import { Kind, type ValueNode } from 'graphql'

/** Objects of an argument: how many, and how many deep in each other. Lists are no objects, what is in them counts. */
export type ArgumentSize = { nesting: number; conditions: number }

const NOTHING: ArgumentSize = { nesting: 0, conditions: 0 }

/** Of an argument as written; what variables stand for is measured by itself. */
export function sizeOfArgument(value: ValueNode): ArgumentSize {
  if (value.kind === Kind.LIST) return sum(value.values.map(sizeOfArgument))
  if (value.kind !== Kind.OBJECT) return NOTHING
  return within(sum(value.fields.map((field) => sizeOfArgument(field.value))))
}

/** Of the values that came for variables. */
export function sizeOfVariable(value: unknown): ArgumentSize {
  if (Array.isArray(value)) return sum(value.map(sizeOfVariable))
  if (typeof value !== 'object' || value === null) return NOTHING
  return within(sum(Object.values(value).map(sizeOfVariable)))
}

function sum(sizes: readonly ArgumentSize[]): ArgumentSize {
  return sizes.reduce(
    (all, each) => ({
      nesting: Math.max(all.nesting, each.nesting),
      conditions: all.conditions + each.conditions,
    }),
    NOTHING,
  )
}

function within({ nesting, conditions }: ArgumentSize): ArgumentSize {
  return { nesting: nesting + 1, conditions: conditions + 1 }
}
