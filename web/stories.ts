import { z } from 'zod'
import { EntityName } from '../server/model/entities/registry.ts'
import stories from './stories.json' with { type: 'json' }

/** A search worth trying first: whom to look for, and which neighbour of the best hit is the point. */
export const Story = z.strictObject({
  title: z.string(),
  about: z.string(),
  search: z.strictObject({ text: z.string(), entity: EntityName.nullable() }),
  at: z.enum(['household', 'company', 'contact', 'record', 'address']).nullable(),
})
export type Story = z.infer<typeof Story>

export const STORIES: readonly Story[] = z.array(Story).parse(stories)
