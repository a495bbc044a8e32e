import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

export type Totals = { passed: number; failed: number; skipped: number }

/** The part of vitest's JSON report that counts. */
export const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})
export type VitestReport = z.infer<typeof VitestReport>

/**
 * Counts of a run. A file that broke before its tests could run has no failed test and counts as one; so does a run that
 * ended badly although every test passed (an unhandled error, a server that would not stop).
 */
export function fromReport(report: VitestReport, endedWell: boolean): Totals {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !endedWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * What failed, a line each: file, test, and the first line of its reason. Printed at the very end, since of a long output a
 * reader may have nothing but its end.
 */
export function failuresOf({ testResults }: VitestReport, folder: string): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(folder, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : []
    return failed.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
  })
}

const firstLine = (text = '') => stripVTControlCharacters(text).split('\n', 1)[0] ?? ''

export function add(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The closing line of `npm test`, alone on its line, for people and machines. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
