import type { Golden } from '../../../model/golden.ts'
import type { HouseholdId } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import type { HouseholdView } from '../../../model/views.ts'
import { householdName } from '../../../relate/household.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { goldensAt } from '../../../store/read/history-reads.ts'
import { findHousehold } from '../../../store/read/household-reads.ts'
import { fold } from '../../../text/fold.ts'

/** What a household was called after golden records as they were. Undefined where none of them has a surname. */
export function nameThen(residents: readonly Golden[]): string | undefined {
  const names = residents.flatMap(({ values: { familyName } }) => (typeof familyName === 'string' ? [familyName] : []))
  if (names.length === 0) return undefined
  return householdName(names.map((familyName) => ({ familyName, familyNames: [fold(familyName)] })))
}

/** A household as of a moment: it and those in it are called as they were then. */
export async function householdAsOf(tx: Tx, id: HouseholdId, when: When): Promise<HouseholdView | undefined> {
  const found = await findHousehold(tx, id, when)
  if (!found) return undefined
  const ids = found.members.map(({ golden }) => golden)
  const then = await goldensAt(tx, ids, when.known.seq)
  return {
    ...found,
    name: nameThen([...then.values()].map(({ golden }) => golden)) ?? found.name,
    members: found.members.map((member) => ({ ...member, name: then.get(member.golden)?.name ?? member.name })),
  }
}
