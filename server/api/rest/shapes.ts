import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { GoldenId, HouseholdId, idOfRecord, type RecordName, SourceName } from '../../model/ids.ts'
import { Moment } from '../../model/moment.ts'
import { Measure } from '../../model/roll-up.ts'

/** Parts that several routes share. Query values arrive as text. */
export const GoldenParams = z.strictObject({ id: GoldenId })
export const HouseholdParams = z.strictObject({ id: HouseholdId })
export const AnyIdParams = z.strictObject({ id: z.string().trim().min(1).max(600) })

/** Ids are written without the blanks around them, and found with them. */
const OwnId = z.string().trim().min(1).max(500)

/** A record in an address: source, entity and the source's own id, percent-encoded where needed. */
export const RecordParams = z
  .strictObject({ source: SourceName, entity: EntityName, sourceId: OwnId })
  .transform((record): RecordName => idOfRecord(record))

/** The same without its entity: enough while one entity alone has the id. */
export const ShortRecordParams = z
  .strictObject({ source: SourceName, sourceId: OwnId })
  .transform(({ source, sourceId }): RecordName => `${source}:${sourceId}`)

/** Questions about the past. Both take a number of the feed, an instant, a day or `now`. */
export const Past = z.strictObject({
  asOf: Moment.optional().describe('how it was then: a number of the feed, an instant, a day (its end, UTC) or now'),
  knownAt: Moment.optional().describe('what was known then of `asOf`; without it, what was known at `asOf` itself'),
})
export const PAST =
  '`asOf` answers as of a moment, as it was known then; with `knownAt` as well, what was known at that moment of how things were at `asOf`, by the sources’ own times.'

export const PAST_TREE =
  '`asOf` answers as of a moment, as it was known then; with `knownAt` as well, companies hang where the records known at that moment place them at `asOf`: from the start to the end they state, else from when they said so.'

export const Entity = EntityName.optional()

export function limitOf(usual: number, most: number) {
  return z.coerce.number().int().min(1).max(most).default(usual).describe(`at most ${most}`)
}

export const Seq = z.coerce.number().int().min(0)

/** What to add up, with commas between. */
export const measure = z
  .string()
  .optional()
  .describe(
    'with commas between them: revenue, orders, products, contacts, bonusBase, contracts; all of them when absent',
  )
  .transform((text) => (text === undefined ? Measure.options : text.split(',').map((name) => name.trim())))
  .pipe(z.array(Measure).min(1))
