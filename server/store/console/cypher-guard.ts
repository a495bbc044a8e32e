import { failed, ok, type Result } from '../../model/problem.ts'
import { isSign, isWord, type Token, tokensOf } from './cypher-tokens.ts'
import { growthProblem, insideOf } from './growth.ts'

/** Procedures that tell about the shape of the graph or search its indexes, and touch nothing else. */
const PROCEDURES: readonly string[] = [
  'db.index.fulltext.queryNodes',
  'db.index.fulltext.queryRelationships',
  'db.labels',
  'db.propertyKeys',
  'db.relationshipTypes',
  'db.schema.nodeTypeProperties',
  'db.schema.relTypeProperties',
  'db.schema.visualization',
]

/** Namespaces of Neo4j's own functions. Any other dotted function comes from a plug-in and could run or read anything. */
const FUNCTION_ROOTS = ['date', 'datetime', 'duration', 'localdatetime', 'localtime', 'point', 'time', 'vector']

/** A reading statement starts with one of these. Everything that writes, administers, shows or switches does not. */
const FIRST_WORDS = ['CALL', 'MATCH', 'OPTIONAL', 'RETURN', 'UNWIND', 'WITH']

/** Relationships of the longest path that is looked for: the search does not look at the clock. */
const LONGEST_PATH = 15

/** Steps of a plan that reach beyond the graph though the server calls the statement a read. */
const REFUSED_STEPS = /^(LoadCSV|Show|Terminate|AdministrationCommand|TransactionForeach|TransactionApply)/

/** What EXPLAIN says of a statement, as far as the guard asks. */
export type QueryPlan = { operatorType: string; arguments?: Record<string, unknown>; children: QueryPlan[] }

/**
 * First gate, before the server sees anything: one statement that reads, no `LOAD CSV`, no batches of transactions, no
 * procedure or function beyond the listed, no value that grows beyond measure. Returns the statement without its closing semicolon.
 */
export function guardText(statement: string, params: Readonly<Record<string, unknown>> = {}): Result<string> {
  // Neo4j resolves unicode escapes before it parses, so one could end a string or spell a word unseen. A lone carriage
  // return or an exotic line end could end a comment for one reader and not for the other.
  if (/\\u/i.test(statement)) return refused('unicode escapes are not allowed; write the character or pass a parameter')
  if (/[\p{Cc}\u2028\u2029\ufeff]/u.test(statement.replace(/\r\n|[\t\n]/g, '')))
    return refused('control characters are not allowed; pass them in a parameter')
  const tokens = tokensOf(statement)
  if (tokens === undefined) return refused('a string, quoted name or comment does not end')
  while (isSign(tokens.at(-1), ';')) tokens.pop()
  if (tokens.some((token) => isSign(token, ';'))) return refused('one statement at a time')
  const first = tokens[0]
  if (first?.kind !== 'word' || !FIRST_WORDS.includes(first.text.toUpperCase()))
    return refused(`only statements that read: they start with ${FIRST_WORDS.join(', ')}`)
  for (const [place, token] of tokens.entries()) {
    const problem = refusalAt(tokens, place, token)
    if (problem !== undefined) return refused(problem)
  }
  const growth = growthProblem(tokens, params)
  if (growth !== undefined) return refused(growth)
  return ok(statement.trimEnd())
}

/** Second gate: what the server itself understood the statement to be. */
export function guardPlan(queryType: string, plan: QueryPlan | undefined | false): Result<undefined> {
  if (queryType !== 'r' || !plan) return refused('this statement does not only read')
  for (const step of stepsOf(plan)) {
    const name = step.operatorType.replace(/@.*/, '')
    if (REFUSED_STEPS.test(name)) return refused(`the step ${name} is not allowed here`)
  }
  return ok(undefined)
}

function refusalAt(tokens: readonly Token[], place: number, token: Token): string | undefined {
  const before = tokens[place - 1]
  const after = tokens[place + 1]
  const named = isSign(before, '.') || isSign(before, ':') || isSign(before, '$')
  if (isWord(token, 'LOAD') && isWord(after, 'CSV'))
    return 'LOAD CSV reads files and addresses, which is not allowed here'
  if (
    isWord(token, 'IN') &&
    isSign(before, '}') &&
    tokens.slice(place + 1, place + 4).some((next) => isWord(next, 'TRANSACTIONS'))
  )
    return 'CALL … IN TRANSACTIONS is not allowed here'
  if (isWord(token, 'CALL') && !named && (after?.kind === 'word' || after?.kind === 'quoted')) {
    const name = dottedFrom(tokens, place + 1)
    const known = PROCEDURES.some((procedure) => procedure.toLowerCase() === name.toLowerCase())
    if (!known) return `the procedure ${name} is not allowed here; these are: ${PROCEDURES.join(', ')}`
  }
  if (
    /^(shortestPath|allShortestPaths)$/i.test(token.text) &&
    isSign(after, '(') &&
    !isBounded(insideOf(tokens, place + 1))
  )
    return `${token.text} without a bound looks through the whole graph; say how far, up to ${LONGEST_PATH}: -[*..${LONGEST_PATH}]-`
  if (isSign(token, '(') && isName(before) && isSign(tokens[place - 2], '.')) {
    const name = dottedUpTo(tokens, place - 1)
    const root = name.slice(0, name.indexOf('.')).toLowerCase()
    const procedure = PROCEDURES.some((each) => each.toLowerCase() === name.toLowerCase())
    if (!procedure && !FUNCTION_ROOTS.includes(root)) return `the function ${name} is not allowed here`
  }
  return undefined
}

/** Whether every star of a pattern says how far it goes: `*3`, `*..5`, `*1..5`. */
function isBounded(pattern: readonly Token[]): boolean {
  return pattern.every((token, at) => {
    if (!isSign(token, '*')) return true
    const end = pattern.slice(at).findIndex((next) => isSign(next, ']') || isSign(next, '{'))
    const most = Number(pattern[at + end - 1]?.text)
    return Number.isInteger(most) && most <= LONGEST_PATH
  })
}

function dottedFrom(tokens: readonly Token[], place: number): string {
  const name = tokens[place]?.text ?? ''
  return isSign(tokens[place + 1], '.') ? `${name}.${dottedFrom(tokens, place + 2)}` : name
}

function dottedUpTo(tokens: readonly Token[], place: number): string {
  const name = tokens[place]?.text ?? ''
  return isSign(tokens[place - 1], '.') ? `${dottedUpTo(tokens, place - 2)}.${name}` : name
}

function stepsOf(plan: QueryPlan): QueryPlan[] {
  return [plan, ...plan.children.flatMap(stepsOf)]
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted'
}

function refused<T>(detail: string): Result<T> {
  return failed('query.refused', detail)
}
