import {
  type ExecutionArgs,
  type FieldNode,
  GraphQLError,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { z } from 'zod'

/** Cursor of a connection: `arrayconnection:` and a place, in base64. */
const CURSOR = /^arrayconnection:\d{1,9}$/

/** What arguments of pages may be, by name; without one of its own an argument is no business of this rule. */
const PAGING: Readonly<Record<string, z.ZodType>> = {
  limit: z.int().min(1, 'an item or more'),
  first: z.int().min(1, 'an item or more'),
  offset: z.int().min(0, 'no item or more'),
  after: z.string().refine((text) => CURSOR.test(Buffer.from(text, 'base64').toString()), 'a cursor of this list'),
}

/**
 * Why a query is refused for the pages that it asks for, literally or by a variable. The library hands them to Neo4j as they
 * are, which fails at a negative one, and takes a cursor that is none for the beginning.
 */
export function pagesRefused({ schema, document, operationName, variableValues }: ExecutionArgs): GraphQLError[] {
  const operation = getOperationAST(document, operationName)
  const known = getVariableValues(schema, operation?.variableDefinitions ?? [], variableValues ?? {})
  if (!known.coerced) return [] // told when the query is run
  const { coerced } = known
  const errors: GraphQLError[] = []
  const types = new TypeInfo(schema)
  const enter = (node: FieldNode) => {
    const field = types.getFieldDef()
    if (!field || !node.arguments || node.arguments.length === 0) return
    for (const [name, value] of Object.entries(getArgumentValues(field, node, coerced))) {
      const shape = Object.hasOwn(PAGING, name) ? PAGING[name] : undefined
      if (!shape || value === null || shape.safeParse(value).success) continue
      const wanted = shape.safeParse(value).error?.issues[0]?.message
      const message = `${name} of ${node.name.value} is ${JSON.stringify(value).slice(0, 100)}; it has to be ${wanted}`
      errors.push(new GraphQLError(message, { nodes: node, extensions: { code: 'request.invalid' } }))
    }
  }
  visit(document, visitWithTypeInfo(types, { Field: { enter } }))
  return errors
}
