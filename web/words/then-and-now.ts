import type { GoldenView } from '../../server/model/views.ts'

/** One thing that was otherwise than it is today. */
type Difference = { readonly label: string; readonly was: readonly string[]; readonly is: readonly string[] }

/** What was otherwise on a day, and how many values were as they are today. */
export function differencesOf(before: GoldenView, now: GoldenView): { others: Difference[]; same: number } {
  const labels = [...new Set([...before.attributes, ...now.attributes].map(({ label }) => label))]
  const values = (view: GoldenView, label: string) =>
    [view.attributes.find((each) => each.label === label)?.value ?? []].flat()
  const rows = [
    ...labels.map((label) => ({ label, was: values(before, label), is: values(now, label) })),
    { label: 'Belongs with', was: related(before), is: related(now) },
    { label: 'Records', was: recordsOf(before), is: recordsOf(now) },
  ]
  const others = rows.filter((row) => row.was.join('\n') !== row.is.join('\n'))
  return { others, same: rows.length - others.length }
}

/** Where it belongs itself; of the past it is not told who belonged to it. */
function related({ relations }: GoldenView): string[] {
  return relations
    .filter(({ type, direction }) => direction === 'out' && !type.startsWith('WAS_'))
    .map(({ name }) => name)
    .sort()
}

function recordsOf({ records }: GoldenView): string[] {
  return records.map(({ source, name }) => `${name} (${source})`).sort()
}
