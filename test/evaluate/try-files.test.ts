import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { trialInWords } from '../../server/cli/words/trial-words.ts'
import { type Trial, tryFiles } from '../../server/evaluate/try-files.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { shippedRuleSet } from '../../server/rules/rule-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-try-'))
afterAll(() => rmSync(folder, { recursive: true }))

function trial(...files: [name: string, content: string, mapping: object][]): Promise<Trial> {
  return tryFiles({
    files: files.map(([name, content, mapping]) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return { path, mapping: parseMapping({ id: 'id', entity: 'person', ...mapping }) }
    }),
    rules: shippedRuleSet(),
    today: '2026-01-01',
    threads: 1,
  })
}

const PEOPLE_NAMES = { first: 'givenName', last: 'familyName' }
const PEOPLE = { ...PEOPLE_NAMES, mail: 'email', dob: 'birthDate' }

test('two sources: clusters across them, what only one has, issues with an example', async () => {
  const found = await trial(
    [
      'a.csv',
      'id,first,last,mail,dob\n1,Ada,Lovelock,ada@lovelock.test,1985-12-10\n2,Bo,Quill,bo@quill.test,\n3,,,nowhere,\n',
      { source: 'a', fields: PEOPLE },
    ],
    [
      'b.csv',
      'id,first,last,mail,dob,x\n9,Adah,Lovelock,ada@lovelock.test,1985-12-10,\n,Cy,Hall,cy@hall.test,,\n',
      { source: 'b', fields: PEOPLE },
    ],
  )
  expect(found).toMatchObject({ rows: 5, rejected: 1, problems: [{ detail: 'the id is empty' }] })
  expect(found.entities.person).toMatchObject({
    records: 4,
    clusters: 3,
    joined: 1,
    largest: [{ held: false, records: [{ id: 'a:person:1', name: 'Ada Lovelock' }, { id: 'b:person:9' }] }],
    overlaps: [
      { sources: ['a', 'b'], clusters: 1 },
      { sources: ['a'], clusters: 2 },
    ],
  })
  expect(found.entities.person?.issues.find(({ policy }) => policy === 'email-valid')).toMatchObject({
    records: 1,
    example: 'a:person:3',
  })
  const words = trialInWords(found)
  for (const said of ['person: 4 records are 3 golden records', 'a + b', 'email-valid', 'b.csv:3'])
    expect(words).toContain(said)
})

test('contacts are compared within their company, of the files or made out from what they say', async () => {
  const contacts = 'id,first,last,firm,mail\n1,Ada,Lovelock,c1,ada@acme.test\n2,Ada,Lovelock,c2,ada@acme.test\n'
  const companies =
    'id,name,web,tel\nc1,Acme Paper GmbH,acme-paper.test,+49 221 5550199\nc2,Acme Paper GmbH,acme-paper.test,+49 221 5550199\n'
  const own = {
    source: 's',
    entity: 'contact',
    fields: { first: 'givenName', last: 'familyName', firm: 'company.id', mail: 'email' },
  }
  const found = await trial(
    ['contacts.csv', contacts, own],
    [
      'companies.csv',
      companies,
      { source: 's', entity: 'company', fields: { name: 'name', web: 'website', tel: 'phone' } },
    ],
  )
  expect(found.entities.company).toMatchObject({ records: 2, clusters: 1 })
  expect(found.entities.contact).toMatchObject({ records: 2, clusters: 1 })
  expect((await trial(['alone.csv', contacts, own])).entities.contact).toMatchObject({ records: 2 })
})

test('a row that comes again or deletes its record', async () => {
  const found = await trial([
    'rows.csv',
    'id,first,last,gone\n1,Ada,Lovelock,\n1,Ada,Lovelace,\n2,Bo,Quill,\n2,Bo,Quill,x\n',
    { source: 's', fields: PEOPLE_NAMES, delete: { gone: 'x' } },
  ])
  expect(found).toMatchObject({ removed: 1, entities: { person: { records: 1, filled: { familyName: 1 } } } })
  expect(found.notes.map(({ about }) => about)).toEqual(['ids'])
})
