import { dayOf } from '../../state/past-days.ts'
import { day as dayWords } from '../../words/words.ts'

/** The day that the trees are shown as of; today is none. */
export function AsOfDay({ day, onGo }: { day: string | undefined; onGo: (day: string | undefined) => void }) {
  const today = dayOf(new Date().toISOString())
  return (
    <div className="tool-group">
      <label>
        As of{' '}
        <input
          type="date"
          max={today}
          value={day ?? today}
          onChange={({ target: { value } }) => value !== '' && onGo(value >= today ? undefined : value)}
        />
      </label>
      {day !== undefined && (
        <span role="status">
          <span className="chip chip-past">past</span> {dayWords(day)}, as it was known then{' '}
          <button type="button" className="link" onClick={() => onGo(undefined)}>
            Back to today
          </button>
        </span>
      )}
    </div>
  )
}
