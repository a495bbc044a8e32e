import { parse, printSchema, specifiedRules, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { graphqlSchema } from '../../server/api/graphql/graphql.ts'
import { pagesRefused } from '../../server/api/graphql/paging.ts'
import { limitCost, variablesRefused } from '../../server/api/graphql/query-cost.ts'

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

describe('conditions are limited, as Neo4j plans nested ones for minutes', () => {
  const hops = (times: number, leaf = '{ id: { eq: "x" } }'): string =>
    times === 0 ? leaf : `{ records: { some: { golden: { some: ${hops(times - 1, leaf)} } } } }`
  const refused = (query: string) => validate(schema, parse(query), [limitCost]).map((error) => error.message)

  test.each<[why: string, query: string]>([
    ['relations twelve deep', `{ customers(where: ${hops(6)}) { id } }`],
    ['relations in a condition of a field', `{ customers { records(where: ${hops(3)}) { id } } }`],
    ['relations behind a list', `{ customers(where: { OR: [{ AND: [${hops(2)}] }] }) { id } }`],
    ['nothing but NOT', `{ customers(where: ${'{ NOT: '.repeat(11)}{}${' }'.repeat(11)}) { id } }`],
    ['a fragment', `{ ...f } fragment f on Query { customers(where: ${hops(4)}) { id } }`],
  ])('%s', (_why, query) => {
    expect(refused(query)).toContainEqual(expect.stringMatching(/^the query has \d+ nesting where 10 is the most/))
  })

  test('many side by side', () => {
    const all = Array.from({ length: 101 }, () => '{ id: { eq: "x" } }').join(' ')
    expect(refused(`{ customers(where: { OR: [${all}] }) { id } }`)).toEqual([expect.stringMatching(/conditions/)])
  })

  test.each([
    '{ customers(where: { records: { some: { source: { eq: "crm" } } } }) { id } }',
    '{ customers(where: { household: { some: { members: { some: { name: { eq: "x" } } } } } }) { id } }',
    `{ customers(where: ${hops(2)}) { id } }`,
  ])('%s passes', (query) => {
    expect(refused(query)).toEqual([])
  })

  test('the values of variables count like those that are written', () => {
    const deep = (times: number): object => (times === 0 ? { eq: 'x' } : { some: deep(times - 1) })
    const codeOf = (values: Record<string, unknown>) =>
      variablesRefused(values).map(({ extensions }) => extensions.code)
    expect(codeOf({ where: deep(12) })).toEqual(['query.limit'])
    expect(codeOf({ where: { OR: [deep(11)] } })).toEqual(['query.limit'])
    expect(codeOf({ where: { OR: Array.from({ length: 100 }, () => ({ id: 'x' })) } })).toEqual(['query.limit'])
    expect(codeOf({ where: deep(5), ids: ['a', 'b'], limit: 3, none: null })).toEqual([])
  })
})

describe('pages', () => {
  const told = (query: string, variableValues: Record<string, unknown> = {}) =>
    pagesRefused({ schema, document: parse(query), variableValues }).map(({ message, extensions }) => {
      expect(extensions.code).toBe('request.invalid')
      return message
    })
  const cursor = (place: string) => Buffer.from(`arrayconnection:${place}`).toString('base64')

  test.each<[query: string, words: string, variables?: Record<string, unknown>]>([
    ['{ customers(limit: -1) { id } }', 'limit of customers is -1'],
    ['{ customers(limit: 0) { id } }', 'limit of customers is 0'],
    ['{ customers(offset: -1) { id } }', 'offset of customers is -1'],
    ['{ customersConnection(first: -2147483648) { totalCount } }', 'first of customersConnection'],
    ['{ customersConnection(first: 0) { totalCount } }', 'first of customersConnection'],
    [`{ customersConnection(after: "garbage") { totalCount } }`, 'after of customersConnection'],
    [`{ customersConnection(after: "${cursor('-5')}") { totalCount } }`, 'after of customersConnection'],
    ['{ companies(limit: 1) { contacts(limit: -3) { id } } }', 'limit of contacts is -3'],
    ['{ companies { contactsConnection(first: -3) { totalCount } } }', 'first of contactsConnection'],
    ['{ companies { ...f } } fragment f on Company { records(offset: -9) { id } }', 'offset of records is -9'],
    ['query($n: Int) { customers(limit: $n) { id } }', 'limit of customers is -7', { n: -7 }],
    ['query($n: Int = -2) { customers(limit: $n) { id } }', 'limit of customers is -2'],
    ['query($a: String) { ordersConnection(after: $a) { totalCount } }', 'after of ordersConnection', { a: 'x' }],
  ])('%s is refused by name', (query, words, variables) => {
    expect(told(query, variables)).toEqual([expect.stringContaining(words)])
  })

  test.each<[query: string, variables?: Record<string, unknown>]>([
    ['{ customers(limit: 1, offset: 0) { id } }'],
    ['{ customers(limit: 2147483647) { id } }'],
    ['{ customers(limit: null) { id } }'],
    [`{ customersConnection(first: 5, after: "${cursor('4')}") { totalCount } }`],
    ['query($n: Int) { customers(limit: $n) { id } }', {}],
    ['query($n: Int) { customers(limit: $n) { id } }', { n: 'told when it is run' }],
    ['{ companies { id } }'],
  ])('%s is not', (query, variables) => {
    expect(told(query, variables)).toEqual([])
  })
})
