export type Token = { kind: 'word' | 'quoted' | 'sign' | 'text'; text: string }

const SPACE = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const TOKENS: readonly [kind: Token['kind'], pattern: RegExp][] = [
  ['text', /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y],
  ['quoted', /`(?:[^`]|``)*`/y],
  ['word', /[\p{L}\p{M}\p{N}\p{Pc}]+/uy],
  ['sign', /[^'"`]/uy],
]

/** Words, quoted names, strings and signs of a statement, comments left out; undefined when something does not end. */
export function tokensOf(statement: string): Token[] | undefined {
  const tokens: Token[] = []
  let at = 0
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(statement)?.[0]
  }
  while (at < statement.length) {
    const space = next(SPACE)
    if (space === undefined && statement.startsWith('/*', at)) return undefined
    if (space === undefined) {
      const found = TOKENS.map(([kind, pattern]) => ({ kind, text: next(pattern) ?? '' })).find(
        ({ text }) => text !== '',
      )
      if (!found) return undefined
      tokens.push(found.kind === 'quoted' ? { ...found, text: found.text.slice(1, -1).replaceAll('``', '`') } : found)
      at += found.text.length
    } else at += space.length
  }
  return tokens
}

export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign
}
