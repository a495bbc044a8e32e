import type { Page } from 'playwright-core'
import { VIEWS, type View } from '../../web/state/state.ts'
import { CATHERINE, HOUSEHOLD, NORTHGATE, UNKNOWN } from './fixtures/ids.ts'

/** A view of the page: its address, what is there once it has come, and what of it is opened then. */
export type ViewOfPage = {
  readonly name: string
  readonly hash: string
  /** Found when the view has come. */
  readonly landmark: string
  /** What it says when nothing was ever loaded; left out where there is nothing to look at without an id. */
  readonly empty?: string
  readonly open?: (page: Page) => Promise<void>
}

const tab = (name: string) => (page: Page) => page.getByRole('tab', { name, exact: true }).click()

/** Each view of the header, under its own name. */
const HEADS: Readonly<Partial<Record<View, Omit<ViewOfPage, 'name' | 'hash'>>>> = {
  explore: { landmark: '.stories', empty: 'No records yet' },
  hierarchies: { landmark: '.tree-card', empty: 'Nothing is placed here yet' },
  review: { landmark: '.review-detail', empty: 'Nothing waits for review' },
  changes: { landmark: '.change-line', empty: 'No change to show' },
  lists: { landmark: '.list-table', empty: 'Nobody is on this list' },
  mailing: { landmark: '.equation', empty: 'Nobody' },
  questions: { landmark: '.report table', empty: 'No orders yet' },
  sync: { landmark: '.system', empty: 'No system is defined' },
  load: { landmark: '.uploads', empty: 'Drop a file here' },
  reports: { landmark: '.matrix', empty: 'No customer records yet' },
}

/** Every view that there is, so that a new one is looked at without being told. */
export const EVERY_VIEW: readonly ViewOfPage[] = [
  ...VIEWS.map((view) => ({ name: view, hash: `#/${view}`, landmark: 'h1', ...HEADS[view] })),
  { name: 'a customer', hash: `#/explore/${CATHERINE}`, landmark: '.attribute' },
  { name: 'why', hash: `#/explore/${CATHERINE}`, landmark: '.attribute', open: tab('Why') },
  { name: 'history', hash: `#/explore/${CATHERINE}`, landmark: '.attribute', open: tab('History') },
  { name: 'a record', hash: `#/explore/${CATHERINE}?at=erp%3Aperson%3AE1001`, landmark: '.fields' },
  { name: 'a household', hash: `#/explore/${CATHERINE}?at=${HOUSEHOLD}`, landmark: '.panel-head' },
  { name: 'a sales card', hash: `#/explore/${NORTHGATE}`, landmark: '.panel-head', open: tab('Sales card') },
  { name: 'two trees', hash: '#/hierarchies?right=sales', landmark: '.differences' },
  { name: 'a drawn tree', hash: '#/hierarchies?as=down', landmark: '.tree-card' },
  { name: 'what was decided', hash: '#/review?list=decided', landmark: '.decided table' },
  { name: 'a system', hash: '#/sync?system=erp', landmark: '.system-body' },
  { name: 'a file', hash: '#/load/upl_1', landmark: '.mapping' },
  { name: 'an id that leads nowhere', hash: `#/explore/${UNKNOWN}`, landmark: '.failed-page' },
]

/** Goes to a view and waits until everything of it has come. */
export async function goTo(page: Page, visit: (hash: string) => Promise<void>, view: ViewOfPage): Promise<void> {
  await visit(view.hash)
  await page.locator(view.landmark).first().waitFor()
  await view.open?.(page)
  await settled(page)
}

/** When nothing of the page is still being read. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.loading, .progress') === null)
}
