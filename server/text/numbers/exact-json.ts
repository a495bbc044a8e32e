const LONG = /\d{16}/
const TEXT_OR_LONG = /"(?:[^"\\]|\\[\s\S])*\\?(?:"|$)|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/** Reads JSON with its long whole numbers as text: as numbers, an id of more than 15 digits would be another. @throws SyntaxError */
export function parseExact(text: string): unknown {
  return JSON.parse(
    LONG.test(text) ? text.replace(TEXT_OR_LONG, (found) => (found.startsWith('"') ? found : `"${found}"`)) : text,
  )
}
