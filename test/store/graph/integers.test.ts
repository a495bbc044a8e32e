import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { INTEGERS } from '../../../server/store/graph/integers.ts'
import { CYPHER_DIR } from '../../../server/store/graph/query.ts'

/** A property that is set to something made whole: by itself, added to what it was, or where it is missing. */
const SET =
  /\b\w+\.(\w+) = (?:coalesce\([\w.]+, 0\) \+ |[\w.]+ \+ |coalesce\([\w.]+, |CASE WHEN [^\n]* THEN )?toInteger\(/g
/** One that a node or relationship is known by. */
const KNOWN_BY = /:\w+ \{(\w+): toInteger\(/g
/** Counted by the statements themselves, out of whole numbers. */
const COUNTED = ['count', 'writes']

test('properties that statements make whole are the ones that import files call long', () => {
  const files = readdirSync(CYPHER_DIR, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.cypher'),
  )
  const texts = files.map((file) => readFileSync(join(CYPHER_DIR, file), 'utf8'))
  const made = texts.flatMap((text) =>
    [SET, KNOWN_BY].flatMap((form) => [...text.matchAll(form)].map(([, name]) => name)),
  )
  expect([...new Set([...made, ...COUNTED])].sort()).toEqual([...INTEGERS].sort())
})
