import type { Delivery, SystemPlan, SystemView } from '../../model/sync/delivery.ts'
import { table } from '../table.ts'

/** How systems stand, a line each, and beneath it what keeps one from being current. */
export function statusLines(views: readonly SystemView[]): string[] {
  if (views.length === 0) return ['no system is defined; docs/coexistence.md says how']
  const rows = views.map((view) => [
    view.system,
    view.mode ?? 'not applied',
    view.connector,
    standing(view),
    String(view.behind),
    String(view.writes),
  ])
  return [...table(['system', 'mode', 'by', 'state', 'behind', 'writes'], rows), ...views.flatMap(troubles)]
}

function standing({ paused, unavailable, mode, behind }: SystemView): string {
  if (paused) return 'paused'
  if (unavailable) return 'unavailable'
  if (mode === undefined || mode === 'consolidation') return 'nothing is sent'
  return behind === 0 ? 'current' : 'catching up'
}

function troubles({ system, paused, unavailable, fileDiffers, faults, copies, oldest, mode }: SystemView): string[] {
  const failed = (copies.dead ?? 0) + (copies.held ?? 0) + (copies.ask ?? 0)
  return [
    ...(paused ? [`${system}: paused by ${paused.by} at ${paused.at}: ${paused.reason}`] : []),
    ...(unavailable ? [`${system}: ${unavailable.reason}; tried again at ${unavailable.until}`] : []),
    ...(oldest ? [`${system}: the oldest difference is of ${oldest}`] : []),
    ...(failed > 0 ? [`${system}: ${failed} need somebody: kith sync status ${system}`] : []),
    ...faults.map((fault) => `${system}: its file: ${fault}`),
    ...(fileDiffers && mode !== undefined
      ? [`${system}: its file says something else than what is in force; kith sync dry-run ${system}`]
      : []),
  ]
}

/** Records that differ, and why. */
export function deliveryLines(deliveries: readonly Delivery[]): string[] {
  if (deliveries.length === 0) return []
  const rows = deliveries.map(({ id, state, record, golden = '', attempts, error = '', column }) => [
    id,
    state,
    record ?? golden,
    String(attempts),
    column === undefined ? error : `${column}: ${error}`,
  ])
  return table(['delivery', 'state', 'record', 'tries', 'why'], rows)
}

/** What would be written, and how to have it so. */
export function planLines({
  system,
  mode,
  hash,
  inForce,
  records,
  writes,
  makes,
  attributes,
  refused,
}: SystemPlan): string[] {
  const rows = Object.entries(attributes).map(([name, count]) => [name, String(count)])
  return [
    `${system}: ${mode}; of ${records} records ${writes} would be written${makes > 0 ? `, and ${makes} would be made` : ''}`,
    ...(rows.length > 0 ? table(['attribute', 'records'], rows) : []),
    ...(refused > 0 ? [`${refused} values have no form there and would not be written; --requests says which`] : []),
    inForce === hash ? 'this is in force' : `kith sync apply ${system} --hash ${hash.slice(0, 12)}`,
  ]
}
