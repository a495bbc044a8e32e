import { expect, test } from 'vitest'
import { planningAdvice } from '../../../server/cli/advice/planning-advice.ts'

const INTERVAL = 'dbms.cypher.min_replan_interval'

test.each<[interval: string, state: 'ok' | 'advice']>([
  ['10s', 'advice'], // Neo4j's own
  ['900ms', 'advice'],
  ['59s', 'advice'],
  ['60s', 'ok'],
  ['1m', 'ok'], // the embedded server's
  ['1m30s', 'ok'],
  ['2h', 'ok'],
])('a server that plans anew after %s: %s', (interval, state) => {
  expect(planningAdvice(new Map([[INTERVAL, interval]]))).toMatchObject([
    { name: 'planning', state, detail: `${INTERVAL} is ${interval}` },
  ])
})

test('the advice names both settings with their values', () => {
  const [advice] = planningAdvice(new Map([[INTERVAL, '10s']]))
  expect(advice?.wayOut).toContain(`${INTERVAL}=1m`)
  expect(advice?.wayOut).toContain('internal.cypher.use_parameter_size=false')
})

test('a server that does not show its settings is not advised', () => {
  expect(planningAdvice(new Map())).toEqual([])
})
