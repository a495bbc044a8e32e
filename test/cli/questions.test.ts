import { expect, test } from 'vitest'
import { demoSources } from '../../server/cli/demo.ts'
import { questionsToTry } from '../../server/cli/words/questions.ts'

test('five questions where the demo is, none where it is not', () => {
  const demo = demoSources()
  const lines = questionsToTry(new Set([...demo, 'call-centre']), demo)
  expect(lines.filter((line) => /^ {4}\d\. \S.*\?\s+\S/.test(line))).toHaveLength(5)
  expect(lines[0]).toContain('Five questions')
  expect(questionsToTry(new Set(demo.slice(1)), demo)).toEqual([])
  expect(questionsToTry(new Set(demo), [])).toEqual([])
})
