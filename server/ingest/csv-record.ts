/** How the fields of a text are told apart. */
export type Dialect = {
  /** One character or several. */
  readonly delimiter: string
  /** What fields stand in that hold a delimiter; '' where there is none and quotes are letters like others. */
  readonly quote: string
  /** What makes a quote, a delimiter or itself a letter; '' for doubled quotes alone. */
  readonly escape: string
}

/** A record, its lines and where it ends; or that more text is needed; or why its quoting is broken, and in which column. */
type Scan =
  | { readonly is: 'whole'; readonly end: number; readonly lines: number; readonly fields: string[] }
  | { readonly is: 'unfinished' }
  | { readonly is: 'broken'; readonly broken: string; readonly column: number }

const UNFINISHED: Scan = { is: 'unfinished' }

/** What follows a field: another one, the end of the record, more text that has not come yet, or what may not follow. */
type After = 'field' | 'end' | 'more' | 'broken'

/** Reads one record with quotes or escapes from `text` at `from`. */
export function scanQuoted(text: string, from: number, dialect: Dialect, atEnd: boolean): Scan {
  const scanner = new RecordScanner(text, from, dialect, atEnd)
  const { quote } = dialect
  for (;;) {
    if (!(quote !== '' && text[scanner.at] === quote ? scanner.quoted() : scanner.plain())) return UNFINISHED
    const after = scanner.after()
    if (after === 'field') continue
    const { at, lines, fields } = scanner
    if (after === 'end') return { is: 'whole', end: at, lines, fields }
    if (after === 'more') return UNFINISHED
    const broken = `text after a closing quote: ${JSON.stringify(text.slice(at, at + 20))}`
    return { is: 'broken', broken, column: fields.length }
  }
}

/** One record, a field at a time. */
class RecordScanner {
  readonly fields: string[] = []
  lines = 1
  at: number
  readonly #text: string
  readonly #dialect: Dialect
  readonly #atEnd: boolean

  constructor(text: string, at: number, dialect: Dialect, atEnd: boolean) {
    this.#text = text
    this.at = at
    this.#dialect = dialect
    this.#atEnd = atEnd
  }

  /** Takes a field in quotes. False when its end has not come yet. */
  quoted(): boolean {
    const text = this.#text
    const { quote, escape: lead } = this.#dialect
    let value = ''
    let open = this.at + 1
    let close = text.indexOf(quote, open)
    for (; close >= 0; close = text.indexOf(quote, open)) {
      if (lead !== '' && this.#isEscaped(close, open)) {
        value += text.slice(open, close - 1) + quote
        open = close + 1
      } else if (text[close + 1] === quote) {
        value += text.slice(open, close + 1)
        open = close + 2
      } else break
    }
    if (close < 0 || (close + 1 >= text.length && !this.#atEnd)) return false
    value += text.slice(open, close)
    for (let n = value.indexOf('\n'); n >= 0; n = value.indexOf('\n', n + 1)) this.lines++
    this.fields.push(lead === '' ? value : value.replaceAll(lead + lead, lead))
    this.at = close + 1
    // Blanks between the closing quote and the delimiter are common and harmless.
    while (text[this.at] === ' ') this.at++
    return true
  }

  /** Whether an odd number of escapes stands before a place: `\"` is a letter, `\\"` ends its field. */
  #isEscaped(place: number, from: number): boolean {
    const { escape: lead } = this.#dialect
    let before = 0
    while (place - before - 1 >= from && this.#text[place - before - 1] === lead) before++
    return before % 2 === 1
  }

  /** Takes a field without quotes. False when its end has not come yet. */
  plain(): boolean {
    const text = this.#text
    const { delimiter, escape: lead } = this.#dialect
    let [to, from, value] = [this.at, this.at, '']
    for (; to < text.length && text[to] !== '\n' && !text.startsWith(delimiter, to); to++) {
      if (lead === '' || text[to] !== lead) continue
      const next = text[to + 1]
      if (next === undefined && !this.#atEnd) return false
      if (next !== lead && next !== this.#dialect.quote && !text.startsWith(delimiter, to + 1)) continue
      value += text.slice(from, to)
      from = ++to
    }
    if (to >= text.length && !this.#atEnd) return false
    const beforeEnd = text[to - 1] === '\r' && (to >= text.length || text[to] === '\n') && to > from
    this.fields.push(value + text.slice(from, beforeEnd ? to - 1 : to))
    this.at = to
    return true
  }

  /** Steps over what ends a field. */
  after(): After {
    const text = this.#text
    const { delimiter } = this.#dialect
    const whole = this.#atEnd ? 'end' : 'more'
    const rest = text.length - this.at
    if (rest === 0) return whole
    if (text.startsWith(delimiter, this.at)) {
      this.at += delimiter.length
      return this.at >= text.length && !this.#atEnd ? 'more' : 'field'
    }
    const next = text[this.at]
    if (next === '\r' && rest === 1) {
      this.at++
      return whole
    }
    // A delimiter of several characters that has not come whole.
    if (rest < delimiter.length && !this.#atEnd) return 'more'
    const length = next === '\n' ? 1 : text.startsWith('\r\n', this.at) ? 2 : 0
    this.at += length
    return length > 0 ? 'end' : 'broken'
  }
}
