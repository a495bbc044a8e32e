import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PROJECT } from '../../../server/env.ts'
import { openLines } from '../../../server/pipeline/verify/lines.ts'
import { readProviders } from '../../../server/verify/providers/definitions.ts'
import { openProvider } from '../../../server/verify/providers/open-provider.ts'
import { daysOf, ProviderDefinition, serves } from '../../../server/verify/providers/provider-shape.ts'

const EXAMPLES = join(PROJECT, 'seeds/address-providers')

let home: string
let folder: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kith-providers-'))
  folder = join(home, 'address-providers')
  mkdirSync(folder)
})
afterEach(() => rmSync(home, { recursive: true }))

const LOQATE = { provider: 'loqate', connector: { kind: 'loqate', key: { env: 'KEY' } }, countries: ['GB', 'DE'] }
const put = (file: string, json: unknown) =>
  writeFileSync(join(folder, file), typeof json === 'string' ? json : JSON.stringify(json))

test('a home without providers has none', () => {
  rmSync(folder, { recursive: true })
  expect(readProviders(home)).toEqual([])
})

test('the examples are good, and hold no secret', () => {
  for (const file of readdirSync(EXAMPLES)) copyFileSync(join(EXAMPLES, file), join(folder, file))
  const files = readProviders(home)
  expect(files.map(({ name }) => name)).toEqual(['google', 'loqate', 'smarty'])
  expect(files.filter((file) => 'problem' in file)).toEqual([])
})

test.each<[why: string, json: unknown, said: RegExp]>([
  ['no JSON', '{', /JSON/],
  ['a kind that nobody knows', { ...LOQATE, connector: { kind: 'oracle' } }, /^connector\.kind: /],
  ['no countries', { ...LOQATE, countries: undefined }, /^countries: /],
  ['a country in small letters', { ...LOQATE, countries: ['gb'] }, /^countries(\.0)?: /],
  ['a key in the file', { ...LOQATE, connector: { kind: 'loqate', key: 'AA11' } }, /^connector\.key: /],
  ['a word too many', { ...LOQATE, colour: 'red' }, /colour/],
  [
    'more patience than who types has',
    { ...LOQATE, timeoutMs: 5_000 },
    /^timeoutMs: nobody who types waits longer than 800 ms/,
  ],
  ['a verdict that there is not', { ...LOQATE, days: { fine: 3 } }, /^days/],
])('%s is a problem that names file and field, and no crash', (_why, json, said) => {
  put('good.json', { ...LOQATE, provider: 'other' })
  put('loqate.json', json)
  const [good, bad] = readProviders(home)
  expect(good).toHaveProperty('definition')
  expect(bad).toMatchObject({ name: 'loqate', problem: { code: 'provider.invalid', file: 'loqate.json' } })
  expect(bad && 'problem' in bad ? (bad.problem.path?.[0] ?? bad.problem.detail) : '').toMatch(said)
})

test('two files of one name: the second is told', () => {
  put('a.json', LOQATE)
  put('b.json', LOQATE)
  expect(readProviders(home)[1]).toMatchObject({ problem: { detail: 'provider: a.json already defines loqate' } })
})

test('by country, the lowest order first; one whose key is nowhere is told and not asked', () => {
  put('a.json', { ...LOQATE, provider: 'second' })
  put('b.json', { ...LOQATE, provider: 'first', order: 1, countries: 'all' })
  put('c.json', { ...LOQATE, provider: 'keyless', connector: { kind: 'loqate', key: { env: 'NOWHERE' } } })
  const variable = (name: string) => (name === 'KEY' ? 'AA11' : undefined)
  const lines = openLines({
    ...{ files: () => readProviders(home), now: () => new Date(), freshMs: 0 },
    open: (definition) => openProvider(definition, variable),
  })
  const named = (country: string) => lines.for(country).map(({ name }) => name)
  expect([named('GB'), named('FR')]).toEqual([['first', 'second'], ['first']])
  expect(lines.all().faulty).toMatchObject([
    { name: 'keyless', problem: { detail: expect.stringContaining('NOWHERE') } },
  ])
})

test('what is kept is kept no longer than its terms allow', () => {
  const definition = ProviderDefinition.parse({
    ...LOQATE,
    keep: { what: 'all', days: 30 },
    days: { undeliverable: 3 },
  })
  expect(['deliverable', 'undeliverable'].map((verdict) => daysOf(definition, verdict as 'deliverable'))).toEqual([
    30, 3,
  ])
  expect([serves(definition, 'GB'), serves(definition, 'US')]).toEqual([true, false])
})
