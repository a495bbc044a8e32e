import { nextWhere, type Standing } from '../../hierarchies/tree.ts'
import { number, plural } from '../../words/words.ts'
import type { Side } from './use-side.ts'

export type ComparedSide = { side: Side; other: Side | undefined; standing: ReadonlyMap<string, Standing> }

/** How two trees differ, as counts that lead from one difference to the next. */
export function Differences({ sides }: { sides: readonly ComparedSide[] }) {
  const [left, right] = sides
  if (!left || !right) return null
  const counts = (kind: Standing['kind'], of: ComparedSide) =>
    [...of.standing.values()].filter((each) => each.kind === kind).length
  const lines = [
    { kind: 'elsewhere', of: left, words: 'in both, elsewhere' },
    { kind: 'missing', of: left, words: `only in ${left.side.title}` },
    { kind: 'missing', of: right, words: `only in ${right.side.title}` },
  ] as const
  return (
    <fieldset className="differences">
      <legend className="sr-only">Differences</legend>
      <span>{plural(counts('same', left), 'company stands', 'companies stand')} the same in both</span>
      {lines.map(({ kind, of, words }) => {
        const n = counts(kind, of)
        return (
          <button
            key={words}
            type="button"
            className={`chip chip-${kind}`}
            disabled={n === 0}
            title="Go to the next one"
            onClick={() => nextOf(kind, of)}
          >
            {number(n)} {words}
          </button>
        )
      })}
    </fieldset>
  )
}

function nextOf(kind: Standing['kind'], { side, standing }: ComparedSide): void {
  const next = nextWhere(side.roots, side.current, ({ node }) => standing.get(node.key)?.kind === kind)
  if (next !== undefined) side.goTo(next, true)
}
