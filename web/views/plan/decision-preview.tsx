import type { DecisionCheck } from '../../../server/model/review.ts'
import type { Loaded } from '../../state/app-context.ts'
import { Failed, Loading } from '../parts/answers.tsx'
import { Preview } from './preview.tsx'

/** What a decision would do and run into, while its reason is typed. */
export function DecisionPreview({ check }: { check: Loaded<DecisionCheck> }) {
  if (check.status === 'failed')
    return <Failed message={`What it would do is not known: ${check.message}`} again={check.again} />
  if (check.status === 'loading') return <Loading what="what it would do" />
  const { conflict, effects, warnings } = check.value
  if (conflict)
    return (
      <p className="reasons" role="alert">
        {conflict.detail}. Nothing can be decided here before that is withdrawn.
      </p>
    )
  return effects ? <Preview effects={effects} warnings={warnings} /> : null
}
