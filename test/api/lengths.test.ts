import { expect, test } from 'vitest'
import { openApi } from '../../server/api/openapi.ts'
import { ROUTES } from '../../server/api/rest/routes.ts'

type Schema = { readonly [key: string]: unknown }

/** Rules are an administrator's and as long as a rule set is; parameters of Cypher are whatever the statement takes. */
const OPEN = [/^post \/rules/, /^post \/plans\.(?:ruleSet|change)/, /^post \/cypher\.params/]

function isEndless(text: Schema): boolean {
  if (['maxLength', 'enum', 'const', 'format'].some((word) => word in text)) return false
  // A pattern without + and * says itself how long it is.
  return typeof text.pattern !== 'string' || /[+*]/.test(text.pattern)
}

test('every text and list that a body may hold has a longest', () => {
  const api = openApi(ROUTES, '1.2.3')
  const shared = api.components.schemas as Record<string, Schema>
  const endless: string[] = []
  const walk = (schema: unknown, at: string, within: readonly string[]): void => {
    if (typeof schema !== 'object' || schema === null || OPEN.some((open) => open.test(at))) return
    const own = schema as Schema
    if (typeof own.$ref === 'string') {
      const name = own.$ref.split('/').at(-1) ?? ''
      if (!within.includes(name)) walk(shared[name], at, [...within, name])
      return
    }
    if (own.type === 'string' && isEndless(own)) endless.push(at)
    if (own.type === 'array' && !('maxItems' in own)) endless.push(`${at}[]`)
    for (const [name, inner] of Object.entries((own.properties ?? {}) as Schema)) walk(inner, `${at}.${name}`, within)
    for (const word of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      for (const inner of (own[word] ?? []) as unknown[]) walk(inner, at, within)
    walk(own.items, `${at}[]`, within)
    walk(own.additionalProperties, `${at}{}`, within)
    walk(own.propertyNames, `${at} (names)`, within)
  }
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(methods as Record<string, Schema>)) {
      const body = operation.requestBody as { content: Record<string, { schema: Schema }> } | undefined
      walk(body?.content['application/json']?.schema, `${method} ${path}`, [])
    }
  expect(endless).toEqual([])
})
