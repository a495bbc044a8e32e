import { describe, expect, test } from 'vitest'
import { guardPlan, guardText, type QueryPlan } from '../../../server/store/console/cypher-guard.ts'

const outcome = (statement: string) => {
  const result = guardText(statement)
  return result.ok ? 'passes' : result.problem.detail
}

describe('statements that only read pass', () => {
  test.each([
    'MATCH (n:Golden {id: $id}) RETURN n',
    'match (c:Company)<-[:SUBSIDIARY_OF*]-(s) return c.name, count(s) as n order by n desc limit 5;',
    'OPTIONAL MATCH (n) RETURN n',
    'WITH 1 AS x UNWIND [x, 2] AS y RETURN y',
    'UNWIND range(1, 3) AS x CALL (x) { MATCH (n) WHERE n.size = x RETURN count(n) AS c } RETURN x, c',
    'CALL db.labels() YIELD label RETURN label',
    "CALL db.index.fulltext.queryNodes('record_text', $q) YIELD node, score RETURN node.id, score",
    'CALL `db`.`labels`()',
    "MATCH (n) WHERE n.name = 'LOAD CSV; DROP DATABASE' RETURN n // CREATE nothing\n",
    "RETURN date.truncate('month', date()) AS m, duration.between(date(), date()) AS d, point.distance($a, $b) AS p",
    'MATCH (n)-[:CALL]->(m) RETURN n.call, m.load',
    'MATCH (n) WHERE n.age IN [1, 2] AND exists { (n)--() } RETURN n',
    'MATCH (n:`Weird; Label`) RETURN n /* ; */',
    'MATCH (a) RETURN a { .name, records: [(a)<-[:MEMBER_OF]-(r) | r.id] }',
    'MATCH (n)\r\nRETURN n',
    'MATCH p = shortestPath((a {id: $a})-[*..6]-(b {id: $b})) RETURN p',
    'MATCH p = allShortestPaths((a)-[:SAME_AS*1..15]-(b)) RETURN length(p)',
    'MATCH p = shortestPath((a)-[:SAME_AS|MEMBER_OF*4]-(b)) RETURN p',
    'MATCH (n) WHERE n.shortestPath = 1 RETURN n',
  ])('%s', (statement) => {
    expect(outcome(statement)).toBe('passes')
  })
})

describe('everything else is refused before the server sees it', () => {
  test.each<[statement: string, because: RegExp]>([
    ['CREATE (n)', /only statements that read/],
    ['MERGE (n:X {id: 1})', /only statements that read/],
    ['DROP CONSTRAINT golden_id', /only statements that read/],
    ['SHOW DATABASES', /only statements that read/],
    ['SHOW PROCEDURES YIELD name RETURN name', /only statements that read/],
    ["TERMINATE TRANSACTION 'x'", /only statements that read/],
    ['USE system MATCH (n) RETURN n', /only statements that read/],
    ['EXPLAIN MATCH (n) RETURN n', /only statements that read/],
    ['PROFILE MATCH (n) RETURN n', /only statements that read/],
    ['CYPHER runtime=slotted RETURN 1', /only statements that read/],
    ["LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", /only statements that read/],
    ["WITH 1 AS x LOAD CSV FROM 'http://169.254.169.254/' AS l RETURN l", /LOAD CSV/],
    ["WITH 1 AS x load\n\tcsv FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["WITH 1 AS x LOAD/* */CSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["WITH 1 AS x LOAD // comment\nCSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["RETURN 1 AS l UNION LOAD CSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["CALL { LOAD CSV FROM 'x' AS l RETURN l } RETURN l", /LOAD CSV/],
    ["WITH '//' AS x LOAD CSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["WITH \"'\" AS x LOAD CSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["WITH 'it\\'s' AS x LOAD CSV FROM 'x' AS l RETURN l", /LOAD CSV/],
    ["WITH 1 AS `/*` LOAD CSV FROM 'x' AS l RETURN l // */", /LOAD CSV/],
    ["// \r' \n LOAD CSV FROM 'x' AS l RETURN l //'", /control characters/],
    ["WITH 1 AS x \u2028LOAD CSV FROM 'x' AS l RETURN l", /control characters/],
    ['RETURN 1 \u0000', /control characters/],
    ["WITH 1 AS x \\u004cOAD CSV FROM 'x' AS l RETURN l", /unicode escapes/],
    ["RETURN '\\u0027 LOAD CSV FROM \\u0027x' AS l", /unicode escapes/],
    ['WITH 1 AS x LOAD C\u017fV FROM $x AS l RETURN l', /LOAD CSV/],
    ['MATCH p = allShortestPaths((a)-[*]-(b)) RETURN p', /without a bound/],
    ['MATCH p = shortestPath((a)-[r:SAME_AS*]-(b)) RETURN p', /without a bound/],
    ['MATCH p = allshortestpaths ((a)-[*2..]-(b)) RETURN p', /without a bound/],
    ['MATCH p = allShortestPaths((a)-[*..400]-(b)) RETURN p', /without a bound/],
    ['MATCH p = shortestPath((a)-[* {x: 1}]-(b)) RETURN p', /without a bound/],
    ['RETURN 1; RETURN 2', /one statement/],
    ["RETURN ';' ; MATCH (n) DETACH DELETE n", /one statement/],
    ['CALL { MATCH (n) DELETE n } IN TRANSACTIONS', /IN TRANSACTIONS/],
    ['CALL { RETURN 1 AS x } IN 4 CONCURRENT TRANSACTIONS OF 10 ROWS RETURN x', /IN TRANSACTIONS/],
    ['CALL dbms.listConfig() YIELD name, value RETURN name, value', /procedure dbms.listConfig/],
    ['CALL dbms . /* */ listConfig', /procedure dbms.listConfig/],
    ["CALL apoc.load.json('http://x') YIELD value RETURN value", /procedure apoc.load.json/],
    ['CALL `apoc`.`cypher`.`runWrite`($q, {})', /procedure apoc.cypher.runWrite/],
    ['CALL db.createLabel("x")', /procedure db.createLabel/],
    ['MATCH (n) OPTIONAL CALL db.stats.clear("QUERIES") RETURN n', /procedure db.stats.clear/],
    ["RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV …')", /function apoc.cypher/],
    ['RETURN `apoc`.`util`.`sleep`(1000)', /function apoc.util.sleep/],
    ['RETURN apoc . text /**/ . join (["a"], "")', /function apoc.text.join/],
    ["RETURN 'open", /does not end/],
    ['RETURN 1 /* open', /does not end/],
    ['RETURN `open', /does not end/],
    ['', /only statements that read/],
    [';', /only statements that read/],
  ])('%s', (statement, because) => {
    expect(outcome(statement)).toMatch(because)
  })
})

describe('what the server understood is checked too', () => {
  const plan = (...steps: string[]): QueryPlan =>
    steps.reduceRight<QueryPlan>((child, operatorType) => ({ operatorType, children: [child] }), {
      operatorType: 'EmptyRow@neo4j',
      children: [],
    })

  test.each<[why: string, type: string, steps: string[], passes: boolean]>([
    ['a plain read', 'r', ['ProduceResults@neo4j', 'NodeUniqueIndexSeek@neo4j'], true],
    ['a write', 'rw', ['ProduceResults@neo4j', 'Create@neo4j'], false],
    ['schema or administration', 's', ['CreateIndex@neo4j'], false],
    ['a file', 'r', ['ProduceResults@neo4j', 'LoadCSV@neo4j'], false],
    ['a listing', 'r', ['ProduceResults@neo4j', 'ShowProcedures@neo4j'], false],
    ['ending a transaction', 'r', ['TerminateTransactions@neo4j'], false],
    ['transactions of its own', 'r', ['ProduceResults@neo4j', 'TransactionApply@neo4j'], false],
  ])('%s', (_why, type, steps, passes) => {
    expect(guardPlan(type, plan(...steps)).ok).toBe(passes)
  })

  test('no plan, no run', () => {
    expect(guardPlan('r', false).ok).toBe(false)
  })
})
