import type { RecordId } from '../../model/ids.ts'
import { compareVersions } from '../../model/versions/value-times.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import { derive, type Prepared } from '../../rules/prepare.ts'
import { timely } from '../../rules/timely.ts'
import type { WholeRecord } from '../../store/write/records.ts'
import { type Dated, following, precede, reread, withDated } from '../resolve/value-times.ts'

/** The newest version of each arriving record, in the order they came in; the others are late, or say the same again. */
export function latest(arriving: readonly Prepared[]): {
  newest: Iterable<Prepared>
  late: Prepared[]
  again: Prepared[]
} {
  const late: Prepared[] = []
  const again: Prepared[] = []
  const newest = new Map<RecordId, Prepared>()
  for (const prepared of arriving) {
    const other = newest.get(prepared.id)
    if (!other) newest.set(prepared.id, prepared)
    else if (other.hash === prepared.hash) again.push(prepared)
    else if (compareVersions(prepared.input, other.input) < 0) late.push(prepared)
    else {
      late.push(other)
      newest.set(prepared.id, prepared)
    }
  }
  return { newest: newest.values(), late, again }
}

/** What late versions say of how old the values of present ones are. */
export function heedLate(
  { late, rows, retimed }: { late: readonly Prepared[]; rows: Map<RecordId, Prepared>; retimed: Map<RecordId, Dated> },
  stored: ReadonlyMap<RecordId, WholeRecord>,
): void {
  for (const { id, input, standard } of late) {
    if (input.parts) continue
    const [row, known] = [rows.get(id), stored.get(id)]
    if (row) rows.set(id, withDated(row, precede(row, standard)))
    else if (known) retimed.set(id, precede(retimed.get(id) ?? datedOf(known), standard))
  }
}

/** A stored record as the versions around it see it. */
export function datedOf({ hash, standard, valueTimes }: WholeRecord): Dated & { hash: string } {
  return { hash, standard, times: valueTimes }
}

/** A stored record that other rules prepared, prepared by the present ones from its verbatim input. */
export function reprepare(record: WholeRecord, engine: EntityEngine, today: string): Prepared | undefined {
  return record.engine === engine.preparation ? undefined : preparedAnew(record, engine, today)
}

/** A stored record as it would be if it arrived now. */
export function preparedAnew(record: WholeRecord, engine: EntityEngine, today: string): Prepared {
  const input = timely(record.input, today)
  const standard = engine.standardise(input)
  const prepared = {
    id: record.id,
    input,
    hash: record.hash,
    engine: engine.preparation,
    ...derive(standard, engine, today),
  }
  if (!input.parts && !record.valueTimes) return prepared
  return input.parts ? following(prepared, datedOf(record)) : withDated(prepared, reread(datedOf(record), standard))
}
