import { z } from 'zod'
import { RecordId } from './ids.ts'

export const LifeEventKind = z.enum(['marriage', 'divorce', 'move', 'childLeaving', 'jobChange'])
export type LifeEventKind = z.infer<typeof LifeEventKind>

/** Something that happened to a person, as their records tell it. No golden id and no clock: a function of records. */
export const LifeEventDraft = z.object({
  kind: LifeEventKind,
  /** What it is about within the kind, folded: `nowak>ferreira`, two address keys. */
  topic: z.string(),
  /** The record that first tells it. */
  record: RecordId,
  /** The day on which it is told to have happened, or is first heard of. */
  at: z.string(),
  /** It happened after this day: the last sign of how it was before. */
  after: z.string().optional(),
  certainty: z.number(),
  evidence: z.array(z.string()),
})
export type LifeEventDraft = z.infer<typeof LifeEventDraft>

/** `uncertain` waits for a steward; a steward's word stands for as long as the records tell the event. */
export const LifeEventStatus = z.enum(['found', 'uncertain', 'confirmed', 'dismissed'])
export type LifeEventStatus = z.infer<typeof LifeEventStatus>

export const LifeEventVerdict = z.enum(['confirmed', 'dismissed'])
export type LifeEventVerdict = z.infer<typeof LifeEventVerdict>

/** An event as stored and shown. The id follows from the record and the topic, so that it survives a rebuild. */
export const LifeEvent = LifeEventDraft.extend({
  id: z.string(),
  status: LifeEventStatus,
  by: z.string().optional(),
  reason: z.string().optional(),
})
export type LifeEvent = z.infer<typeof LifeEvent>

export const LifeEventOf = LifeEvent.extend({ golden: z.string(), name: z.string() })
export type LifeEventOf = z.infer<typeof LifeEventOf>
export const LifeEventsPage = z.object({ events: z.array(LifeEventOf) })
export type LifeEventsPage = z.infer<typeof LifeEventsPage>

/** What happened, in words. */
export const EVENT_WORDS: Record<LifeEventKind, string> = {
  ...{ marriage: 'married', divorce: 'divorced', move: 'moved', childLeaving: 'left home', jobChange: 'changed jobs' },
}
