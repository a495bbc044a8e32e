import { useApp, useSelect } from '../../app-context.ts'
import { DIRECTIONS } from '../../hierarchies/place.ts'
import { DIRECTION_WORDS } from '../../hierarchies/words.ts'
import { compared } from '../../state.ts'
import { printSheet } from './print-sheet.tsx'
import type { Side } from './use-side.ts'

type Choice = { readonly name: string; readonly title: string }

/** Which trees are looked at and how. */
export function TreeTools({
  choices,
  sides,
  group,
}: {
  choices: readonly Choice[]
  sides: readonly Side[]
  /** The company whose group alone is shown. */
  group: string | undefined
}) {
  const { update } = useApp()
  const place = useSelect((s) => s.hierarchies)
  const openAll = (open: boolean) => {
    for (const side of sides) side.openAll(open)
  }
  return (
    <div className="filters tree-tools">
      <h1>Hierarchies</h1>
      <select aria-label="Tree" value={place.left} onChange={(event) => update(compared({ left: event.target.value }))}>
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <select
        aria-label="Beside it"
        value={place.right ?? ''}
        onChange={(event) => update(compared({ right: event.target.value || undefined }))}
      >
        <option value="">{choices.length > 1 ? 'Nothing beside it' : 'No department has a tree yet'}</option>
        {choices
          .filter(({ name }) => name !== place.left)
          .map(({ name, title }) => (
            <option key={name} value={name}>
              beside {title}
            </option>
          ))}
      </select>
      <fieldset className="tool-group">
        <legend className="sr-only">Layout</legend>
        {DIRECTIONS.map((direction) => (
          <button
            key={direction}
            type="button"
            aria-pressed={place.direction === direction}
            title={DIRECTION_WORDS[direction].long}
            onClick={() => update(compared({ direction }))}
          >
            {DIRECTION_WORDS[direction].short}
          </button>
        ))}
      </fieldset>
      <div className="tool-group">
        <button type="button" onClick={() => openAll(true)}>
          Expand all
        </button>
        <button type="button" onClick={() => openAll(false)}>
          Collapse all
        </button>
      </div>
      {group !== undefined && (
        <button type="button" onClick={() => update(compared({ of: undefined }))} title="Show every group again">
          Only the group of {group} ✕
        </button>
      )}
      <button type="button" onClick={printSheet}>
        Print
      </button>
    </div>
  )
}
