import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { describe, expect, test } from 'vitest'
import { TODAY } from '../../seeds/generate/dates.ts'
import { FILES, recordOf } from '../../seeds/generate/draft.ts'
import { generateWorld, textsOf } from '../../seeds/generate/generate.ts'
import { columnsOf, mappingOf, type Row } from '../../seeds/generate/layout.ts'
import { STORIES } from '../../seeds/generate/stories/stories.ts'
import { dataFileOf } from '../../seeds/generate/write.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { isTarget, parseMapping } from '../../server/ingest/source-mapping.ts'

const world = generateWorld({ scale: 1, seed: 7 })
const JUNK_PHONES = ['000-000-0000', '0000000000', '9999999999', '123-456-7890']
const DANGLING = 'crm-central:CA9999'

const seed = (path: string) => readFileSync(new URL(`../../seeds/${path}`, import.meta.url), 'utf8')
const byEntity = (entity: string) => FILES.filter((file) => mappingOf(file).entity === entity)
const rowsOf = (entity: string) => byEntity(entity).flatMap((file) => [...world.files[file]])
const distinct = (truth: ReadonlyMap<string, string>) => new Set(truth.values()).size

/** Column of a file that feeds a field. */
function columnFor(file: (typeof FILES)[number], field: string): string | undefined {
  return Object.entries(mappingOf(file).fields).find(([, to]) => (typeof to === 'string' ? to : to.to) === field)?.[0]
}

/** `source:id` of every reference of one kind, where a row has it. */
function references(entity: string, field: string): string[] {
  return byEntity(entity).flatMap((file) => {
    const column = columnFor(file, field) ?? ''
    return world.files[file].filter((row) => row[column]).map((row) => `${mappingOf(file).source}:${row[column]}`)
  })
}

test('one seed makes one world, another seed another', () => {
  const text = (s: number) => [...textsOf(generateWorld({ scale: 0.1, seed: s })).values()].join('')
  expect(text(3)).toBe(text(3))
  expect(text(3)).not.toBe(text(4))
})

test.each([...textsOf(world)])('committed %s is what the generator writes', (path, text) => {
  expect(seed(path) === text, `run: npx tsx seeds/generate/generate.ts --out seeds`).toBe(true)
})

describe.each(FILES)('mapping of %s', (file) => {
  const mapping = mappingOf(file)
  const rows: readonly Row[] = world.files[file]

  test('every column exists and is filled somewhere', () => {
    const empty = columnsOf(file).filter(
      (column) => !rows.some((row) => row[column] !== undefined && row[column] !== ''),
    )
    expect(empty).toEqual([])
  })

  test('every field is one that Kith knows', () => {
    const targets = Object.values(mapping.fields).map((to) => (typeof to === 'string' ? to : to.to))
    expect(
      [...targets, ...Object.keys(mapping.join ?? {})].filter((field) => !isTarget(mapping.entity, field)),
    ).toEqual([])
  })

  test('ids are unique', () => {
    expect(new Set(rows.map((row) => row[mapping.id])).size).toBe(rows.length)
  })
})

test.each(FILES)('the reader of Kith takes every row of %s, and none is younger than the world', async (file) => {
  const path = fileURLToPath(new URL(`../../seeds/data/${dataFileOf(file)}`, import.meta.url))
  const mapping = parseMapping(JSON.parse(seed(`sources/${file}.json`)))
  const problems: unknown[] = []
  const times: string[] = []
  let rows = 0
  for await (const item of ingestFile(path, mapping)) {
    rows++
    if ('problem' in item || 'removed' in item) problems.push(item)
    else times.push((isOrder(item.value) ? item.value.date : item.value.updatedAt) ?? '')
  }
  expect(problems).toEqual([])
  expect(rows).toBe(world.files[file].length)
  expect(times.filter((time) => time === '' || time.slice(0, 10) > TODAY)).toEqual([])
})

test('every story record is in its file, in the truth and in the README', () => {
  const readme = seed('README.md')
  for (const draft of STORIES.flatMap((story) => story.drafts)) {
    const { id, entity } = mappingOf(draft.file)
    expect(
      world.files[draft.file].filter((row) => row[id] === draft.id),
      recordOf(draft),
    ).toHaveLength(1)
    if (entity === 'order') continue
    const truth = { person: world.truth.persons, company: world.truth.companies, contact: world.truth.contacts }[entity]
    expect(truth.get(recordOf(draft))).toBe(draft.entity)
    expect(readme).toContain(`\`${recordOf(draft)}\``)
  }
})

test('story keys are unique and their truth speaks of their own entities', () => {
  expect(new Set(STORIES.map((story) => story.key)).size).toBe(STORIES.length)
  const persons = new Set(world.truth.persons.values())
  const companies = new Set(world.truth.companies.values())
  expect(world.truth.households.size).toBeGreaterThan(300)
  expect(world.truth.parents.size).toBeGreaterThan(20)
  expect([...world.truth.households.keys()].filter((who) => !persons.has(who))).toEqual([])
  expect([...world.truth.parents].flat().filter((who) => !companies.has(who))).toEqual([])
})

test.each<[what: string, actual: () => number, low: number, high: number]>([
  ['person records', () => rowsOf('person').length, 1050, 1250],
  ['persons', () => distinct(world.truth.persons), 650, 750],
  ['households of two or more', () => distinct(world.truth.households), 180, 220],
  ['company records', () => rowsOf('company').length, 300, 360],
  ['companies', () => distinct(world.truth.companies), 135, 165],
  ['contact records', () => rowsOf('contact').length, 390, 450],
  ['contacts', () => distinct(world.truth.contacts), 210, 250],
  ['order lines', () => rowsOf('order').length, 800, 1000],
])('as many %s as promised', (_what, actual, low, high) => {
  expect(actual()).toBeGreaterThanOrEqual(low)
  expect(actual()).toBeLessThanOrEqual(high)
})

test('references resolve within their own source, but for the one that a story leaves dangling', () => {
  const { companies, persons } = world.truth
  expect(references('contact', 'company.id').length).toBeGreaterThan(350)
  expect(references('order', 'customer.id')).toHaveLength(rowsOf('order').length)
  expect(references('contact', 'company.id').filter((id) => !companies.has(id))).toEqual([])
  expect(references('company', 'parent.id').filter((id) => !companies.has(id))).toEqual([DANGLING])
  expect(references('order', 'customer.id').filter((id) => !companies.has(id) && !persons.has(id))).toEqual([])
})

test('parent records agree with the true parents, unless they say that it has ended', () => {
  const { companies, parents } = world.truth
  let agreed = 0
  for (const file of byEntity('company')) {
    const { source, id } = mappingOf(file)
    const [column = '', end = ''] = [columnFor(file, 'parent.id'), columnFor(file, 'parent.to')]
    const standing = world.files[file].filter((row) => row[column] && !row[end])
    for (const row of standing.filter((r) => `${source}:${r[column]}` !== DANGLING)) {
      const parent = companies.get(`${source}:${row[column]}`)
      expect(parents.get(companies.get(`${source}:${row[id]}`) ?? '')).toBe(parent)
      if (parent !== undefined) agreed++
    }
  }
  expect(agreed).toBeGreaterThan(25)
})

test('phones are valid', () => {
  let phones = 0
  for (const file of FILES.filter((f) => mappingOf(f).entity !== 'order')) {
    const country = columnFor(file, 'address.country') ?? ''
    const columns = Object.entries(mappingOf(file).fields).filter(([, to]) => to === 'phone' || to === 'mobile')
    for (const row of world.files[file])
      for (const [column] of columns) {
        const phone = row[column] ?? ''
        if (phone === '' || JUNK_PHONES.includes(phone)) continue
        const home = row[country] === 'MX' || phone.startsWith('+52') ? 'MX' : 'US'
        expect(parsePhoneNumberFromString(phone, home)?.isValid(), `${file}: ${phone}`).toBe(true)
        phones++
      }
  }
  expect(phones).toBeGreaterThan(1_500)
})

test('ten times the world is ten times the people', { timeout: 60_000 }, () => {
  const { files, truth } = generateWorld({ scale: 10, seed: 7 })
  expect(truth.persons.size).toBeGreaterThan(9_000)
  expect(distinct(truth.companies)).toBeGreaterThan(1_200)
  for (const file of FILES)
    expect(new Set(files[file].map((row) => row[mappingOf(file).id])).size).toBe(files[file].length)
})
