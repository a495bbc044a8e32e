import { RecordId } from '../model/ids.ts'
import { ProblemError } from '../model/problem.ts'
import type { ReviewItem } from '../model/review.ts'
import type { Kith } from '../pipeline/kith.ts'

/** Adds to every pair what speaks for and against it. A record deleted a moment ago takes its pair off the list. */
export async function withEvidence(
  items: readonly ReviewItem[],
  kith: Pick<Kith, 'explainPair'>,
): Promise<ReviewItem[]> {
  const explained: ReviewItem[] = []
  for (const item of items) {
    const whole = await explainedItem(item, kith)
    if (whole) explained.push(whole)
  }
  return explained
}

async function explainedItem(item: ReviewItem, kith: Pick<Kith, 'explainPair'>): Promise<ReviewItem | undefined> {
  if (!item.low || !item.high) return item
  try {
    const { evidence } = await kith.explainPair(RecordId.parse(item.low.record), RecordId.parse(item.high.record))
    return { ...item, evidence }
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'record.not-found') return undefined
    throw error
  }
}
