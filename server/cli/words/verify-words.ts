import type { BatchOutcome } from '../../pipeline/verify/batch.ts'

/** What a batch came to, in lines. */
export function batchLines(outcome: BatchOutcome, isDry: boolean): string[] {
  const { records, addresses, refused, unserved, known, calls, verdicts, open, stopped } = outcome
  const number = (value: number) => value.toLocaleString('en-US')
  const verb = isDry ? 'would be called' : 'was called'
  const called = Object.entries(calls).map(
    ([provider, { calls: count, cost, currency }]) =>
      `  ${provider} ${verb} ${number(count)} times: ${cost.toLocaleString('en-US')} ${currency}`,
  )
  const said = Object.entries(verdicts).map(([verdict, count]) => `  ${verdict}: ${number(count)}`)
  return [
    `${number(addresses)} different addresses of ${number(records)} records`,
    `  ${number(known)} are verified already, ${number(refused)} lack what mail needs, ${number(unserved)} are of countries that nobody is asked about`,
    ...(called.length > 0 ? called : ['  nobody has to be asked']),
    ...said,
    ...(open > 0 ? [`  ${number(open)} were not answered: run it again`] : []),
    ...(stopped === undefined ? [] : [`it ended before its end: ${stopped}`]),
  ]
}
