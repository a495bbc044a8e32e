/** Rows by the group they are in: those of group g are `rows` from `starts[g]` up to `starts[g + 1]`, ascending. */
export type RowsByGroup = { readonly starts: Uint32Array; readonly rows: Uint32Array }

/**
 * A counting sort: in columns, because millions of lists would not fit into a heap.
 * @param groups of each row, from 0
 * @param count of groups
 */
export function rowsByGroup(groups: Uint32Array, count: number): RowsByGroup {
  const starts = new Uint32Array(count + 1)
  for (const group of groups) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
  const next = starts.slice()
  const rows = new Uint32Array(groups.length)
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row] ?? 0
    const at = next[group] ?? 0
    rows[at] = row
    next[group] = at + 1
  }
  return { starts, rows }
}

/** Rows of one group. */
export function rowsOfGroup({ starts, rows }: RowsByGroup, group: number): Uint32Array {
  return rows.subarray(starts[group], starts[group + 1])
}
