import './before.ts'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/api.ts'
import { clearKey, storedKey, takeSecret } from './api/key.ts'
import { createActions } from './state/actions.ts'
import { FIRST_STATE, keyAsked } from './state/state.ts'
import { createStore } from './state/store.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/canvas.css'
import './styles/canvas-menus.css'
import './styles/panel.css'
import './styles/evidence.css'
import './styles/review.css'
import './styles/company-card.css'
import './styles/hierarchies.css'
import './styles/cases.css'
import './styles/sync.css'
import './styles/load.css'
import './styles/phone.css'
import './styles/lists.css'
import './styles/record.css'
import { AppContext } from './state/app-context.ts'
import { App } from './views/frame/app.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

takeSecret()
const store = createStore(FIRST_STATE)
const api = createApi({
  fetch: (input, init) => fetch(input, init),
  key: storedKey,
  onRefused: () => {
    clearKey()
    store.update(keyAsked)
  },
})

createRoot(root).render(
  <AppContext value={{ store, api, actions: createActions(api, store) }}>
    <App />
  </AppContext>,
)
