import type { PastDay } from '../api/record-api.ts'
import { type Producer, toasted } from './state.ts'

/** Something a person did that the server can take back. */
export type Done = { readonly kind: 'corrections' | 'decision' | 'event' | 'pin' | 'plan'; readonly id: string }

/** A change of golden records that is being planned. */
export type Changing =
  | { readonly kind: 'merge'; readonly golden: Named; readonly near: readonly Named[] }
  | { readonly kind: 'split'; readonly golden: Named; readonly records: readonly Named[] }
  | { readonly kind: 'unmerge'; readonly record: Named }
/** Something by its id, and by what people call it. */
export type Named = { readonly id: string; readonly name: string }

/** Notes what was done, with a message that offers to take it back. */
export const noted =
  (done: Done, text: string): Producer =>
  (s) =>
    toasted({ text, tone: 'info', undo: done })({ ...s, done: [...s.done, done] })
/** What was taken back cannot be taken back again, whatever the message says. */
export const takenBack =
  (id: string): Producer =>
  (s) => ({
    ...s,
    done: s.done.filter((each) => each.id !== id),
    toast: s.toast?.undo?.id === id ? undefined : s.toast,
  })
export const planning =
  (changing: Changing | undefined): Producer =>
  (s) => ({ ...s, changing })
export const asOf =
  (past: PastDay | undefined): Producer =>
  (s) => ({ ...s, past })
