import { compareIds, type RecordId } from '../model/ids.ts'

/** 32-bit hash of two numbers (the finaliser of MurmurHash3): samples without a random generator. */
export function hashOf32(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 32-bit hash of a text (FNV-1a). */
export function hashOfText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return hashOf32(h, text.length)
}

/** Places of about `limit` ids chosen by their hash, in the order of the ids: the same whatever order they came in. */
export function sampleByHash(ids: readonly RecordId[], limit: number): Uint32Array {
  const share = limit / Math.max(1, ids.length)
  const chosen: number[] = []
  for (const [i, id] of ids.entries()) if (share >= 1 || hashOfText(id) < share * 2 ** 32) chosen.push(i)
  return Uint32Array.from(chosen.sort((a, b) => compareIds(ids[a] ?? '', ids[b] ?? '')))
}
