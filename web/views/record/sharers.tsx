import { useState } from 'react'
import type { SharerKind } from '../../api/record-api.ts'
import { useApp, useLoaded } from '../../state/app-context.ts'
import { number, plural } from '../../words/words.ts'
import { Answer } from '../parts/answers.tsx'
import { KindMark, kindOfEntity } from '../parts/marks.tsx'

type Props = { kind: SharerKind; value: string; shown: string }

/** From so many on, sharing it says nothing about two of them. */
const HUB = 50

const WORDS: Record<SharerKind, string> = { phone: 'phone number', email: 'mail box', address: 'address' }

/** A way to ask who shares a phone number, mail box or address; the answer counts all and names the first of them. */
export function SharersOf({ kind, value, shown }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <div className="sharers">
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        Who shares {shown}?
      </button>
      {open && <List kind={kind} value={value} />}
    </div>
  )
}

function List({ kind, value }: Omit<Props, 'shown'>) {
  const { api, actions } = useApp()
  const sharers = useLoaded(`sharers ${kind} ${value}`, (signal) => api.sharers(kind, value, signal))
  return (
    <Answer of={sharers} what="who shares it">
      {({ shared, owners, node }) => (
        <>
          <p className="words">
            {shared <= 1 ? `Nobody else has this ${WORDS[kind]}.` : `${number(shared)} share this ${WORDS[kind]}.`}
            {shared > HUB && ' So many share it that it says nothing about any two of them.'}
          </p>
          {shared > 1 && (
            <>
              <ul className="rows">
                {owners.map((owner) => (
                  <li key={owner.id}>
                    <KindMark kind={kindOfEntity(owner.entity)} small named />
                    <button type="button" className="row-link" onClick={() => void actions.visit(owner.id)}>
                      {owner.name}
                    </button>
                  </li>
                ))}
              </ul>
              {shared > owners.length && (
                <p className="muted small">And {plural(shared - owners.length, 'other')} that are not listed.</p>
              )}
              <button type="button" onClick={() => void actions.expand(node)}>
                Put on the canvas
              </button>
            </>
          )}
        </>
      )}
    </Answer>
  )
}
