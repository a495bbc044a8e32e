import { expect, test } from 'vitest'
import { add, fromReport, totalsLine, type VitestReport } from './totals.ts'

const report = (more: Partial<VitestReport> = {}): VitestReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...more,
})

test.each<[why: string, report: VitestReport, endedWell: boolean, line: string]>([
  ['all good', report(), true, '3 passed, 0 failed'],
  ['skipped ones are told', report({ numPendingTests: 1, numTodoTests: 1 }), true, '3 passed, 0 failed, 2 skipped'],
  [
    'failed tests are not counted a second time with their file',
    report({ numFailedTests: 2, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }] }),
    false,
    '3 passed, 2 failed',
  ],
  [
    'a file that broke before its tests',
    report({ testResults: [{ status: 'failed', assertionResults: [] }] }),
    false,
    '3 passed, 1 failed',
  ],
  ['a bad end after good tests', report(), false, '3 passed, 1 failed'],
])('%s', (_why, given, endedWell, line) => {
  expect(totalsLine(fromReport(given, endedWell))).toBe(line)
})

test('totals add up', () => {
  expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  })
})
