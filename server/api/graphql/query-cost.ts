import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'
import { sizeOfArgument, sizeOfVariable } from './argument-size.ts'
import { LIST_MOST, LIST_USUAL } from './type-defs.ts'

/** What one query may ask for. A traversal of a group with its contacts and their records stays well below. */
const QUERY_LIMITS = {
  /** Fields inside fields; a connection adds two. */
  depth: 15,
  /** Fields all in all, fragments written out. */
  fields: 1_000,
  aliases: 50,
  /** Questions under `reports`, each of which may read the whole graph. */
  reports: 10,
  /** Nodes it might return: list lengths multiplied along the way. */
  nodes: 1_000_000,
  /** Objects within objects of one argument: four relations deep. Neo4j plans a condition twelve deep for minutes. */
  nesting: 10,
  /** Objects in arguments all in all. */
  conditions: 100,
} as const

type Cost = Record<keyof typeof QUERY_LIMITS, number>

const NOTHING: Cost = { depth: 0, fields: 0, aliases: 0, reports: 0, nodes: 0, nesting: 0, conditions: 0 }

/** Validation rule: refuses queries that nest, repeat or multiply beyond the limits, before anything is asked of the graph. */
export function limitCost(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const cost = operationCost(operation, context)
      for (const error of refusals(cost, operation)) context.reportError(error)
    },
  }
}

/** Why a query is refused for the values of its variables, which validation does not see. */
export function variablesRefused(values: Readonly<Record<string, unknown>>): GraphQLError[] {
  const sizes = Object.values(values).map(sizeOfVariable)
  return refusals(sizes.map((size) => ({ ...NOTHING, ...size })).reduce(add, NOTHING))
}

function refusals(cost: Cost, operation?: OperationDefinitionNode): GraphQLError[] {
  return (Object.entries(QUERY_LIMITS) as [keyof Cost, number][])
    .filter(([name, most]) => cost[name] > most)
    .map(([name, most]) => {
      const message = `the query has ${cost[name]} ${name} where ${most} is the most; ask for less at a time`
      return new GraphQLError(message, {
        ...(operation ? { nodes: operation } : {}),
        extensions: { code: 'query.limit' },
      })
    })
}

function operationCost(operation: OperationDefinitionNode, context: ValidationContext): Cost {
  const schema = context.getSchema()
  const fragments = new Map<string, Cost>()

  return costOf(operation.selectionSet, schema.getQueryType() ?? undefined)

  function costOf(set: SelectionSetNode, parent: GraphQLOutputType | undefined): Cost {
    const parts = set.selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return fieldCost(selection, parent)
      if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentCost(selection.name.value)
      const type = selection.typeCondition && schema.getType(selection.typeCondition.name.value)
      return costOf(selection.selectionSet, type && isCompositeType(type) ? type : parent)
    })
    return parts.reduce(add, NOTHING)
  }

  /** Once a fragment, however often it is spread: written out it can be exponential. */
  function fragmentCost(name: string): Cost {
    const known = fragments.get(name)
    if (known) return known
    fragments.set(name, NOTHING) // a fragment that spreads itself is another rule's to report
    const fragment = context.getFragment(name)
    const type = fragment && schema.getType(fragment.typeCondition.name.value)
    const cost = fragment ? costOf(fragment.selectionSet, type && isCompositeType(type) ? type : undefined) : NOTHING
    fragments.set(name, cost)
    return cost
  }

  function fieldCost(field: FieldNode, parent: GraphQLOutputType | undefined): Cost {
    const aliases = field.alias ? 1 : 0
    // Introspection asks nothing of the graph; graphql-js bounds its nesting itself.
    if (field.name.value.startsWith('__')) return { ...NOTHING, fields: 1, aliases }
    const type = parent && isObjectType(parent) ? parent.getFields()[field.name.value]?.type : undefined
    const inner = field.selectionSet
      ? costOf(field.selectionSet, type && (getNamedType(type) as GraphQLOutputType))
      : NOTHING
    const times = multiplier(field, type)
    const own = (field.arguments ?? []).map(({ value }) => sizeOfArgument(value))
    return {
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + aliases,
      reports: inner.reports + (parent && getNamedType(parent).name === 'Reports' ? 1 : 0),
      nodes: times * (inner.nodes + (times > 1 ? 1 : 0)),
      nesting: Math.max(inner.nesting, ...own.map(({ nesting }) => nesting)),
      conditions: own.reduce((sum, { conditions }) => sum + conditions, inner.conditions),
    }
  }
}

/** How many items a field may bring: what it asks for, else the usual. The list inside a connection is counted there. */
function multiplier(field: FieldNode, type: GraphQLOutputType | undefined): number {
  if (!field.selectionSet) return 1
  const bare = type && isNonNullType(type) ? type.ofType : type
  const connection = field.name.value.endsWith('Connection')
  const inConnection = field.name.value === 'edges'
  if (!connection && (inConnection || !isListType(bare))) return 1
  const asked = field.arguments?.find(({ name }) => name.value === 'limit' || name.value === 'first')?.value
  if (!asked) return LIST_USUAL
  return asked.kind === Kind.INT ? Math.min(Math.max(Number(asked.value), 1), LIST_MOST) : LIST_MOST
}

function add(a: Cost, b: Cost): Cost {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    reports: a.reports + b.reports,
    nodes: a.nodes + b.nodes,
    nesting: Math.max(a.nesting, b.nesting),
    conditions: a.conditions + b.conditions,
  }
}
