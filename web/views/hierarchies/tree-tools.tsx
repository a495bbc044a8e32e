import { DIRECTIONS } from '../../hierarchies/place.ts'
import { nextWhere } from '../../hierarchies/tree.ts'
import { DIRECTION_WORDS } from '../../hierarchies/words.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { compared, say, toasted } from '../../state/state.ts'
import { AsOfDay } from './as-of-day.tsx'
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
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const words = String(new FormData(event.currentTarget).get('words') ?? '').trim()
          if (words === '') return
          const found = find(words, sides)
          if (found.length > 0) update(say(`Found in ${found.join(' and ')}.`))
          else update(toasted({ text: `Nothing is called ${words} here.`, tone: 'info' }))
        }}
      >
        <input type="search" name="words" aria-label="Find in the trees" placeholder="Find a name, Enter" />
      </form>
      <AsOfDay day={place.day} onGo={(day) => update(compared({ day }))} />
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

/** Goes to the next node of each tree whose name holds the words. @returns titles of the trees that have one */
function find(words: string, sides: readonly Side[]): string[] {
  const wanted = words.toLowerCase()
  const found = sides.filter((side) => {
    const key = nextWhere(side.roots, side.current, ({ node }) => node.name.toLowerCase().includes(wanted))
    if (key !== undefined) side.goTo(key, false)
    return key !== undefined
  })
  return found.map(({ title }) => title)
}
