import type { GoldenListRow } from '../../../server/model/lists/golden-list.ts'
import { linkToNode } from '../../state/query-text.ts'
import { COLUMN_WORDS, cellOf, type ShownColumn, turned } from '../../words/list-words.ts'
import { SourceChip, StatusChip } from '../parts/marks.tsx'
import { TableFrame } from '../parts/table-frame.tsx'

type Props = {
  rows: readonly GoldenListRow[]
  columns: readonly ShownColumn[]
  sort: string
  onSort: (sort: string) => void
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
}

/** A page of a list. Heads sort, names open, boxes choose for the canvas; choices stay from page to page. */
export function ListTable({ rows, columns, sort, onSort, chosen, onChoose }: Props) {
  const isAll = rows.every(({ id }) => chosen.has(id))
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    onChoose(next)
  }
  return (
    <TableFrame label="List">
      <table className="data list-table">
        <thead>
          <tr>
            <td>
              <input
                type="checkbox"
                aria-label="Choose all of this page"
                checked={isAll}
                onChange={(event) =>
                  toggle(
                    rows.map(({ id }) => id),
                    event.target.checked,
                  )
                }
              />
            </td>
            <Head name="Name" by="name" sort={sort} onSort={onSort} />
            {columns.map((column) => {
              const { name, sort: by, isNumber } = COLUMN_WORDS[column]
              return <Head key={column} {...{ name, by, sort, onSort, isNumber }} />
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Choose ${row.name}`}
                  checked={chosen.has(row.id)}
                  onChange={(event) => toggle([row.id], event.target.checked)}
                />
              </td>
              <th scope="row">
                <a href={linkToNode(row.id)}>{row.name}</a>
              </th>
              {columns.map((column) => (
                <td key={column} className={COLUMN_WORDS[column].isNumber ? 'num' : undefined}>
                  <Cell row={row} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Cell({ row, column }: { row: GoldenListRow; column: ShownColumn }) {
  if (column === 'status') return row.status && <StatusChip status={row.status} />
  if (column === 'sources')
    return row.sources?.map((source) => (
      <span key={source}>
        <SourceChip source={source} />{' '}
      </span>
    ))
  return cellOf(row, column)
}

type HeadProps = {
  name: string
  by: string | undefined
  sort: string
  onSort: (sort: string) => void
  isNumber?: boolean | undefined
}

function Head({ name, by, sort, onSort, isNumber = false }: HeadProps) {
  const isDown = sort === `-${by}`
  const isSorted = by !== undefined && (isDown || sort === by)
  return (
    <th
      scope="col"
      className={isNumber ? 'num' : undefined}
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      {by === undefined ? (
        name
      ) : (
        <button type="button" className="link" onClick={() => onSort(turned(sort, by))}>
          {name}
          {isSorted && <span aria-hidden="true"> {isDown ? '▾' : '▴'}</span>}
        </button>
      )}
    </th>
  )
}
