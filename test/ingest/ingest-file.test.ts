import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Ingested, ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-ingest-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function ingest(name: string, content: string, mapping: object): Promise<Ingested[]> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const found: Ingested[] = []
  for await (const item of ingestFile(path, parseMapping({ source: 'crm', id: 'id', ...mapping }))) found.push(item)
  return found
}

/** Id of a record or order, or code and line of a problem. */
function told(item: Ingested): string {
  if ('problem' in item) return `${item.problem.code} ${item.problem.line}`
  if ('removed' in item) return `${item.removed.sourceId} is gone`
  return isOrder(item.value) ? `order ${item.value.orderId}` : item.value.sourceId
}

test('bad rows come as problems in their place, good ones with their line and row', async () => {
  const found = await ingest('a.csv', 'id,mail\n1,a@b.c\n2\n,x\n3,d@e.f\n', {
    entity: 'person',
    fields: { mail: 'email' },
  })
  expect(found.map(told)).toEqual(['1', 'row.unreadable 3', 'record.invalid 4', '3'])
  expect(found[3]).toMatchObject({ line: 5, row: { id: '3', mail: 'd@e.f' } })
})

test('JSON lines need not agree on columns', async () => {
  const found = await ingest('a.jsonl', '{"id":1,"m":{"a":"x@y.z"}}\n{"id":2}\n', {
    entity: 'person',
    fields: { 'm.a': 'email', n: 'phone' },
  })
  expect(found.map(told)).toEqual(['1', '2'])
})

test('a mapping may say what the file cannot: delimiter and encoding', async () => {
  const found = await ingest('b.csv', 'id~sum~cur\n1~5.00~EUR\n', {
    entity: 'order',
    delimiter: '~',
    encoding: 'utf-8',
    fields: { sum: 'amount', cur: 'currency' },
  })
  expect(found.map(told)).toEqual(['order 1'])
})

test('a mapping for another file is refused before the first row', async () => {
  await expect(ingest('c.csv', 'id\n1\n', { entity: 'person', fields: { mail: 'email' } })).rejects.toMatchObject({
    problem: { code: 'mapping.invalid', path: ['no column "mail" in the file'] },
  })
})
