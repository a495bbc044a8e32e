import { isAscii, isUtf8 } from 'node:buffer'
import { fail } from '../model/problem.ts'
import { guessEncoding, markedEncoding, unmarkedUtf16 } from './files/guess-encoding.ts'
import type { OnNote } from './files/note.ts'

/**
 * Stands where bytes could not be read. A non-character of Unicode: no honest text holds it, so the row that does is
 * the row that is damaged, and its neighbours are not.
 */
export const UNREADABLE = '\u{10FFFF}'

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

/**
 * Text of a file in chunks, in bounded memory: UTF-8 unless `encoding`, a byte order mark or the bytes say otherwise. A
 * byte order mark is dropped. What is guessed is noted; bytes that nothing reads become UNREADABLE.
 * @throws ProblemError `request.invalid` for an encoding that is none; what reading or unzipping the file throws
 */
export async function* textOf(
  bytes: AsyncIterable<Buffer>,
  encoding?: string,
  onNote: OnNote = () => {},
): AsyncGenerator<string> {
  if (encoding !== undefined && !isEncoding(encoding)) {
    fail(
      'request.invalid',
      `${JSON.stringify(encoding)} is no encoding that can be read; utf-8, windows-1252 and utf-16le are`,
    )
  }
  const decoder = new Decoder(encoding, onNote)
  for await (const chunk of bytes) {
    const text = decoder.read(chunk)
    if (text !== '') yield text
  }
  const end = decoder.end()
  if (end !== '') yield end
}

class Decoder {
  #decoder: TextDecoder | undefined
  #rest: Buffer = Buffer.alloc(0)
  #atStart = true
  /** Whether all there was is ASCII, which says nothing about what follows. */
  #isOpen: boolean
  readonly #note: OnNote

  constructor(encoding: string | undefined, note: OnNote) {
    this.#isOpen = encoding === undefined
    this.#note = note
    if (encoding && !/^utf-?8$/i.test(encoding)) this.#decoder = new TextDecoder(encoding)
  }

  read(chunk: Buffer): string {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = Buffer.alloc(0)
    if (this.#atStart && !this.#decoder) this.#startsAs(bytes)
    const decoder = this.#decoder
    if (decoder) return this.#begun(decoder.decode(bytes, { stream: true }).replaceAll('\uFFFD', UNREADABLE))
    const whole = wholeCharacters(bytes)
    this.#rest = bytes.subarray(whole)
    return this.#begun(this.#utf8(bytes.subarray(0, whole)))
  }

  end(): string {
    return this.#decoder ? this.#decoder.decode() : this.#utf8(this.#rest)
  }

  #begun(text: string): string {
    const isMarked = this.#atStart && text.startsWith('\uFEFF')
    this.#atStart = false
    return isMarked ? text.slice(1) : text
  }

  #startsAs(bytes: Buffer): void {
    const marked = markedEncoding(bytes)
    const unmarked = marked === undefined && this.#isOpen ? unmarkedUtf16(bytes) : undefined
    if (unmarked) this.#guessed(unmarked, 'UTF-16 without a byte order mark')
    const found = marked ?? unmarked
    if (found) this.#decoder = new TextDecoder(found)
  }

  #utf8(bytes: Buffer): string {
    if (!this.#isOpen || isAscii(bytes)) return decodeUtf8(bytes)
    this.#isOpen = false
    const guess = isUtf8(bytes) ? undefined : guessEncoding(bytes)
    if (guess === undefined) return decodeUtf8(bytes)
    this.#guessed(guess, 'not UTF-8')
    this.#decoder = new TextDecoder(guess)
    // A character may be cut in two at the end of a chunk.
    return this.#decoder.decode(bytes, { stream: true }).replaceAll('\uFFFD', UNREADABLE)
  }

  #guessed(encoding: string, what: string): void {
    const detail = `${what}; read as ${encoding}: if letters are wrong, name the encoding of the file (--encoding windows-1252, …)`
    this.#note({ about: 'file', count: 1, detail })
  }
}
