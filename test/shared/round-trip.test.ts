import { expect, test } from 'vitest'
import { demoFiles } from '../../server/cli/demo.ts'
import { ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { fieldDef } from '../../server/model/entities/registry.ts'
import type { Claim, RecordInput } from '../../server/model/record.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { type Prepared, prepare } from '../../server/rules/prepare.ts'
import { fold } from '../../server/text/fold.ts'
import { mend } from '../../server/text/mend.ts'
import { shipped } from '../kit/build.ts'
import { caseFiles } from '../kit/cases.ts'

const engine = compileEngine(shipped)

/** Kinds whose cleaned value is written in another way than what came: a date, an amount, a word of a vocabulary. */
const REWRITTEN = new Set(['date', 'money', 'number', 'percent', 'boolean', 'phone', 'url', 'category'])
/** What names a place in a way of its own: the country's and the region's code. */
const CODED = new Set(['country', 'region', 'from', 'to', 'verified', 'kind'])
/** Scripts without blanks between words: which letters are one word is seen by nobody. */
const WHOLE = /[\u3040-\u30FF\u3400-\u9FFF]/

test.each(
  [...demoFiles(), ...caseFiles()].map(
    ({ path, mapping }) => [path.split('/').slice(-2).join('/'), path, mapping] as const,
  ),
)('each cell of %s that is mapped is in cleaned values, whole, or an issue names it', async (_name, path, mapping) => {
  const lost: string[] = []
  for await (const item of ingestFile(path, mapping))
    if ('value' in item && !isOrder(item.value)) lost.push(...lostOf(item.value))
  expect(lost).toEqual([])
})

/** Cells of a record of which a word is nowhere in what became of it. */
function lostOf(input: RecordInput): string[] {
  const made = prepare(input, engine, '2026-01-01')
  const kept = keptBy(made)
  const named = new Set(made.issues.map(({ field }) => field?.split('.')[0]))
  if (named.has('familyName')) named.add('fullName')
  const form = made.standard.values.legalForm?.[0]
  const isKept = (field: string, text: string, isRewritten: boolean): boolean => {
    if (named.has(field.split('.')[0])) return true
    // Another place's being read says nothing of a date that was not.
    if (isRewritten) return field === 'address' ? made.standard.addresses.length > 0 : field in made.standard.values
    return wordsOf(mend(text)).every(
      (word) =>
        kept.includes(word) || MARKS.has(word) || (field === 'name' && form !== undefined && isFormOf(word, form)),
    )
  }
  const fields = Object.entries(input.fields).flatMap(([field, texts]) =>
    texts
      .filter(
        (text) =>
          !isKept(field, text, REWRITTEN.has(fieldDef(input.entity, field)?.kind ?? '') || field.startsWith('custom.')),
      )
      .map((text) => `${made.id} ${field}: ${text}`),
  )
  const parts = input.addresses.flatMap((address) =>
    Object.entries(address)
      .filter(([part, text]) => !isKept('address', part === 'full' ? withoutCountry(text) : text, CODED.has(part)))
      .map(([part, text]) => `${made.id} address.${part}: ${text}`),
  )
  return [...fields, ...parts]
}

/** A whole address without its last piece, which may be the country's name. */
function withoutCountry(text: string): string {
  return WHOLE.test(text) ? '' : text.replace(/[,\n][^,\n\d]*$/, '')
}

/** Whether a word is the long way to write a legal form: Incorporated, Corporation. */
function isFormOf(word: string, { folded }: Claim): boolean {
  return folded !== '' && word.startsWith(squashed(folded).slice(0, 3))
}

/** Words that say what stands beside them, and are a kind or a field of their own afterwards. */
const MARKS = new Set([
  'mr',
  'mrs',
  'ms',
  'mme',
  'herr',
  'frau',
  'sr',
  'sra',
  'the',
  'honorable',
  'nee',
  'geb',
  'formerly',
  'and',
  'sri',
  'br',
])

function keptBy({ standard, issues }: Prepared): string {
  const values = Object.values(standard.values).flat()
  const claims = values.flatMap(({ value, kind = '', folded }) => [value, kind, folded])
  const places = standard.addresses.flatMap(({ original: _original, folded: _folded, corrected = [], ...parts }) => [
    ...Object.values(parts),
    // What a part was stands beside what it is.
    ...corrected.map(({ was }) => was),
  ])
  return squashed([...claims, ...places, ...issues.map(({ message }) => message)].join(' '))
}

function wordsOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(squashed)
    .filter((word) => word !== '')
}

function squashed(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '')
}
