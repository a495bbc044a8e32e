import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { EntityName } from '../../../server/model/entities/registry.ts'
import type { SearchHit } from '../../../server/model/views.ts'
import { isId } from '../../api/api.ts'
import { useApp } from '../../state/app-context.ts'
import { capital, ENTITY_WORDS } from '../../words/words.ts'
import { SearchHitRow } from './search-hit.tsx'

const PAUSE_MS = 160
type Found = { text: string; hits: readonly SearchHit[]; failure?: string }

/** One line to find anybody by: name, e-mail, phone, place, id. `/` puts the cursor in it. */
export function SearchBox() {
  const { actions } = useApp()
  const [text, setText] = useState('')
  const [entity, setEntity] = useState<EntityName>()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const found = useSearch(text, entity)
  useSlashKey(() => input.current?.focus())

  const hits = found?.hits ?? []
  const pick = (golden: string) => {
    setOpen(false)
    input.current?.blur()
    void actions.open(golden)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return open ? setOpen(false) : setText('')
    if (event.key === 'Enter') {
      const hit = hits[active]
      if (isId(text.trim())) pick(text.trim())
      else if (hit && found?.text === text.trim()) pick(hit.golden)
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(true)
    setActive((at) => Math.max(0, Math.min(hits.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))))
  }

  return (
    <search className="search" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Find a customer, company or contact"
        aria-expanded={open && text.trim() !== ''}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && hits[active] ? `${list}-${active}` : undefined}
        placeholder="Name, e-mail, phone, place or id"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
      <select
        aria-label="Kind to look for"
        value={entity ?? ''}
        onChange={(event) => setEntity(EntityName.safeParse(event.target.value).data)}
      >
        <option value="">All kinds</option>
        {(['person', 'company', 'contact'] as const).map((name) => (
          <option key={name} value={name}>
            {capital(ENTITY_WORDS[name].many)}
          </option>
        ))}
      </select>
      {open && text.trim() !== '' && (
        <div className="hits">
          <div role="listbox" id={list} aria-label="Results">
            {hits.map((hit, at) => (
              <SearchHitRow
                key={hit.golden}
                id={`${list}-${at}`}
                hit={hit}
                active={at === active}
                onPick={() => pick(hit.golden)}
              />
            ))}
          </div>
          <p className="hits-foot" role="status">
            {statusOf(found, text)}
          </p>
        </div>
      )}
    </search>
  )
}

function statusOf(found: Found | undefined, text: string): string {
  if (isId(text.trim())) return 'Enter opens this id.'
  if (!found) return 'Searching…'
  if (found.failure !== undefined) return found.failure
  if (found.hits.length === 0) return 'Nobody like that here. A new record can be created.'
  return '↑ ↓ to move, Enter to open. Searching stores nothing.'
}

/** Hits for a text that has rested for a moment; an older search never overwrites a newer one. */
function useSearch(raw: string, entity: EntityName | undefined): Found | undefined {
  const { api } = useApp()
  const [found, setFound] = useState<Found>()
  const text = raw.trim()
  useEffect(() => {
    if (text === '') return setFound(undefined)
    const control = new AbortController()
    const timer = setTimeout(() => {
      api.search({ text, entity, limit: 8 }, control.signal).then(
        ({ hits }) => setFound({ text, hits }),
        (error: unknown) => {
          if (!control.signal.aborted)
            setFound({ text, hits: [], failure: error instanceof Error ? error.message : String(error) })
        },
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      control.abort()
    }
  }, [text, entity, api])
  return found
}

function useSlashKey(focus: () => void): void {
  const action = useRef(focus)
  useEffect(() => {
    action.current = focus
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target
      const typing = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      action.current()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
