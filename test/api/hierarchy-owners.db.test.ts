import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../kit/served.ts'

let kith: Served
const keys: Record<string, string> = {}
beforeAll(async () => {
  kith = await serve({ access: 'keys' })
  for (const [name, role] of [
    ['marketing', 'analyst'],
    ['finance', 'analyst'],
    ['boss', 'admin'],
    ['reader', 'reader'],
  ] as const)
    keys[name] = kith.app.keys.add({ name, roles: [role], sources: [] }, new Date().toISOString()).text
})
afterAll(() => kith?.close())

const post = (key: string, path: string, body: unknown) =>
  kith.app.post(path, body, { headers: { Authorization: `Bearer ${keys[key]}` } })

test('J4 a hierarchy is edited by its owner, those it permits, and admins', async () => {
  const mine = { name: 'brands', kind: 'marketing' }
  expect((await post('reader', '/hierarchies', mine)).status).toBe(403)
  expect((await post('marketing', '/hierarchies', mine)).body).toMatchObject({ owner: 'marketing' })
  const nodes = { nodes: [{ key: 'luxury' }] }
  expect((await post('finance', '/hierarchies/brands/nodes', nodes)).body).toMatchObject({ code: 'access.forbidden' })
  expect((await post('finance', '/hierarchies', { ...mine, owner: 'finance' })).status).toBe(403)
  expect((await post('marketing', '/hierarchies/brands/nodes', nodes)).body).toMatchObject({ version: 1 })
  expect((await post('boss', '/hierarchies/brands/nodes', { nodes: [{ key: 'basic' }] })).status).toBe(200)
  expect((await post('marketing', '/hierarchies', { ...mine, permitted: ['finance'] })).status).toBe(200)
  expect((await post('finance', '/hierarchies/brands/nodes', { nodes: [{ key: 'third' }] })).status).toBe(200)
})
