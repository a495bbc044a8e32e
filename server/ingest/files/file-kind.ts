import { isUtf8 } from 'node:buffer'
import { markedEncoding, unmarkedUtf16 } from './guess-encoding.ts'

/** What a file is by its first bytes, whatever it is called. */
export type FileKind =
  | { readonly is: 'text' }
  | { readonly is: 'gzip' }
  | { readonly is: 'zip' }
  | { readonly is: 'workbook' }
  /** Named in `what`, with what to do instead. */
  | { readonly is: 'foreign'; readonly what: string; readonly wayOut: string }

type Sign = readonly [bytes: string, kind: FileKind, at?: number]

const foreign = (what: string, wayOut: string): FileKind => ({ is: 'foreign', what, wayOut })
const UNPACK = 'unpack it and load what is in it'
const EXPORT = 'export its tables as CSV or JSON lines'

/** First bytes as one letter each, and where they stand when not at the start. */
const SIGNS: readonly Sign[] = [
  ['\x1f\x8b', { is: 'gzip' }],
  ['PK\x03\x04', { is: 'zip' }],
  ['PK\x05\x06', { is: 'zip' }],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { is: 'workbook' }], // Excel 97 to 2003
  ['%PDF-', foreign('a PDF document', 'export the list itself as CSV')],
  ['{\\rtf', foreign('a rich text document', 'save its table as CSV')],
  ['7z\xbc\xaf\x27\x1c', foreign('a 7-Zip archive', UNPACK)],
  ['Rar!\x1a\x07', foreign('a RAR archive', UNPACK)],
  ['BZh', foreign('a bzip2 archive', UNPACK)],
  ['\xfd7zXZ\x00', foreign('an xz archive', UNPACK)],
  ['\x28\xb5\x2f\xfd', foreign('a Zstandard archive', UNPACK)],
  ['ustar', foreign('a tar archive', UNPACK), 257],
  ['PAR1', foreign('a Parquet file', EXPORT)],
  ['Obj\x01', foreign('an Avro file', EXPORT)],
  ['ORC', foreign('an ORC file', EXPORT)],
  ['SQLite format 3\x00', foreign('a SQLite database', EXPORT)],
  ['\x00\x01\x00\x00Standard Jet', foreign('an Access database', EXPORT)],
  ['\x00\x01\x00\x00Standard ACE', foreign('an Access database', EXPORT)],
  ['\x89PNG', foreign('a picture', 'load the list itself')],
  ['\xff\xd8\xff', foreign('a picture', 'load the list itself')],
  ['\x7fELF', foreign('a program', 'load the list itself')],
]

/** What text may turn out to be: first letters, after blanks and a byte order mark. */
const TEXTS: readonly (readonly [RegExp, FileKind])[] = [
  [/^<\?xml[^>]*>\s*(?:<\?[^>]*>\s*)*<Workbook\b/i, { is: 'workbook' }], // Excel's XML of 2003
  [/^(?:<!doctype html|<html\b|<head\b|<table\b|<meta\b)/i, { is: 'workbook' }], // a web page saved as .xls
  [/^<\?xml\b|^<[A-Za-z][\w:-]*[\s>]/, foreign('XML', 'convert it to CSV or JSON lines')],
  [/^BEGIN:VCARD/i, foreign('a list of vCards', 'export the address book as CSV')],
  [/^(?:--[^\n]*\n\s*|\/\*[^*]*\*\/\s*)*(?:CREATE|INSERT INTO|DROP TABLE)\s/i, foreign('an SQL script', EXPORT)],
]

/** Looks at the first bytes of a file, some thousands of them. `encoding`: how its text is written, where somebody says so. */
export function kindOf(head: Buffer, encoding?: string): FileKind {
  const letters = head.subarray(0, 512).toString('latin1')
  const found = SIGNS.find(([sign, kind, at = 0]) => letters.startsWith(sign, at) && !isWord(sign, kind, letters))
  if (found) return found[1]
  if (encoding === undefined && isBinary(head)) return foreign('a binary file', EXPORT)
  const text = head
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? { is: 'text' }
}

/** Controls that texts have: tabs, ends of lines, pages and files, what switches character sets, and what some systems separate cells by. */
const OF_TEXT = new Set([0x01, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f])
/** A slip or two of some program are no binary file; of random bytes a twelfth are controls. */
const MOST_CONTROLS = { count: 3, share: 0.02 }

function isBinary(head: Buffer): boolean {
  if (markedEncoding(head) || unmarkedUtf16(head) || beginsAsText(head)) return false
  const bytes = head.subarray(0, 4096)
  const controls = bytes.reduce((count, byte) => count + (byte < 0x20 && !OF_TEXT.has(byte) ? 1 : 0), 0)
  return controls > MOST_CONTROLS.count && controls > bytes.length * MOST_CONTROLS.share
}

/** What begins with a line of text is a text, of which other lines may be damaged. */
function beginsAsText(head: Buffer): boolean {
  const line = head.subarray(0, Math.max(0, head.indexOf(10)))
  const text = line.toString()
  const controls = /\p{Cc}/u.test(text.endsWith('\r') ? text.slice(0, -1) : text)
  return isUtf8(line) && !controls && /\p{L}/u.test(text)
}

/** `ORC`, `BZh` and `PAR1` may begin the header of a list as well; what they stand for has bytes that no text has. */
function isWord(sign: string, kind: FileKind, letters: string): boolean {
  return kind.is === 'foreign' && /^\w+$/.test(sign) && !/[^\P{Cc}\t\r\n]/u.test(letters)
}
