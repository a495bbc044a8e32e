import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { loadFiles } from '../../../server/pipeline/load/load.ts'
import { type LoadFile, readFiles } from '../../../server/pipeline/load/read-files.ts'
import { heedSources } from '../../../server/pipeline/steward/source-says.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkNames, runCheck } from '../../../server/store/graph/health.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

// Files whose rows relate two records: they are parts of one of the two, or records that are said to be the same as it.

let store: Store
let kith: Kith
freshKith((opened) => {
  ;({ store, kith } = opened)
})

const folder = mkdtempSync(join(tmpdir(), 'kith-relations-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, lines: readonly string[], mapping: object): LoadFile {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return { path, mapping: parseMapping({ source: 'erp', ...mapping }) }
}
const load = (...files: LoadFile[]) => loadFiles(store, files, TEST_CONTEXT, { train: false, heedMerges: heedSources })

const companies = (...names: string[]) =>
  file('companies', ['no,name', ...names], {
    entity: 'company',
    id: 'no',
    part: { name: 'companies', rank: 1 },
    fields: { name: 'name' },
  })
const owners = (...rows: string[]) =>
  file('owners', ['child,parent,share,from,to', ...rows], {
    entity: 'company',
    id: 'child',
    part: { name: 'owners', rank: 2 },
    fields: { parent: 'parent.id', share: 'parent.share', from: 'parent.from', to: 'parent.to' },
  })
const BOREALIS = '1,Borealis Kraft AS'
const LUMEN = '2,Lumen Fjord Energi AS'
const TIDEWATER = '3,Tidewater Holdings Ltd'

const parents = async () =>
  (
    await store.autoCommit(
      `MATCH (c:Company)-[r:SUBSIDIARY_OF|WAS_SUBSIDIARY_OF]->(p:Company)
       RETURN c.name AS child, type(r) AS type, p.name AS parent, r.share AS share, r.from AS from, r.to AS to ORDER BY child, parent`,
    )
  ).map(({ child, type, parent, share, from, to }) => [child, type, parent, share, from, to])
const jobs = async () =>
  (
    await store.autoCommit(
      `MATCH (c:Contact)-[r:WORKS_AT|WAS_WORKS_AT]->(p:Company)
       RETURN c.name AS contact, type(r) AS type, p.name AS company, r.role AS role, r.department AS department, r.to AS to
       ORDER BY contact, company`,
    )
  ).map(({ contact, type, company, role, department, to }) => [contact, type, company, role, department, to])
const isWhole = async () => {
  for (const name of checkNames()) expect(await runCheck(store, name)).toMatchObject({ violations: [] })
}

describe('parents and shares', () => {
  const OWNED = ['Borealis Kraft AS', 'SUBSIDIARY_OF', 'Tidewater Holdings Ltd', 60, '2019-05-01', null]
  test.each<[string, () => Promise<void>]>([
    [
      'with the companies',
      async () => void (await load(companies(BOREALIS, TIDEWATER), owners('1,3,60 %,2019-05-01,'))),
    ],
    [
      'behind the companies',
      async () => {
        await load(companies(BOREALIS, TIDEWATER))
        await load(owners('1,3,60,2019-05-01,'))
      },
    ],
    [
      'before the companies',
      async () => {
        const { waiting } = await load(owners('1,3,60,2019-05-01,'))
        expect(waiting).toEqual({ companies: 1 })
        await load(companies(BOREALIS, TIDEWATER))
      },
    ],
    [
      'before the parent',
      async () => {
        const { waits } = await load(companies(BOREALIS), owners('1,3,60,2019-05-01,'))
        expect(waits).toEqual([{ kind: 'companies', id: 'erp:company:1', names: 'erp:company:3' }])
        await load(companies(TIDEWATER))
      },
    ],
    [
      'again',
      async () => {
        for (const each of [companies(BOREALIS, TIDEWATER), owners('1,3,60,2019-05-01,')]) await load(each)
        for (const each of [owners('1,3,60,2019-05-01,'), companies(BOREALIS, TIDEWATER)]) await load(each)
      },
    ],
  ])('a file of them that comes %s', async (_when, play) => {
    await play()
    expect(await parents()).toEqual([OWNED])
    await isWhole()
  })

  test('a later file replaces its own rows and nothing else', async () => {
    await load(companies(BOREALIS, LUMEN, TIDEWATER), owners('1,3,60,,', '2,3,100,,'))
    await load(owners('1,2,51,,'))
    expect(await parents()).toEqual([
      ['Borealis Kraft AS', 'SUBSIDIARY_OF', 'Lumen Fjord Energi AS', 51, null, null],
      ['Borealis Kraft AS', 'WAS_SUBSIDIARY_OF', 'Tidewater Holdings Ltd', 60, null, expect.any(String)],
      ['Lumen Fjord Energi AS', 'SUBSIDIARY_OF', 'Tidewater Holdings Ltd', 100, null, null],
    ])
  })

  test('an end that is past makes a former one', async () => {
    await load(companies(BOREALIS, TIDEWATER), owners('1,3,60,2019-05-01,2021-12-31'))
    expect(await parents()).toEqual([
      ['Borealis Kraft AS', 'WAS_SUBSIDIARY_OF', 'Tidewater Holdings Ltd', 60, '2019-05-01', '2021-12-31'],
    ])
  })
})

describe('contacts at companies', () => {
  const people = (...rows: string[]) =>
    file('people', ['id,first,last,mail', ...rows], {
      entity: 'contact',
      id: 'id',
      source: 'crm',
      fields: { first: 'givenName', last: 'familyName', mail: 'email' },
    })
  const roles = (...rows: string[]) =>
    file('roles', ['id,contact,company,role,department,until', ...rows], {
      entity: 'contact',
      source: 'crm',
      id: { column: 'id', clean: { prefix: 'role-' } },
      sameAs: 'contact',
      fields: {
        company: { to: 'company.id', source: 'erp' },
        role: 'role',
        department: 'department',
        until: 'role.to',
      },
    })
  const SIV = '7,Siv,Aamodt,siv@aamodt.example'

  test.each<[string, () => Promise<void>]>([
    [
      'at once',
      async () =>
        void (await load(companies(BOREALIS, LUMEN), people(SIV), roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))),
    ],
    [
      'one file after the other',
      async () => {
        await load(companies(BOREALIS, LUMEN))
        await load(people(SIV))
        await load(roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))
      },
    ],
    [
      'companies last',
      async () => {
        await load(people(SIV), roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))
        await load(companies(BOREALIS, LUMEN))
      },
    ],
    [
      'people last',
      async () => {
        await load(companies(BOREALIS, LUMEN))
        const { merges } = await load(roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))
        expect(merges).toMatchObject({ waiting: 2 })
        expect((await load(people(SIV))).merges).toMatchObject({ merged: 2 })
      },
    ],
  ])('several of one contact: %s', async (_when, play) => {
    await play()
    expect(await jobs()).toEqual([
      ['Siv Aamodt', 'WORKS_AT', 'Borealis Kraft AS', 'Buyer', 'Cables', null],
      ['Siv Aamodt', 'WORKS_AT', 'Lumen Fjord Energi AS', 'Director', null, null],
    ])
    await isWhole()
  })

  test('who comes over the wire is waited for as well, and what is no longer said is not', async () => {
    await load(companies(BOREALIS, LUMEN))
    await load(roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))
    await load(roles('2,8,2,Director,,'))
    const [siv] = (await readFiles([people(SIV)], {})).records.get('contact')?.inputs ?? []
    if (siv) await kith.upsert([siv], TEST_CONTEXT.actor)
    expect(await kith.sweep(TEST_CONTEXT.actor)).toMatchObject({ statements: 1 })
    expect((await jobs()).filter(([contact]) => contact === 'Siv Aamodt')).toEqual([
      ['Siv Aamodt', 'WORKS_AT', 'Borealis Kraft AS', 'Buyer', 'Cables', null],
    ])
    expect(await kith.sweep(TEST_CONTEXT.actor)).toMatchObject({ statements: 0 })
  })

  test('a later file replaces its own rows: a job that ended is a former one, and the others stay', async () => {
    await load(companies(BOREALIS, LUMEN), people(SIV), roles('1,7,1,Buyer,Cables,', '2,7,2,Director,,'))
    await load(roles('1,7,1,Buyer,Cables,2021-12-31'))
    expect(await jobs()).toEqual([
      ['Siv Aamodt', 'WAS_WORKS_AT', 'Borealis Kraft AS', 'Buyer', 'Cables', '2021-12-31'],
      ['Siv Aamodt', 'WORKS_AT', 'Lumen Fjord Energi AS', 'Director', null, null],
    ])
  })

  test('by e-mail and tax number where a file has no ids: people and companies are found by what is said of them', async () => {
    await load(
      file('companies', ['no,name,vat', `${BOREALIS},NO918273645MVA`], {
        entity: 'company',
        id: 'no',
        fields: { name: 'name', vat: 'taxId' },
      }),
      people(SIV),
    )
    await load(
      file('roles-by-mail', ['mail,firm,vat,role', 'Siv@Aamodt.example,Borealis Kraft,NO 918 273 645,Buyer'], {
        source: 'desk',
        entity: 'contact',
        id: { content: ['mail', 'vat'] },
        fields: { mail: 'email', role: 'role' },
        also: [
          { entity: 'company', as: 'company.id', id: { content: ['vat'] }, fields: { vat: 'taxId', firm: 'name' } },
        ],
      }),
    )
    expect(await jobs()).toEqual([['Siv Aamodt', 'WORKS_AT', 'Borealis Kraft AS', 'Buyer', null, null]])
    expect((await store.autoCommit('MATCH (c:Company|Contact) RETURN c.name AS name ORDER BY name')).length).toBe(2)
  })
})
