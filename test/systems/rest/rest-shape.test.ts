import { describe, expect, test } from 'vitest'
import { compileSystem } from '../../../server/systems/compile-system.ts'
import { RestSettings } from '../../../server/systems/rest/rest-shape.ts'
import { demoDefinition } from '../../kit/crm/crm-definition.ts'

describe('what is wrong with a definition is named', () => {
  test.each<[settings: object, person: object, where: string, fault: RegExp]>([
    [{ url: 'ftp://crm.example' }, {}, 'url', /starts with http/],
    [{ url: 'https://me:secret@crm.example' }, {}, 'url', /no name, password or query/],
    [{ url: 'https://crm.example?key=1' }, {}, 'url', /no name, password or query/],
    [{ headers: { Authorization: 'Bearer x' } }, {}, 'headers', /goes under auth/],
    [{ auth: { kind: 'bearer', token: 'in the open' } }, {}, 'auth.token', /./],
    [{ statuses: { '4x': 'ok' } }, {}, 'statuses.4x', /./],
    [{ probe: '/{id}' }, {}, 'probe', /nothing is known for \{id\}; there is no placeholder/],
    [{}, { read: { path: '/p' } }, 'entities.person.read.path', /says no \{id\}/],
    [{}, { read: { path: 'p/{id}' } }, 'entities.person.read.path', /starts with a slash/],
    [{}, { read: { path: '/../{id}' } }, 'entities.person.read.path', /leads nowhere up/],
    [{}, { find: { path: '/p' } }, 'entities.person.find', /says no \{externalId\}/],
    [{}, { find: { path: '/p', body: { q: '{externalId}' } } }, 'entities.person.find', /a GET has no body/],
    [{}, { changes: { path: '/p?a={since}', cursor: { answer: 'n' } } }, 'entities.person.changes.path', /\{since\}/],
    [
      {},
      { create: { path: '/p', body: { a: ['{patch}'] } } },
      'entities.person.create.body',
      /for \{patch\}; .*\{set\}/,
    ],
    [{}, { changes: { path: '/p', cursor: { answer: 'n' }, readEach: true } }, 'entities.person', /how one is read/],
    [{}, { create: { path: '/p/{id}' } }, 'entities.person.create.path', /nothing is known for \{id\}/],
    [{}, { update: { path: '/p' } }, 'entities.person.update', /says no \{id\}/],
    [{}, { update: { path: '/p/{id}', ifMatch: '{etag}' } }, 'entities.person.update.ifMatch', /only \{version\}/],
    [{}, { update: { path: '/p/{id}', verb: 'PUT' } }, 'entities.person.update', /verb/],
    [{ entities: {} }, {}, 'entities', /says nothing of persons/],
    [{ entities: { person: { read: { path: '/{id}' } }, company: {} } }, {}, 'entities', /would never be known/],
  ])('%j %j', (settings, person, where, fault) => {
    const json = { kind: 'rest', url: 'https://crm.example/api', entities: { person }, ...settings }
    const { error } = RestSettings.safeParse(json)
    const named = error?.issues.map(({ path, message }) => ({ where: path.join('.'), message }))
    expect(named).toContainEqual({ where, message: expect.stringMatching(fault) })
  })
})

test('the shipped definition is one, and writes nothing before somebody changes its mode', () => {
  const { name, definition, tables } = compileSystem(demoDefinition(), 'demo-crm.json')
  expect([name, definition.mode]).toEqual(['demo-crm', 'consolidation'])
  const attributes = tables.get('person')?.attributes.map((each) => each.name)
  expect(attributes).toEqual(['name', 'email', 'phone', 'mobile', 'address', 'golden'])
})
