import { z } from 'zod'
import type { QueryText } from './query-text.ts'

const NAME = 'kith.saved-lists'
const Saved = z.array(z.object({ name: z.string(), query: z.string() }))
export type SavedView = z.infer<typeof Saved>[number]

/** Lists that were saved in this browser, by name. What lies there and is none counts for nothing. */
export function savedViews(storage: Storage = localStorage): SavedView[] {
  try {
    return Saved.parse(JSON.parse(storage.getItem(NAME) ?? '[]'))
  } catch {
    return []
  }
}

/** Keeps a list under a name; one of that name gives way to it. */
export function saveView(name: string, query: QueryText, storage: Storage = localStorage): SavedView[] {
  return keep([...savedViews(storage).filter((view) => view.name !== name), { name, query }], storage)
}

export function dropView(name: string, storage: Storage = localStorage): SavedView[] {
  return keep(
    savedViews(storage).filter((view) => view.name !== name),
    storage,
  )
}

function keep(views: SavedView[], storage: Storage): SavedView[] {
  const sorted = views.toSorted((a, b) => a.name.localeCompare(b.name))
  storage.setItem(NAME, JSON.stringify(sorted))
  return sorted
}
