import type { ReactNode } from 'react'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { Verdict } from '../../../server/model/evidence.ts'
import type { GoldenStatus } from '../../../server/model/golden.ts'
import type { SearchFit } from '../../../server/model/views.ts'
import { NODE_KINDS, type NodeKind } from '../../canvas/elements.ts'
import { KIND_ICONS } from '../../canvas/icons.ts'
import { chance, FIT_WORDS, number, sourceOf, VERDICT_WORDS } from '../../words/words.ts'

const KIND_OF: Record<EntityName, NodeKind> = { person: 'customer', company: 'company', contact: 'contact' }

export function kindOfEntity(entity: EntityName): NodeKind {
  return KIND_OF[entity]
}

type Mark = { kind: NodeKind; small?: boolean /** The kind is not told by the text beside it. */; named?: boolean }

/** A kind of node as on the canvas: the same shape, colour and icon. */
export function KindMark({ kind, small = false, named = false }: Mark) {
  return (
    <span className={`kind kind-${kind}${small ? ' kind-small' : ''}`} title={NODE_KINDS[kind].one}>
      <img src={KIND_ICONS[kind]} alt={named ? NODE_KINDS[kind].one : ''} />
    </span>
  )
}

export function SourceChip({ source }: { source: string }) {
  return <span className="chip chip-source">{source}</span>
}

/** A record id with its source in front, set apart. */
export function RecordName({ id }: { id: string }) {
  const source = sourceOf(id)
  return (
    <span className="record-name">
      <SourceChip source={source} /> <span className="mono">{id.slice(source.length + 1)}</span>
    </span>
  )
}

export function VerdictChip({ verdict, probability }: { verdict: Verdict; probability: number }) {
  return (
    <span className={`chip chip-${verdict}`}>
      {VERDICT_WORDS[verdict]} {chance(probability)}
    </span>
  )
}

/** How well somebody fits what was typed. The chance is told only of whom a record that says so would be joined with. */
export function FitChip({ fit, probability }: { fit: SearchFit; probability: number }) {
  return (
    <span className={`chip chip-${fit}`} title={FIT_WORDS[fit].long}>
      {FIT_WORDS[fit].short}
      {fit === 'same' && ` ${chance(probability)}`}
    </span>
  )
}

export const STATUS_WORDS: Record<GoldenStatus, string> = {
  active: 'active',
  held: 'held for review',
  flagged: 'flagged',
  blocked: 'held back by policy',
}

export function StatusChip({ status }: { status: GoldenStatus }) {
  return <span className={`chip chip-status-${status}`}>{STATUS_WORDS[status]}</span>
}

/** Headed part of a panel. */
export function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="section">
      <h3>
        {title}
        {count !== undefined && <span className="count">{number(count)}</span>}
      </h3>
      {children}
    </section>
  )
}
