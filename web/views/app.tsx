import { type ReactNode, useEffect, useRef } from 'react'
import { fragmentOf } from '../address-bar.ts'
import { useApp, useSelect } from '../app-context.ts'
import { takeSecret } from '../key.ts'
import { useKeys } from '../keys.ts'
import { keyGiven, type View } from '../state.ts'
import { Explore } from './explore.tsx'
import { Header } from './header.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { ChangeInHand } from './plan/change-golden.tsx'
import { Reports } from './reports.tsx'
import { Review } from './review.tsx'
import { Sync } from './sync/sync.tsx'
import { ToastBar } from './toast-bar.tsx'

const PAGES: Record<View, () => ReactNode> = { explore: Explore, review: Review, sync: Sync, reports: Reports }

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
      {keyWanted && <KeyDialog />}
    </div>
  )
}

/** State → address after every change, address → state at the start and on back and forward. */
function useAddressBar(): void {
  const { store, actions } = useApp()
  const hash = useSelect(fragmentOf)
  // While a key is awaited nothing could be read, and the address is still the one to go to.
  const unsettled = useSelect((s) => s.busy > 0 || s.keyWanted)
  const restoring = useRef(false)
  const begun = useRef(false)

  useEffect(() => {
    const restore = async () => {
      restoring.current = true
      await actions.restore(location.hash)
      restoring.current = false
      if (!store.get().keyWanted) history.replaceState(null, '', fragmentOf(store.get()))
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
