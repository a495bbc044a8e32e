import { useApp } from '../../state/app-context.ts'
import { say } from '../../state/state.ts'

/** Copies an id. Browsers offer the clipboard only on a secure origin, loopback included; elsewhere there is no button. */
export function CopyButton({ text }: { text: string }) {
  const { update } = useApp()
  if (!isSecureContext) return null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => update(say('Copied.')),
      () => update(say('The browser did not allow copying.')),
    )
  return (
    <button type="button" className="link" onClick={() => void copy()}>
      copy
    </button>
  )
}
