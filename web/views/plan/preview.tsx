import { useId } from 'react'
import type { PlanEffects } from '../../../server/model/plan.ts'
import { type PlannedGolden, planInWords, plannedGoldens, plannedLines, toldInWords } from '../../words/plan-words.ts'
import { plain } from '../../words/words.ts'

const FATES: Record<PlannedGolden['fate'], string> = { stays: 'stays', new: 'new', retired: 'leads elsewhere' }

/** What would become of golden records, before and afterwards side by side, and who hears of it. Nothing is done yet. */
export function Preview({ effects, warnings }: { effects: PlanEffects; warnings: readonly string[] }) {
  const title = useId()
  const goldens = plannedGoldens(effects)
  const lines = plannedLines(effects)
  const hidden = effects.totals.created + effects.totals.retired - goldens.filter(({ fate }) => fate !== 'stays').length
  return (
    <section className="preview" aria-labelledby={title}>
      <p id={title} className="words">
        {planInWords(effects)}
      </p>
      {warnings.map((warning) => (
        <p key={warning} className="reasons">
          {warning}
        </p>
      ))}
      {goldens.length + lines.length > 0 && (
        <table className="before-after">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">What</span>
              </th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          {goldens.map((golden) => (
            <GoldenRows key={golden.golden} golden={golden} />
          ))}
          {lines.length > 0 && (
            <tbody>
              {lines.map(({ who, what, before, after }) => (
                <tr key={`${who} ${what} ${before} ${after}`}>
                  <th scope="row">
                    {what}
                    <span className="because">{who}</span>
                  </th>
                  <td data-side="Before">{before}</td>
                  <td data-side="After">{after}</td>
                </tr>
              ))}
            </tbody>
          )}
        </table>
      )}
      {hidden > 0 && <p className="muted small">And {hidden} more that are not listed here.</p>}
      {goldens.length + lines.length > 0 && (
        <div className="told">
          <h3>Who is told</h3>
          {toldInWords(effects).map((text) => (
            <p key={text} className="small">
              {text}
            </p>
          ))}
        </div>
      )}
    </section>
  )
}

/** One golden record; of a new one or one that goes all values differ, so they are folded. */
function GoldenRows({ golden: { name, fate, before, after, values } }: { golden: PlannedGolden }) {
  return (
    <tbody>
      <tr className="before-after-head">
        <th scope="row">
          {name} <span className={`chip fate-${fate}`}>{FATES[fate]}</span>
        </th>
        <td data-side="Before">{before}</td>
        <td data-side="After">{after}</td>
      </tr>
      {values.map((value) => (
        <tr key={value.label} className={fate === 'stays' ? 'flips' : ''}>
          <th scope="row">
            {value.label}
            {fate === 'stays' && value.rule !== undefined && <span className="because">by {plain(value.rule)}</span>}
          </th>
          <td data-side="Before">{value.before.join('\n') || '—'}</td>
          <td data-side="After">{value.after.join('\n') || '—'}</td>
        </tr>
      ))}
      {fate === 'stays' && values.length === 0 && (
        <tr>
          <th scope="row">Values</th>
          <td colSpan={2} className="muted">
            all as before
          </td>
        </tr>
      )}
    </tbody>
  )
}
