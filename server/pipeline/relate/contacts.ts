import { groupBy } from '../../collections/group-by.ts'
import { compareIds, type GoldenId, RecordId } from '../../model/ids.ts'
import type { LifeEventDraft } from '../../model/life-event.ts'
import type { StandardRecord } from '../../model/record.ts'
import { RELATION_NAMES } from '../../model/relation.ts'
import { companyReference, roles } from '../../relate/roles.ts'
import type { LifeEventRules, RelateRules, RoleRules } from '../../relate/rules.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldenMembers, goldensOfRecords } from '../../store/write/goldens.ts'
import { currentRelations, type RelationProperties } from '../../store/write/relations.ts'
import type { Ledger } from '../feed/ledger.ts'
import { dayOf } from '../run/context.ts'
import { statedEnds, syncFormer } from './former-relations.ts'
import { syncLifeEvents } from './life-events.ts'
import { type GoldenRelation, type RelationType, syncRelations } from './relations.ts'

/** Puts contacts where their records say they work, by the companies' present golden ids. A reference to a record that has not come yet waits. */
export async function relateContacts(
  tx: Tx,
  goldens: readonly GoldenId[],
  { roles: rules, lifeEvents }: Pick<RelateRules, 'roles' | 'lifeEvents'>,
  ledger: Ledger,
): Promise<void> {
  if (goldens.length === 0) return
  const members = groupBy(await goldenMembers.run(tx, { ids: goldens }), (row) => row.id)
  const records = [...members.values()].flat().map((row) => row.standard)
  const companies = await companiesOf(tx, records, rules)
  const jobs = goldens.map((id) =>
    jobsOf(
      id,
      (members.get(id) ?? []).map((row) => row.standard),
      (company) => companies.get(company),
      rules,
      ledger,
    ),
  )
  const former = jobs.flatMap((each) => each.former)
  await syncRelations(
    tx,
    WORKS_AT,
    goldens,
    jobs.flatMap((each) => each.current),
    ledger,
    statedEnds(former),
  )
  await syncFormer(tx, WAS_WORKS_AT, goldens, former)
  await tellJobChanges(tx, goldens, lifeEvents)
}

/** Changes of job by the jobs that stand in the graph. */
export async function tellJobChanges(tx: Tx, goldens: readonly GoldenId[], rules: LifeEventRules): Promise<void> {
  const current = groupBy(await currentRelations.run(tx, { ids: goldens, type: 'WORKS_AT' }), (row) => row.id)
  const former = groupBy(await currentRelations.run(tx, { ids: goldens, type: WAS_WORKS_AT }), (row) => row.id)
  const drafts = goldens.map((id) => {
    const stated = (former.get(id) ?? []).filter(({ properties }) => properties.stated === true)
    return [id, jobChanges({ current: current.get(id) ?? [], former: stated }, rules)] as const
  })
  await syncLifeEvents(tx, new Map(drafts), rules)
}

/** A job that records end, and the one that began on that day, are a change of job. */
function jobChanges({ current, former }: ReturnType<typeof jobsOf>, rules: LifeEventRules): LifeEventDraft[] {
  // Told by records alone: the order in which the graph hands relationships out says nothing.
  const byRecord = (a: GoldenRelation, b: GoldenRelation) =>
    compareIds(String(a.properties.record), String(b.properties.record))
  const jobs = [...current.toSorted(byRecord), ...former.toSorted(byRecord)]
  return former.flatMap((ended) => {
    const at = String(ended.properties.to)
    const next =
      jobs.find((job) => job !== ended && job.properties.from === at) ??
      jobs.find((job) => job.properties.to === undefined && job.properties.from === undefined)
    if (!next) return []
    const [from, to] = [ended, next].map(({ properties }) => String(properties.record))
    const evidence = `${from} names a job that ended on ${at}, ${to} one at another company`
    const record = RecordId.parse(to)
    return [
      {
        kind: 'jobChange',
        topic: `${from}>${to}`,
        record,
        at,
        certainty: rules.certainty.jobChange,
        evidence: [evidence],
      },
    ]
  })
}

export const WAS_WORKS_AT = 'WAS_WORKS_AT'

export const WORKS_AT: RelationType = { type: 'WORKS_AT', attribute: RELATION_NAMES.WORKS_AT }

/** Where a contact works now and where it worked, by its records. A former job says that its end is what records state. */
export function jobsOf(
  id: GoldenId,
  members: readonly StandardRecord[],
  companyOf: (company: RecordId) => GoldenId | undefined,
  rules: RoleRules,
  { context }: Pick<Ledger, 'context'>,
): { current: GoldenRelation[]; former: GoldenRelation[] } {
  const today = dayOf(context.now())
  const current: GoldenRelation[] = []
  const former: GoldenRelation[] = []
  for (const draft of roles(members, rules, companyOf)) {
    const target = companyOf(draft.company)
    if (target === undefined) continue
    const properties = propertiesOf(draft)
    if (draft.to === undefined || draft.to > today) current.push({ id, target, properties })
    else former.push({ id, target, properties: { ...properties, stated: true } })
  }
  return { current, former }
}

async function companiesOf(
  tx: Tx,
  records: readonly StandardRecord[],
  rules: RoleRules,
): Promise<Map<RecordId, GoldenId>> {
  const refs = [...new Set(records.flatMap((record) => companyReference(record, rules) ?? []))]
  const rows = refs.length === 0 ? [] : await goldensOfRecords.run(tx, { ids: refs })
  return new Map(rows.filter((row) => row.entity === 'company').map((row) => [row.id, row.golden]))
}

function propertiesOf({ company: _company, ...draft }: ReturnType<typeof roles>[number]): RelationProperties {
  return Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
  )
}
