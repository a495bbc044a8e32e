import type { Claim } from '../model/record.ts'
import { fold, tidy } from '../text/fold.ts'
import { claim } from './claim.ts'
import { anyOf, type Knowledge } from './knowledge.ts'

export type CompanyName = {
  readonly name: Claim
  readonly legalForm?: Claim
  /** From `A trading as B`: B is how the company is known, A stays its name. */
  readonly tradingName?: Claim
  /** Countries that use the legal form, likeliest first. */
  readonly countries: readonly string[]
}

type Form = { readonly form: string; readonly words: readonly string[]; readonly countries: readonly string[] }

/** Initials with points, each letter of its own: `L.P.` of `Fund V L.P.`, which has nothing to do with the V. */
const POINTED = /(?<![\p{L}\p{N}.])(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu

/** Words of a name: folded, and letters written apart closed up, so that L.L.C., A & E and J.P. agree with LLC, AE and JP. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  let letters = ''
  for (const word of fold(text.replace(POINTED, (initials) => initials.replaceAll('.', ''))).split(' ')) {
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
export function companyNameCleaner(rules: Knowledge): (text: string) => CompanyName {
  const { companies } = rules
  const forms = formsBy(rules, (words) => words[words.length - 1])
  const firstForms = formsBy(rules, (words) => words[0])
  const easternForms = easternPattern(rules)
  const longForms = [...forms.values()].flat().filter((form) => form.words.join(' ').length >= 4)
  const junk = new Set([...rules.junk.texts, ...rules.junk.names])
  const abbreviations = new Map(Object.entries(companies.abbreviations))
  const dropped = new Set(companies.dropped)
  const leading = new Set(rules.written('leadingForms'))
  const tails = companies.tails.map(fold)
  const tradingAs = new RegExp(`^(.+?)[\\s,(]+${anyOf(companies.tradingAs.map(quoted))}\\.?:?\\s+(.+?)\\)?$`, 'i')

  /** Longest legal form that the words end with, where something is left before it. */
  const formAtEnd = (words: readonly string[]): Form | undefined => {
    const candidates = forms.get(words[words.length - 1] ?? '') ?? []
    return candidates.find(
      (form) =>
        form.words.length < words.length &&
        form.words.every((w, i) => words[words.length - form.words.length + i] === w),
    )
  }

  /** Longest legal form in front: SARL Dupont, Limited Liability Company Krasota. Of single words only what is no plain word. */
  const formAtStart = (words: readonly string[]): Form | undefined =>
    firstForms
      .get(words[0] ?? '')
      ?.find(
        (form) =>
          form.words.length < words.length &&
          (form.words.length > 1 || leading.has(words[0] ?? '')) &&
          form.words.every((w, i) => words[i] === w),
      )

  /** A long legal form with one slip in it: Incrporated, Joynt Stock Company. */
  const misspelt = (words: readonly string[]): Damaged | undefined => {
    const found = longForms.find((form) => {
      const tail = words.slice(-form.words.length)
      return tail.length < words.length && isOneSlip(tail.join(' '), form.words.join(' '))
    })
    return found ? { form: found, count: found.words.length } : undefined
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
    const [head, rest] = apart(easternForms ? text.replace(easternForms, ' $& ') : text)
    let words = wordsOf(head)
    let form: Form | undefined
    const damaged = formAtEnd(words)
      ? undefined
      : (misspelt(words) ?? (head.trim().length >= CUT_OFF ? cutOff(words) : undefined))
    if (damaged) {
      form = damaged.form
      words = words.slice(0, words.length - damaged.count)
    }
    for (let found = formAtEnd(words); found; found = formAtEnd(words)) {
      form ??= found
      words = words.slice(0, words.length - found.words.length)
    }
    const front = formAtStart(words)
    if (front) {
      form ??= front
      words = words.slice(front.words.length)
    }
    const behind = rest.filter((piece) => !isTail(piece)).flatMap(wordsOf)
    const all = [...words, ...behind.filter((word) => !words.includes(word))]
    const kept = all.filter((word) => !dropped.has(word))
    const folded = (kept.length > 0 ? kept : all).map((word) => abbreviations.get(word) ?? word).join(' ')
    return form ? { folded, form } : { folded }
  }

  const named = (text: string, original: string): { name: Claim; form?: Form } => {
    const { folded: written, form } = read(text)
    const value = shown(text, form, rules.titleCase)
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

/** A name shown as written; one in capitals gets proper case, its legal form the form's own. */
function shown(text: string, form: Form | undefined, titleCase: Knowledge['titleCase']): string {
  const tidied = tidy(text).replace(/(?<![\s,;])[\s,;]+$/, '')
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
    .replace(/\s[-–—|]\s+([^-–—|\s][^-–—|]*)$/, (_, inner: string) => {
      rest.push(inner)
      return ''
    })
  return [head, rest]
}

function formsBy(rules: Knowledge, keyOf: (words: readonly string[]) => string | undefined): Map<string, Form[]> {
  const map = new Map<string, Form[]>()
  const seen = new Set<string>()
  for (const { form, spellings, countries } of rules.companies.legalForms) {
    for (const spelling of [form, ...spellings]) {
      const words = wordsOf(spelling)
      const whole = words.join(' ')
      const key = keyOf(words)
      if (key === undefined || seen.has(whole)) continue
      seen.add(whole)
      map.set(key, [...(map.get(key) ?? []), { form, words, countries }])
    }
  }
  for (const forms of map.values()) forms.sort((a, b) => b.words.length - a.words.length)
  return map
}

/** Legal forms of Chinese, Japanese and Korean, which are written without blanks around them. */
function easternPattern(rules: Knowledge): RegExp | undefined {
  const all = rules.companies.legalForms.flatMap(({ form, spellings }) => [form, ...spellings])
  const eastern = all.filter((spelling) => EASTERN.test(spelling)).sort((a, b) => b.length - a.length)
  return eastern.length > 0 ? new RegExp(eastern.join('|'), 'g') : undefined
}
const EASTERN = /^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]+$/

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
