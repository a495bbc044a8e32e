import { expect, test } from 'vitest'
import { add, failuresOf, fromReport, totalsLine, type VitestReport } from './totals.ts'

type Results = VitestReport['testResults']

const file = (status: string, ...tests: Results[number]['assertionResults']): Results[number] => ({
  name: '/there/test/a.test.ts',
  status,
  message: 'Cannot find module\nand more',
  assertionResults: tests,
})
const good = { status: 'passed', fullName: 'group good' }
const bad = {
  status: 'failed',
  fullName: 'group bad',
  failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n  at line 3'],
}

const report = (more: Partial<VitestReport> = {}): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [file('passed', good)],
  ...more,
})

test.each<[why: string, report: VitestReport, endedWell: boolean, line: string]>([
  ['all good', report(), true, '3 passed, 0 failed'],
  ['skipped ones are told', report({ numPendingTests: 1, numTodoTests: 1 }), true, '3 passed, 0 failed, 2 skipped'],
  [
    'failed tests are not counted a second time with their file',
    report({ numFailedTests: 2, testResults: [file('failed', bad)] }),
    false,
    '3 passed, 2 failed',
  ],
  ['a file that broke before its tests', report({ testResults: [file('failed')] }), false, '3 passed, 1 failed'],
  ['a bad end after good tests', report(), false, '3 passed, 1 failed'],
])('%s', (_why, given, endedWell, line) => {
  expect(totalsLine(fromReport(given, endedWell))).toBe(line)
})

test.each<[why: string, results: Results, lines: string[]]>([
  ['nothing', [file('passed', good)], []],
  ['a test', [file('failed', good, bad)], ['test/a.test.ts > group bad: expected 1 to be 2']],
  ['a file that broke before its tests', [file('failed')], ['test/a.test.ts: Cannot find module']],
])('what failed is named: %s', (_why, testResults, lines) => {
  expect(failuresOf(report({ testResults }), '/there')).toEqual(lines)
})

test('totals add up', () => {
  expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  })
})
