import { useApp, useSelect } from '../../state/app-context.ts'
import { useWhyNot } from '../../state/rights.ts'
import { keyAsked } from '../../state/state.ts'
import { Empty, Loading } from '../parts/answers.tsx'
import { NewFile } from './new-file.tsx'
import { UploadPage } from './upload-page.tsx'

/** Files of records: sent, mapped, tried, loaded and undone. */
export function Load() {
  const id = useSelect((s) => s.upload)
  const whyNot = useWhyNot()
  if (whyNot === undefined) return <Loading what="what you may do" />
  return (
    <div className="load">
      {whyNot.decide !== undefined ? (
        <NotAllowed why={whyNot.decide} />
      ) : id === undefined ? (
        <NewFile />
      ) : (
        <UploadPage key={id} id={id} />
      )}
    </div>
  )
}

function NotAllowed({ why }: { why: string }) {
  const { update } = useApp()
  return (
    <>
      <h1>Load a file</h1>
      <Empty title="Loading takes more than this key may do">
        <p>Loading a file writes records: {why}.</p>
        <button type="button" onClick={() => update(keyAsked)}>
          Use another key
        </button>
      </Empty>
    </>
  )
}
