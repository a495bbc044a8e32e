import { z } from 'zod'
import { placeholdersIn } from './template.ts'

// How records of one entity are read and written in a system that speaks JSON over HTTP.

export const At = z
  .string()
  .describe('where in the JSON: names joined by dots, places in lists by number; empty is all of it')
const Column = z.string().min(1)

export const StatusMeaning = z.enum(['ok', 'gone', 'conflict', 'rejected', 'retry', 'denied', 'moved'])
export type StatusMeaning = z.infer<typeof StatusMeaning>

/** What may stand in braces in what is sent for one record. */
const OF_CREATE = ['set', 'record', 'externalId', 'key', 'seq', 'origin']
const OF_UPDATE = [...OF_CREATE, 'id', 'version']
const IN_PATH = ['externalId', 'key', 'seq', 'origin', 'id', 'version']

function isPath(text: string): boolean {
  return text.startsWith('/') && !text.includes('#') && !text.split('?')[0]?.split('/').includes('..')
}

/** Placeholders of a template that nothing is known for. */
function strange(template: unknown, known: readonly string[]): string[] {
  return placeholdersIn(template).filter((name) => !known.includes(name))
}

/** A path below the address of the system, which may hold some placeholders. */
export function pathWith(known: readonly string[]) {
  return z
    .string()
    .refine(isPath, 'a path starts with a slash and leads nowhere up')
    .refine((text) => strange(text, known).length === 0, {
      error: ({ input }) => `nothing is known for ${braced(strange(input, known))}; there is ${braced(known)}`,
    })
}

/** The body of a request: JSON in which a text may be a placeholder, or hold some. */
function body(known: readonly string[]) {
  return z
    .json()
    .refine((json) => strange(json, known).length === 0, {
      error: ({ input }) => `nothing is known for ${braced(strange(input, known))}; there is ${braced(known)}`,
    })
    .describe(`the JSON that is sent; a text that is one of ${braced(known)} is replaced by what it stands for`)
}

function braced(names: readonly string[]): string {
  return names.length === 0 ? 'no placeholder' : names.map((name) => `{${name}}`).join(', ')
}

const Asking = z.enum(['GET', 'POST'])
type Asks = { readonly method: 'GET' | 'POST'; readonly body?: unknown }
const hasBody = ({ method, body }: Asks) => method === 'POST' || body === undefined
const NO_BODY = 'a GET has no body'
const Writing = z.enum(['POST', 'PUT', 'PATCH'])

const CellType = z.enum(['text', 'number', 'boolean', 'json'])
export type CellType = z.infer<typeof CellType>
const JsonColumn = z.union([
  CellType,
  z.strictObject({
    type: CellType.default('text'),
    empty: z.json().default(null).describe('what is sent where it is emptied'),
  }),
])

const RecordPlaces = z.strictObject({
  id: At.min(1).default('id'),
  version: z
    .union([At.min(1), z.strictObject({ header: z.string().min(1).describe('such as ETag') })])
    .optional()
    .describe('what tells a state of the record from others'),
  deleted: z
    .strictObject({ at: At, is: z.array(z.string()).min(1).default(['true', '1']) })
    .optional()
    .describe('what says that it is not there any more'),
  into: At.optional().describe('id of the record that it was merged into'),
  origin: At.optional().describe('who wrote it last'),
  readOnly: z.array(Column).default([]).describe('columns that are no part of {record}; such as address: all below it'),
})

const Read = z.strictObject({
  path: pathWith(['id']).refine((text) => text.includes('{id}'), 'says no {id}'),
  at: At.default('').describe('the record in the answer'),
  many: z
    .strictObject({
      method: Asking.default('GET'),
      path: pathWith(['ids']),
      body: body(['ids']).optional(),
      list: At.default(''),
      most: z.int().min(1).max(1_000).default(100),
    })
    .refine(hasBody, NO_BODY)
    .optional()
    .describe('several records at once; {ids} in a path is a list with commas'),
})

const Find = z
  .strictObject({
    method: Asking.default('GET'),
    path: pathWith(['externalId']),
    body: body(['externalId']).optional(),
    list: At.default('').describe('the records in the answer: a list, or one'),
  })
  .refine(hasBody, NO_BODY)
  .refine(({ path, body }) => placeholdersIn([path, body]).includes('externalId'), 'says no {externalId}')

const OF_CHANGES = ['cursor', 'page', 'limit']
const Changes = z
  .strictObject({
    method: Asking.default('GET'),
    path: pathWith(OF_CHANGES),
    body: body(OF_CHANGES).optional(),
    list: At.default(''),
    limit: z.int().min(1).max(10_000).default(200).describe('records that are asked for at once'),
    cursor: z
      .union([
        z.strictObject({ answer: At.describe('the answer names it') }),
        z.strictObject({ record: At.describe('the greatest of these, such as updatedAt; asked for inclusively') }),
      ])
      .describe('from where to ask next'),
    first: z.string().default('').describe('the cursor of the very first question'),
    page: z
      .union([
        z.strictObject({ next: At.describe('the answer holds what {page} is next; none: that was all') }),
        z.strictObject({ url: At.describe('the answer holds the address of the next page') }),
        z.strictObject({ from: z.int().min(0).describe('{page} counts from here') }),
      ])
      .optional()
      .describe('where what one cursor gives comes in pages'),
    more: At.optional().describe('true where there is more to ask for; without it a full list says so'),
    readEach: z.boolean().default(false).describe('the list only names the records: each is read'),
  })
  .refine(hasBody, NO_BODY)

const Create = z.strictObject({
  method: Writing.default('POST'),
  path: pathWith(IN_PATH.filter((name) => OF_CREATE.includes(name))),
  body: body(OF_CREATE).default('{set}'),
  idempotencyHeader: z.string().min(1).optional().describe('a second request with the same one makes nothing'),
  externalId: Column.optional().describe('column of our own id, of which the system takes no second record'),
  id: At.optional().describe('the new id in the answer; else that of the stored record, or of the Location'),
  stored: At.optional().describe('the record as stored, in the answer; without it the record is read afterwards'),
})

const ResultList = z.strictObject({
  list: At.default(''),
  id: At.optional().describe('of each result; without it they stand in the order of the items'),
  status: At.optional().describe('of each result, as of an answer of its own'),
  means: StatusMeaning.optional().describe('what all of this list are, where they say no status'),
  error: At.default('').describe('of each that failed: what an answer of its own would say, as errors describe it'),
  version: At.optional(),
  stored: At.optional(),
})

const Batch = z.strictObject({
  method: Writing.default('POST'),
  path: pathWith(['origin']),
  item: body(OF_UPDATE),
  body: body(['items', 'origin']).default('{items}'),
  most: z.int().min(1).max(1_000).default(1_000),
  results: z.array(ResultList).min(1),
})
export type BatchSettings = z.infer<typeof Batch>

const Update = z
  .strictObject({
    method: Writing.default('PATCH'),
    path: pathWith(IN_PATH),
    body: body(OF_UPDATE).default('{set}'),
    ifMatch: z
      .string()
      .refine((text) => strange(text, ['version']).length === 0, 'only {version} is known here')
      .optional()
      .describe('the If-Match header, where the version is known: {version}, or with quotes around it'),
    stored: At.optional().describe('the record as stored, in the answer; without it the record is read afterwards'),
    batch: Batch.optional().describe('several records a request, where pace.batch allows it'),
  })
  .refine(({ path, body }) => placeholdersIn([path, body]).includes('id'), 'says no {id}')

export const RestEntity = z
  .strictObject({
    record: RecordPlaces.prefault({}),
    columns: z
      .record(Column, JsonColumn)
      .default({})
      .describe('types of columns that are no text, in what is sent; a number as id too'),
    whole: z
      .array(Column)
      .default([])
      .describe('objects in a record that are replaced, not merged: such as address; lists always are'),
    read: Read.optional(),
    find: Find.optional(),
    changes: Changes.optional(),
    create: Create.optional(),
    update: Update.optional(),
  })
  .refine(
    ({ changes, read }) => !changes?.readEach || read !== undefined,
    'readEach, but it does not say how one is read',
  )
export type RestEntity = z.infer<typeof RestEntity>
