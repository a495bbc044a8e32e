import type { Claim } from '../model/record.ts'
import { claim } from './claim.ts'
import { fold, tidy } from './fold.ts'
import { titleCase } from './proper-case.ts'
import type { StandardiseRules } from './rules.ts'

export type CompanyName = {
  readonly name: Claim
  readonly legalForm?: Claim
  /** From `A trading as B`: B is how the company is known, A stays its name. */
  readonly tradingName?: Claim
  /** Countries that use the legal form, likeliest first. */
  readonly countries: readonly string[]
}

type Form = { readonly form: string; readonly words: readonly string[]; readonly countries: readonly string[] }

/** Words of a name: folded, and letters written apart closed up, so that L.L.C., A & E and J.P. agree with LLC, AE and JP. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  let letters = ''
  for (const word of fold(text).split(' ')) {
    if (/^[a-z]$/.test(word)) {
      letters += word
      continue
    }
    if (letters !== '') words.push(letters)
    letters = ''
    if (word !== '') words.push(word)
  }
  return letters === '' ? words : [...words, letters]
}

/** Makes the cleaner of company names: value as written, folded without legal form, small words and office, abbreviations spelt out. */
export function companyNameCleaner(rules: StandardiseRules): (text: string) => CompanyName {
  const { companies } = rules
  const forms = formsByLastWord(rules)
  const longForms = [...forms.values()].flat().filter((form) => form.words.join(' ').length >= 4)
  const junk = new Set([...rules.junk.texts, ...rules.junk.names])
  const abbreviations = new Map(Object.entries(companies.abbreviations))
  const dropped = new Set(companies.dropped)
  const tails = companies.tails.map(fold)
  const tradingAs = new RegExp(
    `^(.+?)[\\s,(]+(?:${companies.tradingAs.map(quoted).join('|')})\\.?:?\\s+(.+?)\\)?$`,
    'i',
  )

  /** Longest legal form that the words end with, where something is left before it. */
  const formAtEnd = (words: readonly string[]): Form | undefined => {
    const candidates = forms.get(words[words.length - 1] ?? '') ?? []
    return candidates.find(
      (form) =>
        form.words.length < words.length &&
        form.words.every((w, i) => words[words.length - form.words.length + i] === w),
    )
  }

  /** Legal form in front: SARL Dupont. Only forms that are no plain word. */
  const formAtStart = (words: readonly string[]): Form | undefined => {
    const candidates = forms.get(words[0] ?? '') ?? []
    return words.length > 1
      ? candidates.find((form) => form.words.length === 1 && STARTS.has(words[0] ?? ''))
      : undefined
  }

  /** A long word of a legal form with one slip in it: Incrporated, Limted. */
  const misspelt = (words: readonly string[]): Damaged | undefined => {
    const last = words[words.length - 1] ?? ''
    if (words.length < 2 || last.length < LONG_WORD) return undefined
    const found = longForms.find((form) => form.words.length === 1 && isOneSlip(last, form.words[0] ?? ''))
    return found ? { form: found, count: 1 } : undefined
  }

  /** The beginning of a legal form at the end of a long name, where a short column cut it off. */
  const cutOff = (words: readonly string[]): Damaged | undefined => {
    for (let count = Math.min(4, words.length - 1); count >= 1; count--) {
      const tail = words.slice(words.length - count).join(' ')
      const found = tail.length < 3 ? undefined : longForms.find((form) => form.words.join(' ').startsWith(tail))
      if (found) return { form: found, count }
    }
    return undefined
  }

  const isTail = (text: string): boolean => {
    const folded = fold(text)
    // Long names are cut off by systems with short columns: `- Purchasin`.
    return folded === '' || tails.some((tail) => tail === folded || (folded.length >= 4 && tail.startsWith(folded)))
  }

  /** Folds one name and tells its legal form. */
  const read = (text: string): { folded: string; form?: Form } => {
    const [head, rest] = apart(text)
    let words = wordsOf(head)
    let form: Form | undefined
    for (let found = formAtEnd(words); found; found = formAtEnd(words)) {
      form ??= found
      words = words.slice(0, words.length - found.words.length)
    }
    const damaged = form ? undefined : (misspelt(words) ?? (head.trim().length >= CUT_OFF ? cutOff(words) : undefined))
    if (damaged) {
      form = damaged.form
      words = words.slice(0, words.length - damaged.count)
    }
    if (!form) {
      form = formAtStart(words)
      if (form) words = words.slice(1)
    }
    const behind = rest.filter((piece) => !isTail(piece)).flatMap(wordsOf)
    const all = [...words, ...behind.filter((word) => !words.includes(word))]
    const kept = all.filter((word) => !dropped.has(word))
    const folded = (kept.length > 0 ? kept : all).map((word) => abbreviations.get(word) ?? word).join(' ')
    return form ? { folded, form } : { folded }
  }

  const named = (text: string, original: string): { name: Claim; form?: Form } => {
    const { folded: written, form } = read(text)
    const value = shown(text, form)
    const folded = value === text ? written : read(value).folded
    return { name: claim(value, junk.has(folded) ? '' : folded, original), ...(form ? { form } : {}) }
  }

  return (text) => {
    const clean = tidy(text)
    const split = tradingAs.exec(clean)
    const main = named(split?.[1] ?? clean, text)
    const trading = split?.[2] === undefined ? undefined : named(split[2], text)
    const form = main.form ?? trading?.form
    return {
      name: main.name,
      ...(form ? { legalForm: claim(form.form, wordsOf(form.form).join(' '), text) } : {}),
      // Names are cut off by short columns: `… d/b/a Pa` says nothing.
      ...(trading && trading.name.folded.length > 2 ? { tradingName: trading.name } : {}),
      countries: form?.countries ?? [],
    }
  }
}

type Damaged = { readonly form: Form; readonly count: number }
const LONG_WORD = 6
/** Systems cut names at 30, 35 or 40 characters. */
const CUT_OFF = 28

/** Whether one letter is missing, too many, wrong or swapped with its neighbour. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || b.length < LONG_WORD) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const [restA, restB] = [a.slice(i), b.slice(i)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

/** Legal forms that stand in front of names, as in France, Spain and Eastern Europe. */
const STARTS = new Set([
  'sarl',
  'sas',
  'sasu',
  'eurl',
  'sci',
  'snc',
  'ooo',
  'zao',
  'oao',
  'pao',
  'ood',
  'eood',
  'ad',
  'pt',
])

/** A name shown as written; one in capitals gets proper case, its legal form the form's own. */
function shown(text: string, form: Form | undefined): string {
  const tidied = tidy(text).replace(/[\s,;]+$/, '')
  // One word in capitals is a name its owner writes so more often than not: ACME, IKEA.
  if (/^\p{Lu}{2,5}$/u.test(tidied)) return tidied
  const cased = titleCase(tidied)
  if (cased === tidied || !form) return cased
  const words = cased.split(' ')
  for (let count = 1; count < words.length; count++) {
    const tail = words.slice(words.length - count).join(' ')
    if (wordsOf(tail).join(' ') === form.words.join(' '))
      return [...words.slice(0, words.length - count), form.form].join(' ')
  }
  return cased
}

/** Name, and what stands behind it in brackets or after a spaced hyphen. */
function apart(text: string): [string, string[]] {
  const rest: string[] = []
  const head = text
    .replace(/\(([^()]*)\)?/g, (_, inner: string, at: number) => {
      if (at === 0) return inner
      rest.push(inner)
      return ' '
    })
    .replace(/\s[-–—|]\s+([^-–—|]+)$/, (_, inner: string) => {
      rest.push(inner)
      return ''
    })
  return [head, rest]
}

function formsByLastWord(rules: StandardiseRules): Map<string, Form[]> {
  const map = new Map<string, Form[]>()
  const seen = new Set<string>()
  for (const { form, spellings, countries } of rules.companies.legalForms) {
    for (const spelling of [form, ...spellings]) {
      const words = wordsOf(spelling)
      const key = words.join(' ')
      const last = words[words.length - 1]
      if (last === undefined || seen.has(key)) continue
      seen.add(key)
      map.set(last, [...(map.get(last) ?? []), { form, words, countries }])
    }
  }
  for (const forms of map.values()) forms.sort((a, b) => b.words.length - a.words.length)
  return map
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
