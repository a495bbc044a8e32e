import type { SearchHit } from '../../../server/model/views.ts'
import { phrase } from '../../words/evidence-words.ts'
import { FitChip, KindMark, kindOfEntity, SourceChip } from '../parts/marks.tsx'

type Row = { id: string; hit: SearchHit; active: boolean; onPick: () => void }

/** One ranked candidate: who it is, how well what was typed fits, and why when the reason is not plain to see. */
export function SearchHitRow({ id, hit, active, onPick }: Row) {
  const reasons = hit.reasons
    .filter((reason) => reason.field !== 'prior' && reason.level !== null && reason.bits > 0)
    .toSorted((a, b) => b.bits - a.bits)
    .slice(0, 3)
    .map((reason) => phrase(reason, hit.entity))
  return (
    // Keys are handled by the combobox that owns this list; the row only takes the pointer.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      role="option"
      id={id}
      className="hit"
      aria-selected={active}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <KindMark kind={kindOfEntity(hit.entity)} named />
      <div className="hit-body">
        <div className="hit-head">
          <strong>{hit.name}</strong>
          {hit.company && <span className="muted">{hit.company.name}</span>}
          {hit.notes.map((note) => (
            <span key={note} className="chip chip-note">
              {note}
            </span>
          ))}
        </div>
        <div className="muted">{hit.summary}</div>
        {reasons.length > 0 && <div className="hit-why">{reasons.join(' · ')}</div>}
      </div>
      <div className="hit-end">
        <FitChip fit={hit.fit} probability={hit.probability} />
        <span className="hit-sources">
          {hit.sources.map((source) => (
            <SourceChip key={source} source={source} />
          ))}
        </span>
      </div>
    </div>
  )
}
