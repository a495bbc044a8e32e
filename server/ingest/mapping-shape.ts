import { z } from 'zod'
import { FieldKind } from '../model/entities/field.ts'
import { EntityName } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { isDateFormat } from '../text/date-text.ts'
import { isTimeZone } from '../text/instant-text.ts'
import { isEncoding } from './decode.ts'

// What a mapping may say. The descriptions are what an editor shows: they are published as JSON Schema.

const Column = z.string().min(1)
const Regex = z
  .string()
  .refine(isRegex, 'not a regular expression')
  .describe('a regular expression, of JavaScript, with the flag u')

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** A constant, or a column with what its values stand for. Without `map` the column's value is taken as it is. */
const Choice = z.union([
  z.string().min(1),
  z.strictObject({ column: Column, map: z.record(z.string(), z.string()).optional() }),
])

/** What a cell has to be. */
export const Condition = z.union([
  z.string().describe('this text; letter case and blanks around it do not matter'),
  z.array(z.string()).min(1).describe('one of these texts'),
  z.strictObject({ matches: Regex }),
  z.strictObject({ empty: z.boolean() }),
  z.strictObject({ not: z.union([z.string(), z.array(z.string()).min(1)]) }),
])
export type Condition = z.infer<typeof Condition>

/** Columns and what their cells have to be. */
export const Where = z.record(Column, Condition)
export type Where = z.infer<typeof Where>

export const Cleaning = z.union([
  z
    .enum(['whole', 'zeros', 'digits', 'upper', 'lower', 'salesforce'])
    .describe(
      'whole: 3.0 and 1,000 are 3 and 1000; zeros: without those in front; digits: nothing else; salesforce: 15 characters become 18',
    ),
  z.strictObject({ pad: z.int().min(1).max(100).describe('zeros in front up to so many characters') }),
  z.strictObject({
    prefix: z.string().min(1).max(40).describe('stands in front of ids that another table of the system has too'),
  }),
])
export type Cleaning = z.infer<typeof Cleaning>

const Cleanings = z.union([Cleaning, z.array(Cleaning).min(1)])

/** Where the id of a record comes from. */
export const IdRule = z.union([
  Column.describe("the column with the source's own id"),
  z.strictObject({
    column: Column,
    map: z.record(z.string(), z.string()).optional(),
    clean: Cleanings.optional(),
  }),
  z.strictObject({
    from: z.array(Column).min(1).describe('several columns that make the id together'),
    with: z.string().default('-').describe('stands between the parts'),
    clean: Cleanings.optional(),
  }),
  z.strictObject({
    content: z
      .union([z.literal(true), z.array(Column).min(1)])
      .describe(
        'there is none: it is made from these columns, or from all that are mapped; the same content has the same id',
      ),
  }),
])
export type IdRule = z.infer<typeof IdRule>

/** What a column feeds: a field name, or the name with hints of how to read it. */
export const Target = z.strictObject({
  to: z.string().describe('a field, such as email, address.city, custom.shirtSize'),
  format: z
    .string()
    .refine(isDateFormat, 'a date format needs a year (yyyy or yy), or is excel or excel1904')
    .optional()
    .describe('how dates are written: dd.MM.yyyy, MMM d yyyy; excel: days since 1900'),
  kind: FieldKind.optional().describe('kind of a custom.<name> field'),
  map: z.record(z.string(), z.string()).optional().describe('replaces values: { "1": "yes" }; others stay'),
  match: Regex.optional().describe('only what fits, or its first group; a cell that fits nothing is an issue'),
  split: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('several values in one cell, and what stands between them'),
  default: z.string().optional().describe('value where the cell is empty'),
  nulls: z.array(z.string()).optional().describe('cells that say nothing, beside those known everywhere'),
  decimal: z.enum([',', '.']).optional().describe('sign before the decimals of a number or an amount'),
  invert: z.boolean().optional().describe('a yes is a no: HasOptedOut feeds consent.email'),
  order: z.enum(['family-first', 'given-first']).optional().describe('of the names in a full name'),
  clean: Cleanings.optional(),
  source: SourceName.optional().describe('of a reference: the system whose record it names, where that is another'),
  entity: EntityName.optional().describe('of customer.id: of which table the record is that it names'),
})
export type Target = z.infer<typeof Target>

export const FieldRule = z.union([z.string(), Target, z.array(z.union([z.string(), Target])).min(1)])

const Join = Target.omit({ to: true }).extend({
  from: z.array(Column).min(1),
  with: z.string().default(' ').describe('between the parts; empty parts leave no gap'),
})

const Fields = z
  .record(Column, FieldRule)
  .default({})
  .describe('column to field; * in a column stands for any part of its name')
const Joins = z.record(z.string(), Join).default({}).describe('field from several columns')
const Constants = z.record(z.string(), z.string()).default({}).describe('values of every record that has none')

/** Another record that the same row holds: the company of a contact, the customer of an order. */
export const Also = z.strictObject({
  entity: Choice,
  source: Choice.optional(),
  id: IdRule,
  as: z
    .enum(['company.id', 'parent.id', 'customer.id'])
    .optional()
    .describe('how the record of the row refers to this one'),
  fields: Fields,
  join: Joins,
  constants: Constants,
})
export type Also = z.infer<typeof Also>

/** How a file's columns become records of one or several sources: see docs/mapping.md. */
export const SourceMapping = z.strictObject({
  $schema: z.string().optional(),
  source: Choice.describe('name of the system the records come from'),
  kind: SourceName.optional().describe(
    'what kind of system it is, as rules name kinds: erp, crm, shop, loyalty, register, marketing',
  ),
  entity: Choice.describe('person, company, contact or order'),
  id: IdRule,
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as US')
    .optional()
    .describe('country of local phone numbers and of addresses that do not name one: ISO 3166-1 alpha-2'),
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional().describe('what 03/04/1984 means'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'not a time zone this system knows')
    .optional()
    .describe('zone of times without an offset: Europe/Berlin'),
  decimal: z.enum([',', '.']).optional().describe('sign before the decimals of numbers and amounts'),
  nulls: z.array(z.string()).default([]).describe('cells that say nothing, beside those known everywhere'),
  fields: Fields,
  join: Joins,
  constants: Constants,
  also: z.array(Also).default([]).describe('further records that every row holds'),
  ignore: z.array(z.string()).default([]).describe('columns not even kept in the raw record'),
  only: Where.optional().describe('rows that are read: all of this holds'),
  skip: Where.optional().describe('rows that are passed over: any of this holds'),
  delete: Where.optional().describe('rows that delete their record: any of this holds'),
  sameAs: z.string().optional().describe('column with the id of the record that this one was merged into'),
  part: z
    .strictObject({ name: z.string().min(1).max(100), rank: z.int().min(1).default(1) })
    .optional()
    .describe('the file is one of several tables that each know a part of a record; of two, the lower rank goes first'),
  sharedIds: z
    .boolean()
    .default(false)
    .describe('entities of the system share one table of ids: a record that comes as another entity is what it was'),
  gather: z.boolean().default(false).describe('rows with one id, or without any, are one record together'),
  header: z
    .union([z.int().min(1), z.literal(false), z.array(Column).min(1)])
    .optional()
    .describe('line of the header; false, or the names of the columns, where there is none'),
  comment: z.string().min(1).optional().describe('what a line starts with that is no record'),
  encoding: z
    .string()
    .refine(isEncoding, 'not an encoding this system reads')
    .optional()
    .describe('such as windows-1252, where the bytes cannot tell'),
  delimiter: z.string().min(1).max(8).optional(),
  quote: z.string().max(1).optional().describe('what fields with a delimiter stand in; empty: nothing'),
  escape: z.string().max(1).optional().describe('what makes a quote or delimiter a letter'),
  sheet: z.string().optional().describe('of a workbook'),
  entry: z.string().optional().describe('file in an archive; * stands for any letters'),
  list: z.string().optional().describe('where the list is in a JSON text: data.customers'),
})
export type SourceMapping = z.infer<typeof SourceMapping>
