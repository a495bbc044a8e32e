import type { Upload } from '../../../server/model/uploads/upload.ts'
import {
  ID,
  isRefined,
  type RowKind,
  type TargetGroup,
  targetGroups,
  targetLabel,
  targetsOf,
  withTarget,
} from '../../words/load-mapping.ts'
import { percent } from '../../words/words.ts'

type Props = { upload: Upload; kind: RowKind; onChange: (mapping: Upload['mapping']) => void }

/** The columns of a file with examples, and what each feeds. */
export function MappingTable({ upload, kind, onChange }: Props) {
  const { mapping, columns } = upload
  const groups = targetGroups(kind)
  return (
    <table className="mapping">
      <caption className="sr-only">Columns of the file and what they feed</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Such as</th>
          <th scope="col" className="num">
            Filled
          </th>
          <th scope="col">Is</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ column, examples, filled }) => {
          const targets = targetsOf(mapping, column)
          return (
            <tr key={column} className={targets.length === 0 ? 'unmapped' : ''}>
              <th scope="row">{column}</th>
              <td className="mapping-examples">
                {examples.map((example) => (
                  <span key={example} className="example">
                    {example}
                  </span>
                ))}
              </td>
              <td className="num">{percent(filled)}</td>
              <td>
                <TargetSelect
                  {...{ column, kind, groups, targets }}
                  isRefined={isRefined(mapping, column)}
                  onChange={(to) => onChange(withTarget(mapping, column, to))}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type SelectProps = {
  column: string
  kind: RowKind
  groups: readonly TargetGroup[]
  targets: readonly string[]
  isRefined: boolean
  onChange: (to: string | undefined) => void
}

function TargetSelect({ column, kind, groups, targets, isRefined, onChange }: SelectProps) {
  const custom = `custom.${column.replace(/[^A-Za-z0-9_]+/g, '_')}`
  const listed = new Set([ID, custom, ...groups.flatMap((group) => group.targets.map(({ to }) => to))])
  const value = targets.join(' ')
  const said = targets.map((to) => (to === ID ? 'Id of the record' : targetLabel(kind, to))).join(', ')
  const isOwn = targets.length > 0 && (targets.length > 1 || isRefined || !listed.has(value))
  return (
    <select
      aria-label={`What ${column} is`}
      value={value}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">not used</option>
      {isOwn && (
        <option value={value}>
          {said}
          {isRefined ? ', read in its own way' : ''}
        </option>
      )}
      <option value={ID}>Id of the record</option>
      {groups.map(({ title, targets: options }) => (
        <optgroup key={title} label={title}>
          {options.map(({ to, label }) =>
            isOwn && to === value ? null : (
              <option key={to} value={to}>
                {label}
              </option>
            ),
          )}
        </optgroup>
      ))}
      {kind !== 'order' && !(isOwn && value === custom) && <option value={custom}>Something else, to be kept</option>}
    </select>
  )
}
