import type { View } from './state.ts'

/** What a view is asked to show, as its address says it: `source=crm&sort=-records`. */
export type QueryText = string

/** Named texts; those without a value are left out. */
type Named = Readonly<Record<string, string | number | boolean | undefined>>

export function queryText(values: Named): QueryText {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '' && value !== false) query.set(name, String(value))
  return query.toString()
}

/** The same query with some of it changed; `undefined`, an empty text and `false` take a name out. */
export function withQuery(text: QueryText, changes: Named): QueryText {
  return queryText({ ...valuesIn(text), ...changes })
}

/** Names and values of a query. Of names that come twice the last counts. */
export function valuesIn(text: QueryText): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Those of its names that are known, for the server, which refuses what it does not know. */
export function known(text: QueryText, names: readonly string[]): QueryText {
  return queryText(Object.fromEntries(names.map((name) => [name, valuesIn(text)[name]])))
}

/** The address of a view, for a link. */
export function linkTo(view: View, values: Named = {}): string {
  const text = queryText(values)
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

/** The address of a node on the canvas. */
export function linkToNode(id: string): string {
  return `#/explore/${encodeURIComponent(id)}`
}
