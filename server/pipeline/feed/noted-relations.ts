import { type ChangeDraft, isGone } from '../../model/change.ts'
import type { Golden, GoldenValue } from '../../model/golden.ts'
import { compareIds, type GoldenId, splitRecordId } from '../../model/ids.ts'
import { RELATION_DETAILS } from '../../model/relation.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensById } from '../../store/write/goldens.ts'
import type { Ledger } from './ledger.ts'

/** Notes that a relation of a golden record became another one: a consumer must hear of it. */
export function noteRelation(
  ledger: Ledger,
  golden: GoldenId,
  name: string,
  before: GoldenValue | null,
  after: GoldenValue | null,
): void {
  const noted = ledger.relations.get(golden) ?? new Map()
  const known = noted.get(name)
  noted.set(name, { before: known ? known.before : before, after })
  ledger.relations.set(golden, noted)
}

/**
 * Adds relation changes to the drafts of their goldens, or makes drafts for goldens that changed in nothing else. What
 * was added is forgotten, so that a plan may look at the drafts before the feed is written.
 */
export async function foldRelations(tx: Tx, ledger: Ledger): Promise<void> {
  const real = relationChanges(ledger)
  const missing = real.map(([id]) => id).filter((id) => !ledger.changes.has(id))
  const goldens = new Map((await goldensById(tx, missing)).map((golden) => [golden.id, golden]))
  addRelations(ledger, real, goldens)
  ledger.relations.clear()
}

type RelationChanges = [GoldenId, [name: string, { before: GoldenValue | null; after: GoldenValue | null }][]][]

/** Relations that are others than before, by golden record. */
export function relationChanges(ledger: Ledger): RelationChanges {
  return [...ledger.relations]
    .map(([id, noted]): RelationChanges[number] => [
      id,
      [...noted].filter(([name]) => [name, ...detailsOf(name)].some((told) => isOther(noted.get(told)))),
    ])
    .filter(([, noted]) => noted.length > 0)
    .sort(([a], [b]) => compareIds(a, b))
}

/** Under what names more is told of a relation: with one of them the relation itself is another. */
function detailsOf(name: string): string[] {
  return Object.entries(RELATION_DETAILS).flatMap(([detail, relation]) => (relation === name ? [detail] : []))
}

function isOther(noted?: { before: GoldenValue | null; after: GoldenValue | null }): boolean {
  return JSON.stringify(noted?.before) !== JSON.stringify(noted?.after)
}

/** @param goldens those that have changed in nothing else. */
export function addRelations(ledger: Ledger, real: RelationChanges, goldens: ReadonlyMap<GoldenId, Golden>): void {
  for (const [id, noted] of real) {
    const golden = goldens.get(id)
    const draft = ledger.changes.get(id) ?? (golden ? relationDraft(golden) : undefined)
    if (!draft) continue
    if (isGone(draft.kind)) {
      // Its relations end with it, whatever was noted of them before it went.
      for (const [name, { before }] of noted) {
        draft.attributes.push(name)
        draft.before[name] = before
        draft.after[name] = null
      }
      continue
    }
    for (const [name, { before, after }] of noted) {
      draft.attributes.push(name)
      draft.before[name] = before
      draft.after[name] = after
    }
    ledger.changes.set(id, draft)
  }
}

function relationDraft(golden: Golden): ChangeDraft {
  return {
    kind: 'updated',
    entity: golden.entity,
    golden: golden.id,
    attributes: [],
    sources: [...new Set(golden.members.map((id) => splitRecordId(id).source))].sort(),
    before: {},
    after: {},
    members: golden.members,
    joined: [],
    left: [],
    from: [],
    heirs: [],
  }
}
