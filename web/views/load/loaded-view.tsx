import type { Upload, UploadLoaded } from '../../../server/model/uploads/upload.ts'
import { useApp } from '../../state/app-context.ts'
import { loadedSentences, waitingInWords } from '../../words/load-words.ts'
import { minute, number } from '../../words/words.ts'
import { KindMark, kindOfEntity, SourceChip } from '../parts/marks.tsx'
import { Rejects } from './rejects.tsx'
import { ResultTitle } from './result-title.tsx'

/** What a load did, with whom it found again. */
export function LoadedView({ upload, loaded, awaited }: { upload: Upload; loaded: UploadLoaded; awaited: boolean }) {
  const { waiting, notes, at, joined } = loaded
  return (
    <section className="load-part" aria-label="What was loaded">
      <ResultTitle awaited={awaited}>Loaded, {minute(at)}</ResultTitle>
      {[...loadedSentences(loaded), ...waiting.map(waitingInWords)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Joined joined={joined} />
      <Rejects upload={upload} rejects={loaded.rejects} count={loaded.became.rejected} />
      {notes.length > 0 && (
        <ul className="faults muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Joined({ joined: { goldens, shown } }: Pick<UploadLoaded, 'joined'>) {
  const { actions } = useApp()
  if (shown.length === 0) return null
  return (
    <>
      <h3>Recognised</h3>
      <ul className="joined">
        {shown.map(({ golden, entity, name, sources }) => (
          <li key={golden}>
            <KindMark kind={kindOfEntity(entity)} small />
            <button type="button" className="link" onClick={() => void actions.open(golden)}>
              {name}
            </button>
            <span className="joined-sources">
              {sources.map((source) => (
                <SourceChip key={source} source={source} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      {goldens > shown.length && <p className="muted">and {number(goldens - shown.length)} more</p>}
    </>
  )
}
