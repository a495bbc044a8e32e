import { useEffect, useId, useState } from 'react'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { SearchHit } from '../../../server/model/views.ts'
import { useAnswer, useApp } from '../../state/app-context.ts'
import type { Named } from '../../state/record-state.ts'
import { ENTITY_WORDS } from '../../words/words.ts'

type Props = {
  label: string
  /** Only of this kind; of any without it. */
  entity?: EntityName | undefined
  /** Not this one. */
  except: string
  /** Golden records that are near at hand, to be picked without a search. */
  near: readonly Named[]
  picked: Named | undefined
  onPick: (picked: Named | undefined) => void
}

const PAUSE_MS = 200

/** Finds one other golden record: one that is near at hand, or by a search. */
export function PickGolden({ label, entity, except, near, picked, onPick }: Props) {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const { api } = useApp()
  const id = useId()
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const found = useAnswer(`pick ${entity ?? ''} ${asked}`, '', async (signal) =>
    asked === '' ? [] : (await api.search({ text: asked, entity, limit: 8 }, signal)).hits,
  )
  if (picked)
    return (
      <p className="picked">
        {label}: <strong>{picked.name}</strong>{' '}
        <button type="button" className="link" onClick={() => onPick(undefined)}>
          another one
        </button>
      </p>
    )
  const hits = found.status === 'ready' ? found.value.filter((hit) => hit.golden !== except) : []
  const others = asked === '' ? near.filter((each) => each.id !== except) : []
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        autoComplete="off"
        spellCheck={false}
        placeholder={`Name, e-mail or phone of ${entity ? `a ${ENTITY_WORDS[entity].one}` : 'anybody'}`}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="rows" aria-label="Found">
        {others.map((each) => (
          <Choice key={each.id} picked={each} detail="on the canvas" onPick={onPick} />
        ))}
        {hits.map((hit) => (
          <Choice key={hit.golden} picked={{ id: hit.golden, name: hit.name }} detail={detailOf(hit)} onPick={onPick} />
        ))}
      </ul>
      {asked !== '' && (
        <p className="muted small" role="status">
          {found.status === 'failed'
            ? found.message
            : found.status === 'loading'
              ? 'Searching…'
              : hits.length === 0
                ? 'Nobody else like that here.'
                : ''}
        </p>
      )}
    </div>
  )
}

function Choice({ picked, detail, onPick }: { picked: Named; detail: string; onPick: Props['onPick'] }) {
  return (
    <li>
      <button type="button" className="row-link" onClick={() => onPick(picked)}>
        {picked.name}
      </button>
      <span className="muted row-note">{detail}</span>
    </li>
  )
}

function detailOf({ summary, sources }: SearchHit): string {
  return [summary, sources.join(', ')].filter(Boolean).join(' · ')
}
