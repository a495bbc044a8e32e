import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT } from '../../server/env.ts'
import { WhyCode } from '../../server/model/addresses/address-check.ts'
import { isOneSlip } from '../../server/places/edits.ts'
import { TABLE_FILES, tableText, verifyWords } from '../../server/places/files.ts'
import { tableOf } from '../../server/places/place-table.ts'
import { bareTownKey, townKey } from '../../server/places/town-key.ts'
import { offlineVersion, TABLES } from '../../server/places/version.ts'
import { checked } from '../../server/places/why.ts'
import { hashOf } from '../../server/text/hash.ts'
import { townsOf } from '../kit/address-slips.ts'

test('the version names the tables that are there', () => {
  expect(TABLES).toBe(hashOf(TABLE_FILES.map(tableText)).slice(0, 8))
  expect(offlineVersion()).toMatch(/^\d+-[0-9a-f]{8}$/)
})

test('tables have the towns of both countries', () => {
  expect(townsOf('US').length).toBeGreaterThan(29_000)
  expect(new Set(townsOf('US').flatMap(({ codes }) => codes)).size).toBeGreaterThan(40_900)
  expect(new Set(townsOf('CA').map(({ region }) => region)).size).toBeGreaterThanOrEqual(12)
  expect(
    tableOf('US')
      ?.at('10001')
      .map(({ name, region }) => `${name} ${region}`),
  ).toEqual(['New York NY'])
  expect(tableOf('DE')).toBeUndefined()
})

test('a town and a code know how far apart they are', () => {
  const [york] = (tableOf('US')?.named('new york') ?? []).filter(({ region }) => region === 'NY')
  if (!york) throw new Error('no New York')
  expect(tableOf('US')?.distance('10001', york)).toBe(0)
  expect(tableOf('US')?.distance('11201', york)).toBeLessThan(10)
  expect(tableOf('US')?.distance('90210', york)).toBeGreaterThan(3_000)
  expect(tableOf('US')?.distance('00000', york)).toBe(Number.POSITIVE_INFINITY)
})

test.each([
  ['St. Louis', 'SAINT LOUIS'],
  ['Ft Worth', 'Fort Worth'],
  ['Mt. Vernon', 'Mount Vernon'],
  ['N Las Vegas', 'North Las Vegas'],
  ['Winston Salem', 'Winston-Salem'],
  ['Palm Bch', 'Palm Beach'],
  ['Montréal', 'MONTREAL'],
])('%s is %s', (short, long) => {
  expect(townKey(short)).toBe(townKey(long))
})

test('what says that it is a town is no part of its name', () => {
  expect(['City of Chicago', 'Chicago city', 'Town of Chicago'].map((name) => bareTownKey(townKey(name)))).toEqual(
    Array(3).fill('chicago'),
  )
})

test.each([
  ['90210', '90211', true],
  ['90210', '09210', true],
  ['9021', '90210', true],
  ['902100', '90210', true],
  ['90210', '90210', false],
  ['90210', '91211', false],
])('%s and %s are a slip apart: %s', (a, b, is) => {
  expect(isOneSlip(a, b)).toBe(is)
})

test('every reason has its sentence', () => {
  for (const code of WhyCode.options) {
    const { why } = checked({ part: 'houseNumber', state: 'corrected', was: 'x', is: 'y' }, code)
    expect(why.text).toMatch(/^\p{Lu}|^“.*\.$/u)
    expect(why.text).not.toContain('undefined')
  }
})

test('countries that words name are countries', () => {
  const { numbered, regional, withoutCity } = verifyWords()
  for (const country of [...numbered, ...regional, ...withoutCity]) expect(country).toMatch(/^[A-Z]{2}$/)
})

test('data under CC BY name whom they are of', () => {
  const named = (file: string) => readFileSync(join(PROJECT, file), 'utf8')
  for (const file of ['seeds/addresses/LICENCES.txt', 'docs/addresses.md', 'docs/licences.md'])
    expect(named(file)).toMatch(/GeoNames[\s\S]*(CC BY 4\.0|Creative Commons Attribution 4\.0)/)
})
