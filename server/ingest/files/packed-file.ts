import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { fail } from '../../model/problem.ts'
import type { OnNote } from './note.ts'

/** A list found in an archive, or that the archive itself is a workbook. */
type Packed = { readonly is: 'workbook' } | { readonly is: 'entry'; readonly name: string; readonly bytes: Readable }

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
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) =>
    fail('request.invalid', `a zip that cannot be opened: ${error.message}`, { file: path }),
  )
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
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
  const bytes = await zip.openReadStreamPromise(entry).catch((error: Error) => {
    zip.close()
    return fail('request.invalid', `${entry.fileName} cannot be unpacked: ${error.message}`, { file: path })
  })
  bytes.once('close', () => zip.close())
  return { is: 'entry', name: entry.fileName, bytes }
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
