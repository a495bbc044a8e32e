import { expect, test } from 'vitest'
import { csvReply } from '../../server/api/csv.ts'
import { hierarchyNodes } from '../../server/ingest/hierarchy-csv.ts'

test.each([
  ['-b'],
  ["'-b"],
  ["''=x"],
  ['=SUM(A1)'],
  ['+49'],
  ['+49 30 / Nord'],
  ['@home'],
  ["'s-Gravenhage"],
  ['-2.5'],
  ['a "quoted", name'],
  ['two\nlines'],
])('a hierarchy of ours is read back as it was: %j', async (text) => {
  const node = { key: text, name: `${text} x`, parent: 'top' }
  const csv = String(csvReply(['key', 'name', 'parent'], [node]).body)
  expect(await hierarchyNodes(csv)).toEqual({ ok: true, value: [node] })
})
