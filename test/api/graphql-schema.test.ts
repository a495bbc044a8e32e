import { parse, printSchema, specifiedRules, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { graphqlSchema } from '../../server/api/graphql/graphql.ts'
import { limitCost } from '../../server/api/graphql/query-cost.ts'

let schema: Awaited<ReturnType<typeof graphqlSchema>>
beforeAll(async () => {
  schema = await graphqlSchema()
})

describe('the GraphQL schema', () => {
  test('is the approved one', async () => {
    await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot('../approved/schema.graphql')
  })

  test('cannot write and cannot subscribe', () => {
    expect(schema.getMutationType()).toBeUndefined()
    expect(schema.getSubscriptionType()).toBeUndefined()
  })
})

describe('query limits', () => {
  const refusals = (query: string) =>
    validate(schema, parse(query), [...specifiedRules, limitCost]).map((error) => error.message)
  const nested = (times: number): string => (times === 0 ? 'id' : `id parent { ${nested(times - 1)} }`)
  const aliased = Array.from({ length: 60 }, (_, i) => `a${i}: name`).join(' ')

  test.each<[why: string, query: string]>([
    [
      'a group with contacts and their records',
      '{ companies(limit: 5) { name ultimateParent { name } allSubsidiaries { name contacts { name emails records { id source } } } } }',
    ],
    [
      'a household',
      '{ customers(where: { name: { eq: "x" } }, limit: 1) { name household { name members { name addresses { text } } } } }',
    ],
    ['a connection', '{ customersConnection(first: 10) { edges { node { name records { id } } } totalCount } }'],
    ['reports', '{ reports { counts { records } overlap { sources { source customers } } } }'],
    [
      'introspection',
      '{ __schema { types { name fields { name type { name kind ofType { name kind ofType { name } } } } } } }',
    ],
  ])('lets %s pass', (_why, query) => {
    expect(refusals(query)).toEqual([])
  })

  test.each<[why: string, query: string, because: RegExp]>([
    ['nests too deep', `{ companies(limit: 1) { ${nested(20)} } }`, /depth/],
    [
      'multiplies',
      '{ customers(limit: 500) { records(limit: 500) { golden(limit: 500) { ... on Customer { name } } } } }',
      /nodes/,
    ],
    [
      'multiplies by a variable',
      'query($n: Int) { customers(limit: $n) { records(limit: $n) { sameAs(limit: $n) { id } } } }',
      /nodes/,
    ],
    [
      'asks for many reports at once',
      `{ ${Array.from({ length: 11 }, (_, i) => `r${i}: reports { counts { records } }`).join(' ')} }`,
      /reports/,
    ],
    ['repeats by alias', `{ customers(limit: 1) { ${aliased} } }`, /aliases/],
    [
      'repeats by fragment',
      `query { customers(limit: 1) { ...a } }
       fragment a on Customer { ...b ...b ...b ...b ...b ...b ...b ...b }
       fragment b on Customer { ...c ...c ...c ...c ...c ...c ...c ...c }
       fragment c on Customer { ...d ...d ...d ...d ...d ...d ...d ...d }
       fragment d on Customer { id name givenName familyName }`,
      /fields/,
    ],
    ['spreads itself', 'query { customers { ...a } } fragment a on Customer { ...a }', /spread|itself/i],
    [
      'circles through introspection',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      /introspection/i,
    ],
  ])('refuses one that %s', (_why, query, because) => {
    expect(refusals(query).join('\n')).toMatch(because)
  })
})
