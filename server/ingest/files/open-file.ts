import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { fail } from '../../model/problem.ts'
import { type FileKind, kindOf } from './file-kind.ts'
import type { OnNote } from './note.ts'
import { openPacked } from './packed-file.ts'

/** What a file holds, once it is unpacked: text that comes in pieces, or a workbook. `name` is that of what was packed. */
export type Opened = {
  readonly is: 'text' | 'workbook'
  readonly name: string
  readonly bytes: AsyncIterable<Buffer>
}

export type OpenOptions = {
  /** Which of the files in an archive; `*` stands for any letters. */
  readonly entry?: string | undefined
  readonly onNote?: OnNote | undefined
}

/**
 * Opens a file for what it is and not for what it is called: text, gzip, a zip with one list in it, a workbook.
 * @throws ProblemError `request.invalid` that names what cannot be read; what opening or unpacking throws (ENOENT, …)
 */
export async function openFile(path: string, options: OpenOptions = {}): Promise<Opened> {
  const plain = await peeked(createReadStream(path, { highWaterMark: 1 << 18 }))
  // A name that ends in .gz says so, and a file that only claims to be one is not taken for text.
  const zipped = plain.kind.is === 'gzip' || path.endsWith('.gz')
  const { kind, bytes } = zipped ? await peeked(gunzipped(plain.bytes)) : plain
  if (kind.is === 'zip' && zipped) fail('request.invalid', 'a zip inside a gzip; unpack one of them', { file: path })
  if (kind.is === 'zip') {
    await bytes.return(undefined)
    return unpacked(path, options)
  }
  return as(kind, path, path.replace(/\.gz$/, ''), bytes)
}

async function unpacked(path: string, { entry, onNote }: OpenOptions): Promise<Opened> {
  const packed = await openPacked(path, entry, onNote)
  if (packed.is === 'workbook')
    return { is: 'workbook', name: path, bytes: createReadStream(path, { highWaterMark: 1 << 18 }) }
  const { kind, bytes } = await peeked(packed.bytes)
  if (kind.is !== 'gzip') return as(kind, path, packed.name, bytes)
  const inner = await peeked(gunzipped(bytes))
  return as(inner.kind, path, packed.name.replace(/\.gz$/, ''), inner.bytes)
}

function as(kind: FileKind, path: string, name: string, bytes: AsyncIterable<Buffer>): Opened {
  if (kind.is === 'text') return { is: 'text', name, bytes }
  // A workbook inside an archive is a zip inside a zip.
  if (kind.is === 'workbook' || kind.is === 'zip') return { is: 'workbook', name, bytes }
  const { what, wayOut } = kind.is === 'foreign' ? kind : { what: 'a gzip inside a gzip', wayOut: 'unpack it first' }
  return fail('request.invalid', `this is ${what}, not a list of records; ${wayOut}`, { file: path })
}

/** The first piece tells what it is; it still comes first. */
async function peeked(source: AsyncIterable<Buffer>): Promise<{ kind: FileKind; bytes: AsyncGenerator<Buffer> }> {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  const head: Buffer = first.done ? Buffer.alloc(0) : first.value
  return { kind: kindOf(head), bytes: again(head, pieces) }
}

async function* again(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* gunzipped(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzipped = createGunzip()
  const feeding = feed(bytes, unzipped)
  try {
    for await (const chunk of unzipped) yield chunk
  } finally {
    unzipped.destroy()
    await feeding
  }
}

async function feed(bytes: AsyncIterable<Buffer>, into: ReturnType<typeof createGunzip>): Promise<void> {
  const closed = new Promise<void>((done) => into.once('close', done))
  try {
    for await (const chunk of bytes) {
      if (into.destroyed) return
      if (!into.write(chunk)) await Promise.race([once(into, 'drain'), closed])
    }
    into.end()
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
