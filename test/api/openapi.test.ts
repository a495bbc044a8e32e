import { describe, expect, test } from 'vitest'
import { docsPage } from '../../server/api/docs-page.ts'
import { openApi } from '../../server/api/openapi.ts'
import { ROUTES } from '../../server/api/rest/routes.ts'

const api = openApi(ROUTES, '1.2.3')
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation: operation as {
      operationId: string
      summary: string
      parameters: { name: string; in: string; required: boolean; schema: unknown }[]
      responses: Record<string, { description: string; content?: Record<string, unknown> }>
    },
  })),
)

function valuesAt(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesAt(key, inner)])
}

describe('the OpenAPI description', () => {
  test('is 3.1 and can be sent', () => {
    expect(api.openapi).toBe('3.1.0')
    expect(JSON.parse(JSON.stringify(api))).toEqual(api)
  })

  test('covers every route once', () => {
    const routes = ROUTES.map((each) => `${each.method} ${each.path}`)
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...routes].sort())
    expect(new Set(routes).size).toBe(routes.length)
  })

  test('names every operation differently', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place || !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([])
  })

  test.each(operations)('$method $path declares the parameters in its address', ({ path, operation }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path')
    expect(declared.map((parameter) => parameter.name)).toEqual(inPath)
    expect(declared.every((parameter) => parameter.required)).toBe(true)
    expect(operation.summary).not.toBe('')
  })

  test.each(operations)('$method $path tells its success and its problems', ({ operation }) => {
    const statuses = Object.keys(operation.responses)
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true)
    expect(Object.values(operation.responses).filter(({ description }) => description === '')).toEqual([])
    const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400)
    expect(problems.map(([status]) => status)).toContain('400')
    for (const [, { content = {} }] of problems) expect(Object.keys(content)).toEqual(['application/problem+json'])
  })

  test('a problem of records that were all refused has their outcomes', () => {
    const [post] = operations.filter(({ method, path }) => `${method} ${path}` === 'post /records')
    for (const status of ['403', '422', '500']) {
      const content = post?.operation.responses[status]?.content?.['application/problem+json']
      expect(content).toMatchObject({
        schema: {
          properties: { outcomes: { items: { $ref: '#/components/schemas/RecordOutcome' } }, code: {}, title: {} },
          required: expect.not.arrayContaining(['outcomes']),
        },
      })
    }
  })

  test('every reference leads somewhere', () => {
    const schemas = Object.keys(api.components.schemas as object).map((name) => `#/components/schemas/${name}`)
    const references = valuesAt('$ref', api)
    expect(references.length).toBeGreaterThan(operations.length)
    expect(references.filter((ref) => !schemas.includes(String(ref)))).toEqual([])
  })

  test('no shape refers to itself alone', () => {
    const schemas = Object.entries(api.components.schemas as Record<string, { $ref?: string }>)
    expect(schemas.length).toBeGreaterThan(20)
    expect(schemas.filter(([name, schema]) => schema.$ref === `#/components/schemas/${name}`)).toEqual([])
  })

  test('reads as a page that needs no script and nothing from elsewhere', () => {
    const page = docsPage(api)
    expect(page).not.toMatch(/<script|<link|@import|src=|onclick/i)
    for (const { path } of operations) expect(page).toContain(`<code>${path}</code>`)
  })
})
