import { useState } from 'react'
import type { GoldenView } from '../../../server/model/views.ts'
import { ENTITY_WORDS, plural } from '../../words.ts'
import { RecordName } from '../marks.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { type Picked, PickGolden } from './pick-golden.tsx'

type Props = { view: GoldenView; onClose: () => void }

/** Two golden records become one. */
export function MergeDialog({ view, near, onClose }: Props & { near: readonly Picked[] }) {
  const [picked, setPicked] = useState<Picked>()
  const { one } = ENTITY_WORDS[view.entity]
  return (
    <ChangeDialog
      title={`Merge ${view.name} with another ${one}`}
      ask={picked && { kind: 'merge', goldens: [view.id, picked.id] }}
      onClose={onClose}
    >
      <PickGolden
        label={`The other ${one}`}
        entity={view.entity}
        except={view.id}
        near={near}
        picked={picked}
        onPick={setPicked}
      />
    </ChangeDialog>
  )
}

/** Some records of a golden record become another one, and are kept apart from now on. */
export function SplitDialog({ view, onClose }: Props) {
  const [going, setGoing] = useState<readonly string[]>([])
  const fits = going.length > 0 && going.length < view.records.length
  return (
    <ChangeDialog
      title={`Split ${view.name}`}
      ask={fits ? { kind: 'split', golden: view.id, parts: [[...going]] } : undefined}
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend>Which records are somebody else’s?</legend>
        {view.records.map(({ id, name }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={going.includes(id)}
              onChange={(event) =>
                setGoing(event.target.checked ? [...going, id] : going.filter((each) => each !== id))
              }
            />
            <RecordName id={id} /> {name}
          </label>
        ))}
      </fieldset>
      <p className="muted small">
        {plural(going.length, 'record')} would go; at least one stays. They are kept apart from now on.
      </p>
    </ChangeDialog>
  )
}

const SCOPES = {
  single: 'This record alone',
  tree: 'This record, and what only it ties to the others',
} as const

/** One record leaves its golden record. */
export function UnmergeDialog({ record, name, onClose }: { record: string; name: string; onClose: () => void }) {
  const [scope, setScope] = useState<keyof typeof SCOPES>('single')
  const [allowAgain, setAllowAgain] = useState(false)
  return (
    <ChangeDialog title={`Take ${name} out`} ask={{ kind: 'unmerge', record, scope, allowAgain }} onClose={onClose}>
      <fieldset className="choices">
        <legend>What leaves?</legend>
        {(['single', 'tree'] as const).map((each) => (
          <label key={each} className="check">
            <input type="radio" name="scope" checked={scope === each} onChange={() => setScope(each)} />
            {SCOPES[each]}
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" checked={allowAgain} onChange={(event) => setAllowAgain(event.target.checked)} />
        Its values may join it again: only decisions that tie it are withdrawn
      </label>
    </ChangeDialog>
  )
}
