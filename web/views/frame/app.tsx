import { type ReactNode, useEffect, useRef } from 'react'
import { takeSecret } from '../../api/key.ts'
import { fragmentOf } from '../../state/address-bar.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { useKeys } from '../../state/keys.ts'
import { keyGiven, type View } from '../../state/state.ts'
import { Changes } from '../changes/changes.tsx'
import { Explore } from '../explore/explore.tsx'
import { Hierarchies } from '../hierarchies/hierarchies.tsx'
import { Lists } from '../lists/lists.tsx'
import { Load } from '../load/load.tsx'
import { Mailing } from '../mailing/mailing.tsx'
import { ChangeInHand } from '../plan/change-golden.tsx'
import { Questions } from '../questions/questions.tsx'
import { Reports } from '../reports/reports.tsx'
import { Review } from '../review/review.tsx'
import { Sync } from '../sync/sync.tsx'
import { Header } from './header.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { ToastBar } from './toast-bar.tsx'

const PAGES: Record<View, () => ReactNode> = {
  explore: Explore,
  hierarchies: Hierarchies,
  review: Review,
  changes: Changes,
  lists: Lists,
  mailing: Mailing,
  questions: Questions,
  sync: Sync,
  load: Load,
  reports: Reports,
}

/** The page: header, one of its views, and what is said aside. */
export function App() {
  const { actions } = useApp()
  const view = useSelect((s) => s.view)
  const said = useSelect((s) => s.said)
  const keyWanted = useSelect((s) => s.keyWanted)
  const Page = PAGES[view]
  const main = useRef<HTMLElement>(null)
  useAddressBar()
  useKeys({ u: () => void actions.takeBackLast() })
  return (
    <div className="app">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <Header />
      <main className={`main main-${view}`} ref={main} tabIndex={-1}>
        <Page />
      </main>
      <ToastBar />
      <ChangeInHand />
      <div className="sr-only" aria-live="polite">
        {said}
      </div>
      <KeysDialog />
      {keyWanted && <KeyDialog />}
    </div>
  )
}

/** State → address after every change, address → state at the start and on back and forward. */
function useAddressBar(): void {
  const { store, actions } = useApp()
  const hash = useSelect(fragmentOf)
  // While a key is awaited, or after a failure, nothing could be read, and the address is still the one to go to.
  const unsettled = useSelect((s) => s.busy > 0 || s.keyWanted || s.failure !== undefined)
  const restoring = useRef(false)
  const begun = useRef(false)

  useEffect(() => {
    const restore = async () => {
      restoring.current = true
      await actions.restore(location.hash)
      restoring.current = false
      const { keyWanted, failure } = store.get()
      if (!keyWanted && failure === undefined) history.replaceState(null, '', fragmentOf(store.get()))
    }
    if (!begun.current) {
      begun.current = true
      if (location.hash.length > 2) void restore()
      else history.replaceState(null, '', fragmentOf(store.get()))
    }
    const onPop = () => {
      // The link that brings the secret, opened where the page is open already.
      if (takeSecret()) store.update(keyGiven)
      void restore()
    }
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  }, [store, actions])

  useEffect(() => {
    if (!restoring.current && !unsettled && begun.current && location.hash !== hash) history.pushState(null, '', hash)
  }, [hash, unsettled])
}
