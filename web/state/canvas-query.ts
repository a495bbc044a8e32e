import { NODE_KINDS, type NodeKind } from '../canvas/elements.ts'
import type { Point } from '../canvas/place.ts'
import type { Shown } from '../canvas/scene.ts'
import { TINTS } from '../canvas/tint.ts'

/** What an address says of how the canvas is looked at, beside what is on it. */
export type Look = Pick<Shown, 'opened' | 'off' | 'unpacked' | 'pinned' | 'tint'>

const KIND = 'kind:'
const SOURCE = 'source:'

/** Adds to a query what differs from a canvas as it opens. */
export function setLook({ opened, off, unpacked, pinned, tint }: Look, query: URLSearchParams): void {
  for (const id of opened) query.append('in', id)
  for (const kind of off.kinds) query.append('off', KIND + kind)
  for (const source of off.sources) query.append('off', SOURCE + source)
  if (off.since !== undefined) query.set('since', off.since)
  if (off.until !== undefined) query.set('until', off.until)
  for (const [bundle, count] of Object.entries(unpacked))
    query.append('more', `${count === Number.MAX_SAFE_INTEGER ? 'all' : count}~${bundle}`)
  for (const [id, { x, y }] of Object.entries(pinned)) query.append('pin', `${x}~${y}~${id}`)
  if (tint !== 'kind') query.set('tint', tint)
}

/** Reads what `setLook` wrote; what nobody wrote counts for nothing. */
export function lookIn(query: URLSearchParams): Look {
  const off = query.getAll('off')
  const after = (prefix: string) => off.flatMap((text) => (text.startsWith(prefix) ? [text.slice(prefix.length)] : []))
  return {
    opened: query.getAll('in'),
    off: {
      kinds: after(KIND).filter((kind): kind is NodeKind => Object.hasOwn(NODE_KINDS, kind)),
      sources: after(SOURCE),
      since: dayIn(query.get('since')),
      until: dayIn(query.get('until')),
    },
    unpacked: Object.fromEntries(query.getAll('more').flatMap(unpackedIn)),
    pinned: Object.fromEntries(query.getAll('pin').flatMap(pinIn)),
    tint: TINTS.find((tint) => tint === query.get('tint')) ?? 'kind',
  }
}

function dayIn(text: string | null): string | undefined {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
}

function unpackedIn(text: string): [string, number][] {
  const [, count = '', bundle = ''] = /^(all|\d{1,6})~(.+)$/.exec(text) ?? []
  return bundle === '' ? [] : [[bundle, count === 'all' ? Number.MAX_SAFE_INTEGER : Number(count)]]
}

function pinIn(text: string): [string, Point][] {
  const [, x, y, id = ''] = /^(-?\d{1,7})~(-?\d{1,7})~(.+)$/.exec(text) ?? []
  return id === '' ? [] : [[id, { x: Number(x), y: Number(y) }]]
}
