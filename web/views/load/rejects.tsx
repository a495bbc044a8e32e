import type { RejectedRow, Upload } from '../../../server/model/uploads/upload.ts'
import { saveText } from '../../export/save-text.ts'
import { useApp } from '../../state/app-context.ts'
import { toasted } from '../../state/state.ts'
import { rejectInWords } from '../../words/load-words.ts'
import { number, plural } from '../../words/words.ts'

type Props = { upload: Upload; rejects: readonly RejectedRow[]; count: number }

/** Rows that are left out, why, and all of them as a file to correct. */
export function Rejects({ upload, rejects, count }: Props) {
  const { api, update } = useApp()
  if (count === 0) return null
  const save = async () => {
    try {
      const text = await api.rejects(upload.id)
      saveText(text, `${upload.name.replace(/\.[^.]*$/, '')}-rejected.csv`, 'text/csv')
    } catch (error) {
      update(toasted({ text: error instanceof Error ? error.message : String(error), tone: 'error' }))
    }
  }
  return (
    <div className="rejects">
      <h3>
        {plural(count, 'row')} {count === 1 ? 'is' : 'are'} left out
      </h3>
      <ul className="faults">
        {rejects.map((reject) => (
          <li key={rejectInWords(reject)}>{rejectInWords(reject)}</li>
        ))}
        {count > rejects.length && rejects.length > 0 && <li>and {number(count - rejects.length)} more</li>}
      </ul>
      {upload.fileUntil !== undefined && (
        <button type="button" onClick={() => void save()}>
          Save them as CSV
        </button>
      )}
    </div>
  )
}
