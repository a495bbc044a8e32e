import { expect, test } from 'vitest'
import type { UndoPlan, UploadTrial } from '../../server/model/uploads/upload.ts'
import {
  problemInWords,
  progressInWords,
  rejectInWords,
  sizeInWords,
  trialHeadline,
  trialSentences,
  undoSentences,
} from '../../web/words/load-words.ts'

const TRIAL: UploadTrial = {
  ...{ rows: 3, rejected: 0, passed: 0, orders: 0, joined: 1, goldens: 1, merged: 0 },
  entities: [{ entity: 'person', records: 3, created: 2, changed: 1, unchanged: 0, late: 0, deleted: 0 }],
  matched: { looked: 3, of: 3 },
  ...{ issues: [], examples: [], rejects: [], notes: [] },
}

test('a dry run in a line', () => {
  expect(trialHeadline(TRIAL)).toBe('3 rows → records: 2 new, 1 changed, 0 as they were')
})

test.each<[why: string, trial: Partial<UploadTrial>, sentences: string[]]>([
  [
    'one joins',
    {},
    ['1 new record joins customers, companies or contacts that are there already. 1 new one would appear.'],
  ],
  [
    'nobody joins, of the first',
    { joined: 0, goldens: 2_000, matched: { looked: 2_000, of: 5_000 } },
    [
      'No new record joins a customer, company or contact that is there already. 2,000 new ones would appear.',
      'Matched were the first 2,000 of 5,000 new and changed records.',
    ],
  ],
  [
    'nothing is new',
    { joined: 0, goldens: 0, matched: { looked: 0, of: 0 }, passed: 1 },
    ['1 row is passed over, as the mapping says.'],
  ],
])('%s', (_why, trial, sentences) => {
  expect(trialSentences({ ...TRIAL, ...trial })).toEqual(sentences)
})

test.each<[why: string, plan: Partial<UndoPlan>, sentences: string[]]>([
  ['nothing stands', {}, ['Nothing of the load stands any more.']],
  [
    'all of it',
    { deletes: 2, restores: 1, alone: 1, orders: 4 },
    [
      '2 records that the load brought are deleted again.',
      '1 record that it changed says again what it said before.',
      '1 customer, company or contact with no other record goes with them.',
      'Orders of the file stay: they are not taken back.',
    ],
  ],
])('an undo where %s', (_why, plan, sentences) => {
  const none = {
    hash: '',
    deletes: 0,
    restores: 0,
    returns: 0,
    alone: 0,
    shared: 0,
    kept: { count: 0, shown: [] },
    orders: 0,
  }
  expect(undoSentences({ ...none, ...plan })).toEqual(sentences)
})

test.each([
  [{ line: 4, column: 'id', detail: 'the id is empty' }, 'Line 4, id: the id is empty'],
  [{ record: 'shop:person:1', detail: 'was not written' }, 'shop:person:1: was not written'],
])('a rejected row %j', (reject, words) => {
  expect(rejectInWords(reject)).toBe(words)
})

test.each([
  [{ stage: 'loading', progress: { step: 'write', done: 500, of: 1_200 } }, 'Writing records: 500 of 1,200'],
  [{ stage: 'trying', progress: { step: 'ingest', done: 3_000, of: 0 } }, 'Reading the file: 3,000 so far'],
  [{ stage: 'loading' }, 'Beginning'],
] as const)('progress %j', (upload, words) => {
  expect(progressInWords(upload)).toBe(words)
})

test.each([
  [900, '900 bytes'],
  [12_400, '12 KB'],
  [2_340_000, '2.3 MB'],
])('%i bytes', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})

test('a problem is a sentence', () => {
  expect(problemInWords({ code: 'request.invalid', detail: 'x.csv is a PDF' })).toBe('X.csv is a PDF.')
})
