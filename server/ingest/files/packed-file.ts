import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { fail } from '../../model/problem.ts'
import { demandSense, guarded, summed } from './guarded.ts'
import type { OnNote } from './note.ts'

/** A list found in an archive, or that the archive itself is a workbook. */
type Packed =
  | { readonly is: 'workbook' }
  | { readonly is: 'entry'; readonly name: string; readonly bytes: AsyncIterable<Buffer> }

/** Parts by which the formats that are zips themselves give themselves away. */
const WORKBOOKS = [/^xl\/workbook\.(?:xml|bin)$/, /^content\.xml$/, /^Index\/Document\.iwa$/]
const DOCUMENTS: readonly (readonly [RegExp, string])[] = [
  [/^word\/document\.xml$/, 'a Word document'],
  [/^ppt\/presentation\.xml$/, 'a presentation'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java archive'],
]

/** What operating systems and publishers add to an archive beside the list. */
const BESIDE = /(?:^|\/)(?:__MACOSX\/|\.|thumbs\.db$|readme|licen[cs]e)|\.(?:pdf|md5|sha\d*|html?|docx?|md|log)$/i

/**
 * Opens a zip: the one list in it, or that of the given name.
 * @throws ProblemError `request.invalid` where it holds none or several, with their names
 */
export async function openPacked(path: string, wanted?: string, onNote?: OnNote): Promise<Packed> {
  const { zip, entries } = await openZip(path)
  const names = entries.map(({ fileName }) => fileName)
  if (names.some((name) => WORKBOOKS.some((part) => part.test(name)))) {
    zip.close()
    return { is: 'workbook' }
  }
  const document = DOCUMENTS.find(([part]) => names.some((name) => part.test(name)))
  if (document) {
    zip.close()
    fail('request.invalid', `this is ${document[1]}, not a list of records`, { file: path })
  }
  const entry = chosen(path, entries, wanted, zip)
  onNote?.({ about: 'file', count: 1, detail: `read ${entry.fileName} out of the archive` })
  return { is: 'entry', name: entry.fileName, bytes: closing(zip, contentOf(zip, entry, path)) }
}

/** Bytes of a workbook, unpacked: its cells are read all at once, and take some times as much. */
const MOST_WORKBOOK = 1 << 30

/** Makes sure that a workbook is whole, and is not larger than it looks. @throws ProblemError `request.invalid` */
export async function weighWorkbook(path: string): Promise<void> {
  const { zip, entries } = await openZip(path)
  let unpacked = 0
  try {
    for (const entry of entries.filter(({ fileName }) => !fileName.endsWith('/')))
      for await (const piece of contentOf(zip, entry, path)) {
        unpacked += piece.length
        if (unpacked > MOST_WORKBOOK)
          fail('request.invalid', 'a workbook that unpacks to more than 1 GB; save it as CSV UTF-8', { file: path })
      }
  } finally {
    zip.close()
  }
}

async function openZip(path: string): Promise<{ zip: ZipFile; entries: Entry[] }> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) =>
    fail('request.invalid', `a zip that is cut off or damaged (${error.message}); fetch it again`, { file: path }),
  )
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    zip.close()
    const why = error instanceof Error ? error.message : String(error)
    fail('request.invalid', `a zip whose list of files is damaged (${why}); fetch it again`, { file: path })
  }
  return { zip, entries }
}

async function* contentOf(zip: ZipFile, entry: Entry, path: string): AsyncGenerator<Buffer> {
  const { fileName, compressedSize, crc32: sum } = entry
  if (entry.isEncrypted())
    fail('request.invalid', `${fileName} is protected by a password; unpack it first`, { file: path })
  const packed = await zip.openReadStreamPromise(entry).catch((error: Error) => {
    return fail('request.invalid', `${fileName} cannot be unpacked: ${error.message}`, { file: path })
  })
  let size = 0
  for await (const piece of summed(guarded(packed, path, 'an archive'), sum, path)) {
    size += piece.length
    demandSense(size, compressedSize, path)
    yield piece
  }
}

async function* closing(zip: ZipFile, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } finally {
    zip.close()
  }
}

function chosen(path: string, entries: readonly Entry[], wanted: string | undefined, zip: ZipFile): Entry {
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/'))
  const fits = wanted === undefined ? undefined : patternOf(wanted)
  const lists = files.filter(({ fileName }) => (fits ? fits.test(fileName) : !BESIDE.test(fileName)))
  const [only] = lists
  if (only && lists.length === 1) return only
  zip.close()
  const names = (lists.length > 0 ? lists : files).map(({ fileName }) => fileName)
  const detail =
    lists.length > 1
      ? `a zip with ${lists.length} lists, ${names.slice(0, 5).join(', ')}; name one as "entry" in the mapping`
      : wanted === undefined
        ? 'a zip without a list in it'
        : `a zip without ${wanted}; it holds ${names.slice(0, 5).join(', ') || 'nothing'}`
  return fail('request.invalid', detail, { file: path })
}

function patternOf(wanted: string): RegExp {
  const parts = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?:^|/)${parts.join('.*')}$`, 'i')
}
