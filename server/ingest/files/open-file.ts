import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { fail } from '../../model/problem.ts'
import { type FileKind, kindOf } from './file-kind.ts'
import { demandSense, guarded } from './guarded.ts'
import type { OnNote } from './note.ts'
import { openPacked, weighWorkbook } from './packed-file.ts'

/** What a file holds, once it is unpacked: text that comes in pieces, or a workbook. `name` is that of what was packed. */
export type Opened = {
  readonly is: 'text' | 'workbook'
  readonly name: string
  readonly bytes: AsyncIterable<Buffer>
}

export type OpenOptions = {
  /** Which of the files in an archive; `*` stands for any letters. */
  readonly entry?: string | undefined
  /** Somebody says how its text is written; then it is text. */
  readonly encoding?: string | undefined
  readonly onNote?: OnNote | undefined
}

/**
 * Opens a file for what it is and not for what it is called: text, gzip, a zip with one list in it, a workbook.
 * @throws ProblemError `request.invalid` that names what cannot be read, or what is wrong with it; what opening it throws (ENOENT)
 */
export async function openFile(path: string, options: OpenOptions = {}): Promise<Opened> {
  const { encoding } = options
  const plain = await peeked(bytesOf(path), encoding)
  // A name that ends in .gz says so, and a file that only claims to be one is not taken for text.
  const zipped = plain.kind.is === 'gzip' || path.endsWith('.gz')
  if (zipped && plain.kind.is !== 'gzip') {
    await plain.bytes.return(undefined)
    const what = plain.isEmpty ? 'this is an empty file' : 'this is no gzip; give it a name that does not end in .gz'
    fail('request.invalid', what, { file: path })
  }
  const { kind, bytes } = zipped ? await peeked(gunzipped(plain.bytes, path), encoding) : plain
  if (kind.is === 'zip' && zipped) fail('request.invalid', 'a zip inside a gzip; unpack one of them', { file: path })
  if (kind.is === 'zip') {
    await bytes.return(undefined)
    return unpacked(path, options)
  }
  return as(kind, path, path.replace(/\.gz$/, ''), bytes)
}

function bytesOf(path: string): AsyncGenerator<Buffer> {
  return guarded(createReadStream(path, { highWaterMark: 1 << 18 }), path, 'a file')
}

async function unpacked(path: string, { entry, encoding, onNote }: OpenOptions): Promise<Opened> {
  const packed = await openPacked(path, entry, onNote)
  if (packed.is === 'workbook') {
    await weighWorkbook(path)
    return { is: 'workbook', name: path, bytes: bytesOf(path) }
  }
  const { kind, bytes } = await peeked(packed.bytes, encoding)
  if (kind.is !== 'gzip') return as(kind, path, packed.name, bytes)
  const inner = await peeked(gunzipped(bytes, path), encoding)
  return as(inner.kind, path, packed.name.replace(/\.gz$/, ''), inner.bytes)
}

function as(kind: FileKind, path: string, name: string, bytes: AsyncIterable<Buffer>): Opened {
  if (kind.is === 'text') return { is: 'text', name, bytes }
  // A workbook inside an archive is a zip inside a zip.
  if (kind.is === 'workbook' || kind.is === 'zip') return { is: 'workbook', name, bytes }
  const { what, wayOut } = kind.is === 'foreign' ? kind : { what: 'a gzip inside a gzip', wayOut: 'unpack it first' }
  return fail('request.invalid', `this is ${what}, not a list of records; ${wayOut}`, { file: path })
}

type Peeked = { kind: FileKind; isEmpty: boolean; bytes: AsyncGenerator<Buffer> }

/** The first piece tells what it is; it still comes first. */
async function peeked(source: AsyncIterable<Buffer>, encoding: string | undefined): Promise<Peeked> {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  const head: Buffer = first.done ? Buffer.alloc(0) : first.value
  return { kind: kindOf(head, encoding), isEmpty: head.length === 0, bytes: again(head, pieces) }
}

async function* again(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* gunzipped(bytes: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  const unzipped = createGunzip()
  const fed = { bytes: 0 }
  const feeding = feed(bytes, unzipped, fed)
  let out = 0
  try {
    for await (const chunk of guarded(unzipped, path, 'a gzip')) {
      out += chunk.length
      demandSense(out, fed.bytes, path)
      yield chunk
    }
  } finally {
    unzipped.destroy()
    await feeding
  }
}

async function feed(
  bytes: AsyncIterable<Buffer>,
  into: ReturnType<typeof createGunzip>,
  fed: { bytes: number },
): Promise<void> {
  const closed = new Promise<void>((done) => into.once('close', done))
  try {
    for await (const chunk of bytes) {
      if (into.destroyed) return
      fed.bytes += chunk.length
      if (!into.write(chunk)) await Promise.race([once(into, 'drain'), closed])
    }
    into.end()
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
