import type { CopyState, SystemView } from '../../server/model/sync/delivery.ts'
import { plain, plural } from './words.ts'

type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'plain'
type Standing = { readonly word: string; readonly tone: Tone; readonly about: string }

/**
 * Whether anything is written to a system. In consolidation nothing is, but for attributes whose own mode says otherwise; then
 * there are records whose standing is known.
 */
export function isWritten({ mode, copies }: Pick<SystemView, 'mode' | 'copies'>): boolean {
  return mode !== undefined && (mode !== 'consolidation' || countOf(copies, STATES) > 0)
}

/** How a system stands: in a word, and in a sentence. */
export function standing(view: SystemView): Standing {
  const { mode, paused, unavailable, faults, behind, copies, cursor, head } = view
  if (paused) return { word: 'paused', tone: 'warn', about: 'Nothing is sent to it until somebody resumes it.' }
  if (unavailable) return { word: 'unavailable', tone: 'bad', about: 'It does not answer. Kith tries again by itself.' }
  if (mode === undefined) {
    const about = faults.length > 0 ? 'Its file cannot be used.' : 'Its file is a proposal: nothing of it holds.'
    return { word: 'not applied', tone: 'plain', about }
  }
  if (!isWritten(view))
    return { word: 'nothing is sent', tone: 'plain', about: 'Its records are read. Nothing is written to it.' }
  const stuck = countOf(copies, STUCK)
  const waiting = stuck === 0 ? '' : ` ${plural(stuck, 'record waits', 'records wait')} for a person.`
  if ((copies.due ?? 0) > 0)
    return { word: 'catching up', tone: 'busy', about: `What differs is being written to it.${waiting}` }
  if (cursor !== undefined && cursor < head)
    return { word: 'catching up', tone: 'busy', about: 'The newest changes are still to be looked at.' }
  if (behind > 0) return { word: 'needs somebody', tone: 'warn', about: waiting.trim() }
  return { word: 'current', tone: 'good', about: 'Every record in it shows what its golden record says.' }
}

export const MODE_WORDS: Record<NonNullable<SystemView['mode']>, string> = {
  consolidation: 'nothing is written to it, but attributes whose own mode says so',
  coexistence: 'golden values go back into its records',
  downstream: 'it holds golden records',
}

/** What a system's file calls an attribute, in words. */
export function attributeWords(name: string): string {
  if (name === 'deactivate') return 'whether it is active'
  return name === 'golden' ? 'id of the golden record' : plain(name)
}

/** What a connector speaks, by its kind; another one by its own word. */
export function connectorWords(kind: string): string {
  return CONNECTORS[kind] ?? kind
}

const CONNECTORS: Readonly<Record<string, string>> = {
  rest: 'REST',
  postgres: 'PostgreSQL',
  webhook: 'webhook',
  file: 'file drop',
}

/** States of a record in its system: those that take a person first, and at the end those in which nothing differs. */
export const STATES = ['dead', 'ask', 'held', 'due', 'current', 'gone'] as const satisfies readonly CopyState[]
/** What a person can have tried again. */
export const STUCK = ['dead', 'ask', 'held'] as const satisfies readonly CopyState[]

export const STATE_WORDS: Record<CopyState, string> = {
  dead: 'Refused by the system, or given up after too many tries. It is sent again when somebody says so, or when its golden record changes.',
  ask: 'Kith wrote a value there, and the record that it came from is gone. It stays until somebody says whether it may be taken back, or kept.',
  held: 'It keeps returning to a value that it had before: somebody else writes it too. It is held until somebody lets it go on.',
  due: 'To be looked at, or to be tried again. Kith does so by itself.',
  current: 'It shows what its golden record says.',
  gone: 'The system has it no more.',
}

/** The state to look at first: what takes a person before what goes by itself. */
export function firstState(copies: SystemView['copies']): CopyState {
  return STATES.find((state) => (copies[state] ?? 0) > 0) ?? 'due'
}

/** How many of some states. */
export function countOf(copies: SystemView['copies'], states: readonly CopyState[]): number {
  return states.reduce((sum, state) => sum + (copies[state] ?? 0), 0)
}

const SECOND = 1_000
const STEPS: readonly (readonly [ms: number, name: string])[] = [
  [86_400 * SECOND, 'day'],
  [3_600 * SECOND, 'h'],
  [60 * SECOND, 'min'],
  [SECOND, 's'],
]

/** A length of time in its largest whole unit: `4 min`. */
export function lengthOf(ms: number): string {
  const [unit, name] = STEPS.find(([each]) => ms >= each) ?? [SECOND, 's']
  const count = Math.max(1, Math.floor(ms / unit))
  return `${count} ${name === 'day' && count !== 1 ? 'days' : name}`
}

/** When something was, as seen from now: `4 min ago`. Clocks that differ a little make nothing of it. */
export function ago(at: string, now: number): string {
  const ms = now - Date.parse(at)
  return ms < 3 * SECOND ? 'just now' : `${lengthOf(ms)} ago`
}

/** When something will be, as seen from now: `in 12 s`. */
export function ahead(at: string, now: number): string {
  const ms = Date.parse(at) - now
  return ms < SECOND ? 'now' : `in ${lengthOf(ms)}`
}
