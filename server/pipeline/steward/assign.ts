import type { Store } from '../../store/graph/driver.ts'
import { assignItems, unassignItems } from '../../store/write/review-tasks.ts'
import type { RunContext } from '../run/context.ts'

/** Gives items of the review queue to somebody; to nobody takes them back. @returns how many were given. */
export async function assign(
  store: Store,
  { items, assignee }: { items: readonly string[]; assignee: string | null },
  { actor, now }: RunContext,
): Promise<number> {
  const [by, at] = [actor.user ?? actor.key, now().toISOString()]
  await store.write(async (tx) => {
    if (assignee === null) await unassignItems.run(tx, { items })
    else await assignItems.run(tx, { items, assignee, by, at })
  })
  return assignee === null ? 0 : items.length
}
