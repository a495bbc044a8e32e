import { z } from 'zod'
import type { CountsReport } from '../../server/model/views.ts'
import stories from './stories.json' with { type: 'json' }
import { sourceOf } from './words.ts'

/**
 * Something of the demo worth seeing first: a record of it, whose golden record is opened, which neighbour of that is the
 * point, and what one would search for to find it.
 */
export const Story = z.strictObject({
  title: z.string(),
  about: z.string(),
  record: z.string(),
  search: z.string(),
  at: z.enum(['household', 'company', 'contact', 'record', 'address']).nullable(),
})
export type Story = z.infer<typeof Story>

const STORIES: readonly Story[] = z.array(Story).parse(stories)

/** The stories, where the demo's systems are in the graph; none beside other data. */
export function storiesIn(report: Pick<CountsReport, 'bySource'>): readonly Story[] {
  const sources = new Set(report.bySource.map((row) => row.source))
  return STORIES.every((story) => sources.has(sourceOf(story.record))) ? STORIES : []
}
