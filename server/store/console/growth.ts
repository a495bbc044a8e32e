import { isSign, isWord, type Token } from './cypher-tokens.ts'

/**
 * Neo4j's memory limits count rows, not what one expression builds: a string that doubles thirty times, or a list over a
 * thousand million numbers, ends the server itself. These are the most that a statement's expressions may come to.
 */
const MOST = {
  /** Times that a value may grow, by being joined to itself. */
  doublings: 2 ** 21,
  /** Items of lists that are built rather than unwound; lists in lists multiply. */
  items: 500_000,
  /** Both together: an answer is at most so many bytes, and one value of it is read in one piece. */
  together: 2 ** 23,
  /** Brackets in brackets, and values that are wrapped again and again: the server reads and writes them by recursion. */
  depth: 100,
} as const

type Params = Readonly<Record<string, unknown>>

/** Why a statement is refused for the size of what its expressions build; undefined when they are fine. */
export function growthProblem(tokens: readonly Token[], params: Params): string | undefined {
  let growth = 1
  let items = 1
  let depth = deepest(tokens)
  const doubled = new Set<Token>()
  for (const [place, token] of tokens.entries()) {
    if (isCall(tokens, place, 'REDUCE')) {
      const reduce = readReduce(tokens, place, params)
      growth *= reduce.growth
      depth += reduce.depth
      if (reduce.growth > 1 && reduce.list) doubled.add(reduce.list)
    } else growth *= joinedToItself(tokens, place) ? 2 : 1
    if (isCall(tokens, place, 'RANGE') && !isWord(tokens[place - 1], 'UNWIND') && !doubled.has(token))
      items *= Math.max(lengthOf(argumentsOf(tokens, place + 1), params) ?? 1, 1)
  }
  if (depth > MOST.depth) return `lists, maps and brackets may lie ${MOST.depth} deep in each other`
  if (growth > MOST.doublings)
    return 'a value that is joined to itself again and again grows beyond the memory there is; join to it what is new, or do it fewer times'
  if (items > MOST.items || items * growth > MOST.together)
    return `a list of more than ${MOST.items} items, or of fewer long ones, is not built; UNWIND the range instead`
  return undefined
}

type Reduce = {
  /** How often as long as at first the value may be in the end. */
  growth: number
  /** How many lists or maps deep it may lie in the end. */
  depth: number
  /** First word of the list it goes over. */
  list?: Token | undefined
}

/** What `reduce(value = …, item IN list | expression)` may come to. */
function readReduce(tokens: readonly Token[], place: number, params: Params): Reduce {
  const inside = insideOf(tokens, place + 1)
  const bar = topLevel(inside, (token) => isSign(token, '|'))
  const name = inside[0]?.text
  if (bar === -1 || name === undefined) return { growth: 1, depth: 0 }
  const body = inside.slice(bar + 1)
  const named = usesOf(body, name)
  const joins = body.some((token, at) => isSign(token, '+') || (isSign(token, '|') && isSign(body[at + 1], '|')))
  const each = (joins ? Math.max(named, 1) : 1) * (named > 0 ? stretch(body) : 1)
  const list = inside.slice(topLevel(inside, (token) => isWord(token, 'IN')) + 1, bar)
  const times =
    (isCall(list, 0, 'RANGE') ? lengthOf(argumentsOf(list, 1), params) : undefined) ?? Number.POSITIVE_INFINITY
  return { growth: each > 1 ? each ** times : 1, depth: wraps(body, name) ? times : 0, list: list[0] }
}

/** Whether a value is put whole into a list or a map, as in `[value]`, and not a part of it, as in `[value[0] + 1]`. */
function wraps(body: readonly Token[], name: string): boolean {
  const open: string[] = []
  return body.some((token, at) => {
    const step = depthOf(token)
    if (step > 0) open.push(isSign(token, '[') && endsValue(body[at - 1]) ? 'index' : token.text)
    if (step < 0) open.pop()
    const part = isSign(body[at + 1], '[') || isSign(body[at + 1], '.')
    const own = isName(token) && token.text === name && !isSign(body[at - 1], '.') && !part
    return own && ['[', '{'].includes(open.at(-1) ?? '') && !isWord(body[at - 1], 'IN')
  })
}

/** Whether a bracket after it would be an index. */
function endsValue(token: Token | undefined): boolean {
  return (isName(token) && !isWord(token, 'IN')) || isSign(token, ')') || isSign(token, ']')
}

function deepest(tokens: readonly Token[]): number {
  let depth = 0
  let most = 0
  for (const token of tokens) {
    depth += depthOf(token)
    most = Math.max(most, depth)
  }
  return most
}

/** Times that an expression takes a value up, or the same part of it. Of a CASE one branch counts, and not what it asks. */
function usesOf(body: readonly Token[], name: string): number {
  const uses = new Map<string, number[]>()
  let branch = 0
  let branches = 0
  let asking = false
  for (const [at, token] of body.entries()) {
    if (isWord(token, 'WHEN')) asking = true
    else if (isWord(token, 'THEN') || isWord(token, 'ELSE')) {
      asking = false
      branches += 1
      branch = branches
    } else if (isWord(token, 'END')) branch = 0
    else if (!asking && isName(token) && token.text === name && !isSign(body[at - 1], '.')) {
      const part = body[at + 1]
      const which = isSign(part, '[') || isSign(part, '.') ? `${part?.text}${body[at + 2]?.text}` : ''
      const counts = uses.get(which) ?? []
      counts[branch] = (counts[branch] ?? 0) + 1
      uses.set(which, counts)
    }
  }
  return Math.max(
    0,
    ...[...uses.values()].map(([outside = 0, ...cases]) => outside + Math.max(0, ...cases.map((n) => n ?? 0))),
  )
}

/** How often as long as its text the answer of each `replace` may be, all multiplied. */
function stretch(body: readonly Token[]): number {
  let times = 1
  for (const place of body.keys()) {
    if (!isCall(body, place, 'REPLACE')) continue
    const [, search, put] = argumentsOf(body, place + 1)
    if (isText(put, 0)) continue // takes something out
    const known = search?.length === 1 && put?.length === 1 && search[0]?.kind === 'text' && put[0]?.kind === 'text'
    times *= known ? Math.max(sizeOf(put?.[0]) / Math.max(sizeOf(search?.[0]), 0.5), 1) : 2
  }
  return times
}

/** `s + s`: a plus between two uses of one name. */
function joinedToItself(tokens: readonly Token[], place: number): boolean {
  const [before, after] = [tokens[place - 1], tokens[place + 1]]
  return isSign(tokens[place], '+') && isName(before) && isName(after) && before?.text === after?.text
}

/** Items of a range whose ends are whole numbers, as written or as parameters; undefined when they are something else. */
function lengthOf(ends: readonly (readonly Token[])[], params: Params): number | undefined {
  const [from, to, step] = ends.map((tokens) => wholeNumber(tokens, params))
  if (from === undefined || to === undefined) return undefined
  return Math.floor(Math.abs(to - from) / Math.max(Math.abs(step ?? 1), 1)) + 1
}

function wholeNumber(tokens: readonly Token[], params: Params): number | undefined {
  const [sign, token] = isSign(tokens[0], '-') || isSign(tokens[0], '$') ? tokens : [undefined, ...tokens]
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return undefined
  if (sign?.text === '$') return typeof params[token.text] === 'number' ? (params[token.text] as number) : undefined
  const value = Number(token.text.replaceAll('_', ''))
  return Number.isInteger(value) ? (sign ? -value : value) : undefined
}

/** What stands between a bracket and the one that closes it. */
export function insideOf(tokens: readonly Token[], open: number): readonly Token[] {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    depth += depthOf(tokens[at])
    if (depth === 0) return tokens.slice(open + 1, at)
  }
  return tokens.slice(open + 1)
}

function argumentsOf(tokens: readonly Token[], open: number): readonly (readonly Token[])[] {
  const found: (readonly Token[])[] = []
  let rest = insideOf(tokens, open)
  for (;;) {
    const comma = topLevel(rest, (token) => isSign(token, ','))
    if (comma === -1) return [...found, rest]
    found.push(rest.slice(0, comma))
    rest = rest.slice(comma + 1)
  }
}

/** The first place outside all brackets where something holds, or -1. */
function topLevel(tokens: readonly Token[], holds: (token: Token) => boolean): number {
  let depth = 0
  return tokens.findIndex((token) => {
    depth += depthOf(token)
    return depth === 0 && holds(token)
  })
}

function depthOf(token: Token | undefined): number {
  if (token?.kind !== 'sign') return 0
  return '([{'.includes(token.text) ? 1 : ')]}'.includes(token.text) ? -1 : 0
}

function isCall(tokens: readonly Token[], place: number, name: string): boolean {
  return isWord(tokens[place], name) && isSign(tokens[place + 1], '(') && !isSign(tokens[place - 1], '.')
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted'
}

function isText(tokens: readonly Token[] | undefined, size: number): boolean {
  return tokens?.length === 1 && tokens[0]?.kind === 'text' && sizeOf(tokens[0]) === size
}

/** Characters of a text, without its quotes. */
function sizeOf(token: Token | undefined): number {
  return (token?.text.length ?? 2) - 2
}
