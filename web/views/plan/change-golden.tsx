import { useState } from 'react'
import { entityOfGolden } from '../../api/api.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { type Changing, type Named, planning } from '../../state/record-state.ts'
import { ENTITY_WORDS, plural } from '../../words/words.ts'
import { RecordName } from '../parts/marks.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { PickGolden } from './pick-golden.tsx'

type Of<Kind extends Changing['kind']> = { change: Extract<Changing, { kind: Kind }>; onClose: () => void }

/**
 * The change that is being planned, if any. It stands beside the page's views, since what it is about may lead elsewhere
 * once it is done.
 */
export function ChangeInHand() {
  const { update } = useApp()
  const change = useSelect((s) => s.changing)
  const close = () => update(planning(undefined))
  switch (change?.kind) {
    case undefined:
      return null
    case 'merge':
      return <Merge change={change} onClose={close} />
    case 'split':
      return <Split change={change} onClose={close} />
    case 'unmerge':
      return <Unmerge change={change} onClose={close} />
  }
}

/** Two golden records become one. */
function Merge({ change: { golden, near }, onClose }: Of<'merge'>) {
  const [picked, setPicked] = useState<Named>()
  const entity = entityOfGolden(golden.id)
  const { one } = ENTITY_WORDS[entity]
  return (
    <ChangeDialog
      title={`Merge ${golden.name} with another ${one}`}
      ask={picked && { kind: 'merge', goldens: [golden.id, picked.id] }}
      onClose={onClose}
    >
      <PickGolden
        label={`The other ${one}`}
        entity={entity}
        except={golden.id}
        near={near}
        picked={picked}
        onPick={setPicked}
      />
    </ChangeDialog>
  )
}

/** Some records of a golden record become another one, and are kept apart from now on. */
function Split({ change: { golden, records }, onClose }: Of<'split'>) {
  const [going, setGoing] = useState<readonly string[]>([])
  const fits = going.length > 0 && going.length < records.length
  return (
    <ChangeDialog
      title={`Split ${golden.name}`}
      ask={fits ? { kind: 'split', golden: golden.id, parts: [[...going]] } : undefined}
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend>Which records are somebody else’s?</legend>
        {records.map(({ id, name }) => (
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
function Unmerge({ change: { record }, onClose }: Of<'unmerge'>) {
  const [scope, setScope] = useState<keyof typeof SCOPES>('single')
  const [allowAgain, setAllowAgain] = useState(false)
  return (
    <ChangeDialog
      title={`Take ${record.name} out`}
      ask={{ kind: 'unmerge', record: record.id, scope, allowAgain }}
      onClose={onClose}
    >
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
