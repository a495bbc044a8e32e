import { z } from 'zod'
import type { RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import { RecordInput } from '../../model/record.ts'
import type { TraceStep } from '../../model/views.ts'
import type { Engine } from '../../rules/engine.ts'
import { prepare } from '../../rules/prepare.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { recordTrace } from '../../store/write/records.ts'
import { dayOf } from '../run/context.ts'

const Stages = z.array(z.object({ stage: z.string(), at: z.string(), ms: z.number() }))

/**
 * The way of one record through the flow. Times are those of the transaction that stored it; what each stage made of the
 * record is worked out again by the same functions, which shows that any stage can be run again.
 * @throws ProblemError `record.not-found`
 */
export async function traceOf(tx: Tx, id: RecordId, engine: Engine): Promise<TraceStep[]> {
  const row = (await recordTrace.run(tx, { id }))[0]
  if (!row) return fail('record.not-found', `there is no record ${id}`, { record: id })
  const input = RecordInput.parse(JSON.parse(row.input))
  const again = prepare(input, engine, dayOf(new Date(row.receivedAt)))
  const stages = new Map(Stages.parse(JSON.parse(row.stages)).map((stage) => [stage.stage, stage]))
  let latest = row.at ?? row.receivedAt
  const step = (stage: TraceStep['stage'], summary: string): TraceStep => {
    const time = stages.get(stage)
    // A stage that was not measured by itself has the time of the one before it.
    latest = time?.at ?? latest
    return { stage, at: latest, ...(time ? { ms: time.ms } : {}), summary }
  }
  const claims = Object.values(again.standard.values).flat().length
  const { golden } = row
  return [
    step(
      'receive',
      `${Object.keys(input.fields).length} fields from ${input.source}, in a transaction of ${row.records ?? 1} records`,
    ),
    step('standardise', `${claims} values and ${again.standard.addresses.length} addresses cleaned`),
    step(
      'validate',
      again.issues.length === 0
        ? 'no issues'
        : again.issues.map((issue) => `${issue.policy}: ${issue.message}`).join('; '),
    ),
    step('block', `${again.keys.length} block keys: ${again.keys.map((key) => key.split('|')[1]).join(', ')}`),
    step('score', `${row.same} records match, ${row.maybe} may match`),
    step('cluster', golden ? `one of ${golden.size} records` : 'in no cluster'),
    step('survive', golden ? `golden record ${golden.name} (${golden.status})` : 'no golden record'),
    step('relate', 'addresses, household, roles and parents brought in line'),
    step('publish', golden ? `${golden.id} last published with change ${golden.seq}` : 'nothing published'),
  ]
}
