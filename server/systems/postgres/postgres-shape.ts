import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { Secret } from '../secrets.ts'

// What a definition may say of a PostgreSQL database. The descriptions are what an editor shows.

/** PostgreSQL itself cuts longer names off, and knows no NUL in them. */
const Name = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[^\0]+$/, 'a name holds no NUL')

const Tls = z.union([
  z.boolean(),
  z.strictObject({
    verify: z.boolean().default(true).describe('whether the certificate of the server has to be a good one'),
    ca: Secret.optional().describe('certificate of an authority of your own, as PEM'),
    cert: Secret.optional().describe('certificate that the role is known by, as PEM'),
    key: Secret.optional().describe('private key of that certificate, as PEM'),
  }),
])

const Changed = z.strictObject({
  column: Name.describe(
    'a time or number that grows with every change and is never empty: rows are read in its order, ties by id; wants an index',
  ),
  overlapSeconds: z
    .number()
    .min(0)
    .max(86_400)
    .default(60)
    .describe(
      'how long a transaction may take: what was changed in so many seconds is read again, so that late commits are seen',
    ),
})

const Deleted = z.strictObject({
  column: Name,
  value: z
    .union([z.string(), z.array(z.string()).min(1), z.literal(true)])
    .describe('text of the column that says so, one of them (true, D), or true: any but empty (a time of deletion)'),
})

/** What is set on every write, besides what is written. */
const OnWrite = z.union([
  z.literal('now').describe('the time of writing, where no trigger sets it'),
  z.literal('next').describe('one more than it was: a version that the application counts'),
  z.strictObject({ text: z.string().describe('always this text: a mark of who wrote it') }),
])

/** A table, its key, and which of its columns mean what. */
export const PostgresTable = z.strictObject({
  table: Name,
  id: z
    .union([Name, z.array(Name).min(1)])
    .describe('its key, the id of a record; in a downstream system the golden id'),
  separator: z.string().min(1).default('-').describe('stands between the parts of an id of several columns'),
  columns: z.array(Name).min(1).optional().describe('those that are read; without it all'),
  version: z
    .union([Name, z.literal(false)])
    .optional()
    .describe(
      'column that differs after every change; without it xmin, which tables have and views have not; false: none',
    ),
  externalId: Name.optional().describe(
    'column with a unique index for the id of the golden record: records can be made',
  ),
  seq: Name.optional().describe('number of the feed up to which a row is; an older state is not taken'),
  changed: Changed.optional().describe('how it is known what changed; without it the table is never polled'),
  deleted: Deleted.optional().describe('how a row says that its record is gone'),
  mergedInto: Name.optional().describe('column with the id of the record that took this one over'),
  origin: Name.optional().describe(
    'column that says who wrote the row last: a role, or a text; every writer has to set it',
  ),
  onWrite: z.record(Name, OnWrite).default({}).describe('columns that are set whenever a row is written'),
})
export type PostgresTable = z.infer<typeof PostgresTable>

export const PostgresSettings = z.strictObject({
  kind: z.literal('postgres'),
  host: z.string().min(1).default('localhost').describe('name, address, or folder of a socket'),
  port: z.int().min(1).max(65_535).default(5432),
  database: z.string().min(1),
  user: z.string().min(1).describe('a role of its own for Kith, with no more rights than it needs'),
  password: Secret.optional(),
  ssl: Tls.default(true).describe('true: encrypted, and the server proves who it is; false: neither'),
  schema: Name.default('public'),
  dateStyle: z
    .string()
    .min(1)
    .default('ISO, YMD')
    .describe('how dates are read and written, as SET DateStyle takes it: the one that the mapping was made for'),
  timeZone: z.string().min(1).default('UTC').describe('in which times with a zone are read and written'),
  tables: z.partialRecord(EntityName, PostgresTable).describe('entity to its table'),
})
export type PostgresSettings = z.infer<typeof PostgresSettings>
