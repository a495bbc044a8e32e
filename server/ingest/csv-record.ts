/** A record, its lines and where it ends; or that more text is needed; or why its quoting is broken, and in which column. */
type Scan =
  | { readonly is: 'whole'; readonly end: number; readonly lines: number; readonly fields: string[] }
  | { readonly is: 'unfinished' }
  | { readonly is: 'broken'; readonly broken: string; readonly column: number }

const UNFINISHED: Scan = { is: 'unfinished' }

/** What follows a field: another one, the end of the record, more text that has not come yet, or what may not follow. */
type After = 'field' | 'end' | 'more' | 'broken'

/** Reads one record with quotes from `text` at `from`. */
export function scanQuoted(text: string, from: number, delimiter: string, atEnd: boolean): Scan {
  const scanner = new RecordScanner(text, from, delimiter, atEnd)
  for (;;) {
    if (!(text[scanner.at] === '"' ? scanner.quoted() : scanner.plain())) return UNFINISHED
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
  readonly #delimiter: string
  readonly #atEnd: boolean

  constructor(text: string, at: number, delimiter: string, atEnd: boolean) {
    this.#text = text
    this.at = at
    this.#delimiter = delimiter
    this.#atEnd = atEnd
  }

  /** Takes a field in quotes. False when its end has not come yet. */
  quoted(): boolean {
    const text = this.#text
    let value = ''
    let open = this.at + 1
    let quote = text.indexOf('"', open)
    for (; quote >= 0 && text[quote + 1] === '"'; quote = text.indexOf('"', open)) {
      value += text.slice(open, quote + 1)
      open = quote + 2
    }
    if (quote < 0 || (quote + 1 >= text.length && !this.#atEnd)) return false
    value += text.slice(open, quote)
    for (let n = value.indexOf('\n'); n >= 0; n = value.indexOf('\n', n + 1)) this.lines++
    this.fields.push(value)
    this.at = quote + 1
    // Blanks between the closing quote and the delimiter are common and harmless.
    while (text[this.at] === ' ') this.at++
    return true
  }

  /** Takes a field without quotes. False when its end has not come yet. */
  plain(): boolean {
    const text = this.#text
    let to = this.at
    while (to < text.length && text[to] !== '\n' && text[to] !== this.#delimiter) to++
    if (to >= text.length && !this.#atEnd) return false
    const beforeEnd = text[to - 1] === '\r' && text[to] !== this.#delimiter && to > this.at
    this.fields.push(text.slice(this.at, beforeEnd ? to - 1 : to))
    this.at = to
    return true
  }

  /** Steps over what ends a field. */
  after(): After {
    const text = this.#text
    const next = text[this.at]
    const whole = this.#atEnd ? 'end' : 'more'
    if (next === undefined) return whole
    if (next === this.#delimiter) {
      this.at++
      return this.at >= text.length && !this.#atEnd ? 'more' : 'field'
    }
    if (next === '\r' && this.at + 1 >= text.length) {
      this.at++
      return whole
    }
    const length = next === '\n' ? 1 : text.startsWith('\r\n', this.at) ? 2 : 0
    this.at += length
    return length > 0 ? 'end' : 'broken'
  }
}
