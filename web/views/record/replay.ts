import { useMemo } from 'react'
import { isGoldenId } from '../../api/api.ts'
import { type Drawing, drawingOf, openScene } from '../../canvas/scene.ts'
import { shown, useAnswer, useApp, useSelect } from '../../state/app-context.ts'
import { dayOf } from '../../state/past-days.ts'
import { useSettled } from './use-settled.ts'

/** What the canvas shows while a golden record is looked at as of an earlier day: its cluster, household and group as they were. Undefined for today. */
export function useReplay(): Drawing | undefined {
  const { api } = useApp()
  const past = useSettled(useSelect((s) => s.past))
  const selected = useSelect((s) => s.selected)
  const version = useSelect((s) => s.version)
  const earlier = past !== undefined && past.day < dayOf(new Date().toISOString())
  const id = earlier && selected !== undefined && isGoldenId(selected) ? selected : undefined
  const loaded = useAnswer(`replay ${id}`, `${version} ${past?.by} ${past?.day}`, async (signal) => {
    if (id === undefined || past === undefined) return undefined
    return api.graphOn(id, past, signal)
  })
  const view = id === undefined ? undefined : shown(loaded)
  return useMemo(() => (view ? drawingOf(openScene(view.focus, view)) : undefined), [view])
}
