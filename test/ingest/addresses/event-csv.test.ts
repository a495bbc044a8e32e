import { expect, test } from 'vitest'
import { type EventRow, eventRows } from '../../../server/ingest/addresses/event-csv.ts'

async function read(text: string): Promise<EventRow[]> {
  async function* once() {
    yield text
  }
  const rows: EventRow[] = []
  for await (const row of eventRows(once())) rows.push(row)
  return rows
}

test('a row is an event: the address as printed or in its parts, returned where nothing else is said', async () => {
  const csv = `event,Reason,at,carrier,record,address,line1,postcode
returned,moved,2025-06-01,post,crm:1,"22 Copperfield Ave, Tulsa OK 74103",,
,no-such-address,,,,,9 Old Mill Road,74104
confirmed,,2025-07-01T10:00:00Z,parcels,crm:2,,,
`
  expect((await read(csv)).map((row) => row.read)).toEqual([
    {
      ...{ kind: 'returned', reason: 'moved', at: '2025-06-01', carrier: 'post', record: 'crm:1' },
      address: '22 Copperfield Ave, Tulsa OK 74103',
    },
    {
      kind: 'returned',
      reason: 'no-such-address',
      carrier: 'post',
      address: { line1: '9 Old Mill Road', postcode: '74104' },
    },
    { kind: 'confirmed', at: '2025-07-01T10:00:00Z', carrier: 'parcels', record: 'crm:2' },
  ])
})

test('a row that will not do is told by line and field, and the rest goes on', async () => {
  const csv = `event;reason;at;address
returned;gone fishing;;12 Main St
lost;;;12 Main St
returned;moved;yesterday;12 Main St
confirmed;moved;;12 Main St

returned;moved;;12 Main St
`
  const told = (await read(csv)).map(({ line, read: event }) =>
    'code' in event ? [line, event.line, event.field] : [line, event.kind],
  )
  expect(told).toEqual([
    [2, 2, 'reason'],
    [3, 3, 'event'],
    [4, 4, 'at'],
    [5, 5, undefined],
    [7, 'returned'],
  ])
})

test('a column that nobody knows is no file of events', async () => {
  await expect(read('reason,address,colour\nmoved,12 Main St,red\n')).rejects.toMatchObject({
    problem: { code: 'row.unreadable', line: 1, detail: expect.stringContaining('"colour"') },
  })
})
