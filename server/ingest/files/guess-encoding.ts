import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'

/** So many bytes beyond ASCII are needed to tell one of the rarer encodings; fewer are those of Western Europe. */
const ENOUGH = 8
/** Of 100: what a guess by the frequency of letters has to reach. Its author's own scale; short lists reach 20 to 50. */
const SURE = 20
const WESTERN = 'windows-1252'

/** UTF-16 or UTF-32 by its byte order mark. */
export function markedEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/** UTF-16 without a mark: every second byte of what is Latin, a digit, a delimiter or a line end is zero, and no other is. */
export function unmarkedUtf16(head: Buffer): string | undefined {
  const bytes = head.subarray(0, 4096)
  const zeros = [0, 0] as [number, number]
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2 === 0 ? 0 : 1]++
  const [even, odd] = zeros
  // A tenth: Chinese and Japanese have letters in both bytes, but not in their delimiters.
  const many = bytes.length / 20
  if (odd > many && odd >= 2 && even === 0) return 'utf-16le'
  return even > many && even >= 2 && odd === 0 ? 'utf-16be' : undefined
}

/**
 * The encoding of text that is not UTF-8, by its letters; undefined where some of it is UTF-8, so that what is not is
 * damage, or where nothing reads all of it.
 */
export function guessEncoding(bytes: Buffer): string | undefined {
  const lines = linesBeyondAscii(bytes)
  if (lines.some((line) => isUtf8(line))) return undefined
  const sample = Buffer.concat(lines)
  const beyond = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
  const best = beyond < ENOUGH ? undefined : analyse(sample).find(({ confidence }) => confidence >= SURE)
  return [labelOf(best?.name), WESTERN].find((label) => label !== undefined && reads(label, sample))
}

function linesBeyondAscii(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from)
    const to = newline < 0 ? bytes.length : newline + 1
    const line = bytes.subarray(from, to)
    if (line.some((byte) => byte >= 0x80)) lines.push(line)
    from = to
  }
  return lines
}

/** Its name for ISO 8859-1 is that of the Windows page which holds all of it, as every browser reads it. */
function labelOf(name: string | undefined): string | undefined {
  if (name === undefined || /^(?:ascii|utf)/i.test(name)) return undefined
  return name === 'ISO-8859-1' ? WESTERN : name.toLowerCase()
}

/** Whether every byte is a letter or mark of the encoding. C1 controls are none that anybody wrote. */
function reads(label: string, bytes: Buffer): boolean {
  try {
    return !/[\uFFFD\u0080-\u009F]/.test(new TextDecoder(label).decode(bytes))
  } catch {
    return false
  }
}
