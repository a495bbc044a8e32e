import { type FormEvent, useState } from 'react'
import type { NodeType } from '../../../server/model/hierarchy.ts'
import { newNodeEdit } from '../../hierarchies/edits.ts'
import type { Branch } from '../../hierarchies/tree.ts'
import type { Wish } from './use-editing.ts'
import type { Side } from './use-side.ts'

const TYPES = ['territory', 'position', 'group'] as const satisfies readonly NodeType[]

type Props = { side: Side; under: Branch | undefined; onAsk: (wish: Omit<Wish, 'id'>) => void }

/** A new territory, position or group, under the node that is looked at or at the top. */
export function NewNode({ side, under, onAsk }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        New node…
      </button>
    )
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name') ?? '').trim()
    const type = TYPES.find((each) => each === form.get('type')) ?? 'group'
    if (name === '') return
    const edit = newNodeEdit(name, type, under?.node.key, new Set(side.nodes.map(({ key }) => key)))
    onAsk({ hierarchy: side.name, title: `New ${type} ${name}`, edit })
    setOpen(false)
  }
  return (
    <form className="actions" onSubmit={submit}>
      <select name="type" aria-label="Kind of node">
        {TYPES.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </select>
      <input name="name" aria-label="Name" placeholder="Name" maxLength={200} required />
      <button type="submit">{under ? `Add under ${under.node.name}` : 'Add at the top'}</button>
      <button type="button" className="quiet" onClick={() => setOpen(false)}>
        Cancel
      </button>
    </form>
  )
}
