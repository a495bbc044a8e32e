import { z } from 'zod'

/** What can be rolled up. `bonusBase` is revenue less charge-backs; contracts are those that run on the day asked for. */
export const Measure = z.enum(['revenue', 'orders', 'products', 'contacts', 'bonusBase', 'contracts'])
export type Measure = z.infer<typeof Measure>

/** Minor units by ISO 4217 code, never added across currencies. Orders without a currency are under `none`. */
export const Money = z.record(z.string(), z.int())
export type Money = z.infer<typeof Money>

/** Sums over distinct companies: one that two nodes place counts once. Only the measures that were asked for. */
export const Totals = z.object({
  companies: z.int(),
  revenue: Money.optional(),
  orders: z.int().optional(),
  /** Different products. */
  products: z.int().optional(),
  /** Different people. */
  contacts: z.int().optional(),
  bonusBase: Money.optional(),
  contracts: z.int().optional(),
  contractValue: Money.optional(),
})
export type Totals = z.infer<typeof Totals>

export const RollUpNode = z.object({
  key: z.string(),
  name: z.string(),
  type: z.string(),
  parent: z.string().optional(),
  depth: z.int(),
  company: z.string().optional(),
  /** Of the node and everything below it. */
  totals: Totals,
})
export type RollUpNode = z.infer<typeof RollUpNode>

/** A company whose data waits for a steward, and whether the sums leave it out. */
const Unreleased = z.object({
  company: z.string(),
  name: z.string(),
  status: z.string(),
  reasons: z.array(z.string()),
})

export const RollUpView = z.object({
  hierarchy: z.string(),
  asOf: z.object({ seq: z.int(), at: z.string() }),
  measures: z.array(Measure),
  /** Of all roots together, or of the node or company that was asked about. */
  totals: Totals,
  nodes: z.array(RollUpNode),
  /** Companies that two nodes place; counted once. */
  conflicts: z.array(z.object({ company: z.string(), nodes: z.array(z.string()) })),
  unreleased: z.array(Unreleased),
  /** Hash of the answer without the moment: equal hashes are equal figures. */
  hash: z.string(),
})
export type RollUpView = z.infer<typeof RollUpView>

/** Where two hierarchies put a company, and what that does to the sums above it. */
export const ComparisonView = z.object({
  a: z.string(),
  b: z.string(),
  asOf: z.object({ seq: z.int(), at: z.string() }),
  /** Companies by where they stand: under which roots and parents; absent where a hierarchy does not place them. */
  differences: z.array(
    z.object({
      company: z.string(),
      name: z.string(),
      inA: z.object({ path: z.array(z.string()) }).optional(),
      inB: z.object({ path: z.array(z.string()) }).optional(),
      totals: Totals,
    }),
  ),
  totals: z.object({ a: Totals, b: Totals, onlyA: Totals, onlyB: Totals, both: Totals }),
})
export type ComparisonView = z.infer<typeof ComparisonView>
