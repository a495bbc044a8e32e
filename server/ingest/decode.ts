import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { fail } from '../model/problem.ts'

/**
 * Stands where bytes could not be read. A non-character of Unicode: no honest text holds it, so the row that does is
 * the row that is damaged, and its neighbours are not.
 */
export const UNREADABLE = '\u{10FFFF}'

/** Bytes of a file in chunks, unzipped when the name ends in .gz. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  if (!path.endsWith('.gz')) {
    for await (const chunk of file) yield chunk
    return
  }
  const unzipped = createGunzip()
  // pipe() does not carry errors over; without this a missing file would hang.
  file.on('error', (error) => unzipped.destroy(error))
  for await (const chunk of file.pipe(unzipped)) yield chunk
}

/** Whether a label such as `windows-1252` names an encoding that can be read here. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** Length of the head of `bytes` that does not end inside a UTF-8 sequence. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needs > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** Decodes; bytes that are not UTF-8 become UNREADABLE, on their own line only. */
function decodeUtf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let text = ''
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from)
    const to = newline < 0 ? bytes.length : newline + 1
    const line = bytes.subarray(from, to)
    text += isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\uFFFD', UNREADABLE)
    from = to
  }
  return text
}

function bomEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/**
 * Text of a file in chunks, in bounded memory: UTF-8 unless `encoding` or a UTF-16 byte order mark says otherwise. A
 * byte order mark is dropped. Unreadable bytes become UNREADABLE.
 * @throws ProblemError `request.invalid` for an encoding that is none; what reading or unzipping the file throws
 */
export async function* textOf(path: string, encoding?: string): AsyncGenerator<string> {
  if (encoding !== undefined && !isEncoding(encoding)) {
    fail(
      'request.invalid',
      `${JSON.stringify(encoding)} is no encoding that can be read; utf-8, windows-1252 and utf-16le are`,
    )
  }
  let decoder: TextDecoder | undefined = encoding && !/^utf-?8$/i.test(encoding) ? new TextDecoder(encoding) : undefined
  let rest: Buffer = Buffer.alloc(0)
  let first = true
  for await (const chunk of bytesOf(path)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (first) {
      const utf16 = bomEncoding(bytes)
      if (!decoder && utf16) decoder = new TextDecoder(utf16)
    }
    let text: string
    if (decoder) {
      rest = Buffer.alloc(0)
      text = decoder.decode(bytes, { stream: true }).replaceAll('\uFFFD', UNREADABLE)
    } else {
      const whole = wholeCharacters(bytes)
      rest = bytes.subarray(whole)
      text = decodeUtf8(bytes.subarray(0, whole))
    }
    if (first && text.startsWith('\uFEFF')) text = text.slice(1)
    first = false
    if (text !== '') yield text
  }
  const end = decoder ? decoder.decode() : decodeUtf8(rest)
  if (end !== '') yield end
}
