import { describe, expect, test } from 'vitest'
import { neo4jConf } from '../../../server/neo4j/config.ts'
import { guardText } from '../../../server/store/console/cypher-guard.ts'

const outcome = (statement: string, params: Record<string, unknown> = {}) => {
  const result = guardText(statement, params)
  return result.ok ? 'passes' : result.problem.detail
}

describe('a value that grows beyond measure is refused before the server builds it', () => {
  test.each([
    'RETURN size(reduce(s="a", i IN range(1,34) | s+s))',
    "RETURN size(reduce(s = 'a', i IN range(1, 40) | s + (s)))",
    'RETURN size(reduce(s = ["a"], i IN range(1, 34) | s + s))',
    'RETURN REDUCE(s = "a", i IN range(1, 22) | toString(s) + s)',
    'RETURN reduce(s = "a", i IN range(1, 15) | s + s + s)',
    'RETURN reduce(s = "a", i IN range(1, 34) | s + CASE WHEN i > 0 THEN s ELSE "" END)',
    'RETURN reduce(s = "a", i IN range(1, 34) | CASE WHEN i > 0 THEN s ELSE "" END + s)',
    'RETURN reduce(s = "a", i IN range(1, 34) | s || s)',
    'RETURN reduce(`s` = "a", i IN range(1, 34) | `s` + s)',
    'MATCH (n) WITH collect(n) AS all RETURN reduce(s = "ab", n IN all | s + s)',
    'RETURN reduce(s = "a", i IN range(0, $n) | s + s)',
    "RETURN reduce(s = 'a', i IN range(1, 34) | replace(s, 'a', 'aa'))",
    "RETURN reduce(s = 'a', i IN range(1, 34) | replace(s, '', 'a'))",
    'RETURN reduce(s = "a", i IN range(1, 34) | replace(s, $what, $by))',
    'RETURN reduce(s = "a", i IN range(1, 12) | s + s) + reduce(s = "a", i IN range(1, 12) | s + s)',
    `WITH "a" AS s ${'WITH s + s AS s '.repeat(34)}RETURN size(s)`,
  ])('%s', (statement) => {
    expect(outcome(statement, { n: 33 })).toMatch(/grows beyond the memory/)
  })

  test.each([
    'RETURN size([x IN range(1,1000000000) | x])',
    'RETURN size([x IN range(1, 1_000_000_000) | toString(x)])',
    'RETURN [x IN range(-1000000000, 1) WHERE x > 3]',
    'RETURN [x IN range(1, $n) | x]',
    'RETURN [x IN range(1, 10000) | [y IN range(1, 10000) | y]]',
    'RETURN size(reduce(l = [], x IN range(1, 1000000000) | l + x))',
    'RETURN [x IN range(0, 3000000000, 3) | x]',
    'RETURN range(1, 3000000)',
    "RETURN [i IN range(1, 10000) | reduce(s = 'a', j IN range(1, 14) | s + s)]",
  ])('%s', (statement) => {
    expect(outcome(statement, { n: 5_000_000 })).toMatch(/UNWIND the range instead/)
  })
})

describe('what lies too deep is refused: the server reads and writes it by recursion', () => {
  test.each([
    `RETURN ${'['.repeat(500)}1${']'.repeat(500)}`,
    `RETURN ${'('.repeat(120)}1${')'.repeat(120)}`,
    `RETURN ${'{a: '.repeat(101)}1${'}'.repeat(101)}`,
    'RETURN reduce(l = [], i IN range(1, 500) | [l])',
    'RETURN reduce(l = {}, i IN range(1, 500) | {a: l})',
    'MATCH (n) RETURN reduce(l = [], w IN n.words | [w, l])',
  ])('%s', (statement) => {
    expect(outcome(statement)).toMatch(/deep in each other/)
  })

  test.each([
    `RETURN ${'['.repeat(50)}1${']'.repeat(50)}`,
    'MATCH (n) RETURN reduce(pair = [0, 0], x IN n.amounts | [pair[0] + x, pair[1] + 1])',
    'MATCH (n) RETURN reduce(all = {n: 0}, x IN n.amounts | {n: all.n + x})',
    'MATCH (n) RETURN reduce(l = [], w IN n.words | l + [w])',
    'MATCH (n) RETURN reduce(i = 0, w IN n.words | n.numbers[i])',
    'RETURN reduce(l = [], i IN range(1, 9) | [l])',
  ])('%s', (statement) => {
    expect(outcome(statement)).toBe('passes')
  })
})

describe('what stays small passes', () => {
  test.each([
    "RETURN reduce(s = 'a', i IN range(1, 20) | s + s)",
    'MATCH (n) RETURN reduce(total = 0, x IN n.amounts | total + x)',
    'MATCH (n) RETURN reduce(text = "", w IN n.words | text + " " + w)',
    'MATCH (n) RETURN reduce(most = 0, x IN n.amounts | CASE WHEN x > most THEN x ELSE most END)',
    "MATCH (n) RETURN reduce(name = n.name, w IN ['Inc', 'Ltd'] | replace(name, w, ''))",
    "MATCH (n) RETURN reduce(name = n.name, w IN n.words | replace(name, '.', ' '))",
    "MATCH (n) RETURN reduce(text = '', w IN n.words | CASE WHEN text = '' THEN w ELSE text + ', ' + w END)",
    'MATCH (n) RETURN reduce(l = [], w IN n.words | CASE WHEN w IN l THEN l + [] ELSE l + w END)',
    'MATCH (n) RETURN reduce(a = 0, x IN n.amounts | a + x.a)',
    'UNWIND range(1, 10000000000) AS x RETURN count(x)',
    'RETURN [x IN range(1, 12) | x * x]',
    'MATCH (n) RETURN [x IN range(0, size(n.words) - 1) | n.words[x]]',
    'MATCH (n) RETURN n.size + n.size',
    'MATCH (n) WHERE n.reduce = 1 RETURN n.range',
  ])('%s', (statement) => {
    expect(outcome(statement)).toBe('passes')
  })
})

test.each([
  ['1g', '524288k', '734003k'],
  ['512m', '262144k', '367001k'],
  ['1048576k', '524288k', '734003k'],
])('a transaction may take half of a heap of %s, all together seven tenths', (heap, one, all) => {
  const conf = neo4jConf({ home: '/h', boltPort: 1, httpPort: 2, heap, pageCache: '1m' })
  expect(conf).toContain(`db.memory.transaction.max=${one}\n`)
  expect(conf).toContain(`dbms.memory.transaction.total.max=${all}\n`)
})
