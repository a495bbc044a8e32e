import { z } from 'zod'
import { EntityName } from '../entities/registry.ts'
import { GoldenStatus } from '../golden.ts'
import { Moment } from '../moment.ts'

/** What a list of golden records goes by; with `-` in front the other way round. */
const ORDERS = ['name', 'city', 'country', 'records', 'sources', 'changed', 'created'] as const
const GoldenOrder = z.enum(ORDERS)
type GoldenOrder = z.infer<typeof GoldenOrder>

/** Columns of a list, in the order in which a file has them. */
export const COLUMNS = [
  ...['id', 'name', 'status', 'email', 'phone', 'line1', 'unit', 'city', 'region', 'postcode', 'country'],
  ...['birthDate', 'household', 'company', 'jobTitle', 'department', 'parent', 'legalForm', 'taxId', 'industry'],
  ...['records', 'sources', 'issues', 'orders', 'changedAt', 'createdAt'],
] as const

const text = (longest: number) => z.string().trim().min(1).max(longest).optional()
const names = (what: string) =>
  z
    .string()
    .max(1_000)
    .transform((list) => list.split(',').map((name) => name.trim()))
    .refine((list) => list.every((name) => name !== ''), 'names with commas between them')
    .optional()
    .describe(what)

/** Which golden records a list has, and in what order. Values arrive as text. */
export const GoldenListQuery = z.strictObject({
  entity: EntityName.default('person'),
  text: text(200).describe('words that the name, an e-mail address or the town holds, each of them'),
  source: names('sources, with commas between them: records of all of them'),
  only: z.stringbool().default(false).describe('records of no other source than those'),
  twice: text(100).describe('a source that has two records of it or more'),
  country: text(100),
  region: text(100),
  city: text(200),
  status: GoldenStatus.optional(),
  least: z.coerce.number().int().min(1).optional().describe('records behind it, at least'),
  most: z.coerce.number().int().min(1).optional().describe('records behind it, at most'),
  household: z.enum(['in', 'none']).optional().describe('whether it lives in a household'),
  group: z.enum(['in', 'none']).optional().describe('whether it has a parent or a subsidiary'),
  issue: text(200).describe('a policy that one of its records breaks; `any` for whichever'),
  issueSource: text(100).describe('the source of that record'),
  changed: Moment.optional().describe('changed after this moment'),
  created: Moment.optional().describe('created after this moment'),
  asOf: Moment.optional().describe(
    'those that there were then, with their names and numbers of records: `text`, `least`, `most`, `sort` by name or records',
  ),
  sort: z
    .union([GoldenOrder, z.templateLiteral(['-', GoldenOrder])])
    .default('name')
    .describe(`${ORDERS.join(', ')}; with \`-\` in front the other way round`),
})
export type GoldenListQuery = z.infer<typeof GoldenListQuery>

/** What a list says of a golden record: the best value of each. */
export const GoldenListRow = z.object({
  id: z.string(),
  entity: EntityName,
  name: z.string(),
  /** Like all that follows but `records` absent in a list of another moment. */
  status: GoldenStatus.optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  line1: z.string().optional(),
  unit: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postcode: z.string().optional(),
  country: z.string().optional(),
  birthDate: z.string().optional(),
  /** Names of what it lives in, works at, and belongs to. */
  household: z.string().optional(),
  company: z.string().optional(),
  parent: z.string().optional(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
  legalForm: z.string().optional(),
  taxId: z.string().optional(),
  industry: z.string().optional(),
  records: z.int(),
  sources: z.array(z.string()).optional(),
  /** Broken policies of all its records. */
  issues: z.int().optional(),
  orders: z.int().optional(),
  /** Absent where the feed was pruned. */
  changedAt: z.string().optional(),
  createdAt: z.string().optional(),
})
export type GoldenListRow = z.infer<typeof GoldenListRow>

/** A page of a list; `total` are all that match, `next` is what to pass as `after`. */
export const GoldenList = z.object({
  total: z.int(),
  /** Their records: of the sources that are asked for, else of all; those that break the policy, where one is asked for. */
  records: z.int(),
  rows: z.array(GoldenListRow),
  next: z.string().optional(),
})
export type GoldenList = z.infer<typeof GoldenList>

/** Where an order begins, and whether it goes down. */
export function orderOf(sort: GoldenListQuery['sort']): { by: GoldenOrder; down: boolean } {
  const down = sort.startsWith('-')
  return { by: GoldenOrder.parse(down ? sort.slice(1) : sort), down }
}
