/** What parts values in a cell whatever they are: lines, HTML's breaks, three colons as address books export them. */
const LINES = /(?<!\s)\s*(?:[\r\n]|<br\s*\/?>|:::)\s*/i

/** Values that a source put into one cell: a JSON list, or lines. A single value comes back as it is. */
export function severalIn(text: string): readonly string[] {
  const list = text.startsWith('[') ? jsonList(text) : undefined
  if (list) return list
  if (!LINES.test(text)) return [text]
  const pieces = text.split(LINES).filter((piece) => piece.trim() !== '')
  return pieces.length === 0 ? [text] : pieces
}

/** The texts and numbers of a JSON list, undefined where it is none or says nothing. */
function jsonList(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return undefined
    const values = list.filter((one) => typeof one === 'string' || typeof one === 'number').map(String)
    return values.length === list.length && values.length > 0 ? values : undefined
  } catch {
    return undefined
  }
}
