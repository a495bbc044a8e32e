import { useCallback, useEffect, useState } from 'react'
import type { Upload, UploadStage } from '../../server/model/uploads/upload.ts'
import { ApiError } from '../api/api.ts'
import { useApp, useSelect } from './app-context.ts'
import { changed, refused, toasted } from './state.ts'

/** How often the server is asked how far it is, while something goes on. */
const EVERY_MS = 500

export type OpenUpload = {
  readonly upload: Upload | undefined
  /** Why it could not be read. */
  readonly failure: string | undefined
  readonly again: () => void
  /** Asks the server for a change of it, whose answer is how it stands now. @returns why it was refused */
  readonly ask: (work: () => Promise<Upload>) => Promise<ApiError | undefined>
  /** Something that was asked for is on its way. */
  readonly asking: boolean
  /** The server worked on it while the page was open: what came of it is what somebody waits for. */
  readonly watched: boolean
}

export function isRunning(stage: UploadStage): boolean {
  return stage === 'trying' || stage === 'loading' || stage === 'undoing'
}

/** A file that was sent, asked for again and again while the server works on it. */
export function useUpload(id: string): OpenUpload {
  const { api, update } = useApp()
  const [upload, setUpload] = useState<Upload>()
  const [failure, setFailure] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const [asking, setAsking] = useState(false)
  const [watched, setWatched] = useState(false)
  // A key that was given lets in whom the one before did not.
  const version = useSelect((s) => s.version)
  const stage = upload?.stage
  const running = stage !== undefined && isRunning(stage)
  const question = `${version} ${attempt} ${running}`

  useEffect(() => {
    const control = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () =>
      void api.upload(id, control.signal).then(
        (next) => {
          if (control.signal.aborted) return
          setFailure(undefined)
          setUpload(next)
          if (isRunning(next.stage)) timer = setTimeout(look, EVERY_MS)
        },
        (error: unknown) => {
          if (control.signal.aborted) return
          setFailure(error instanceof Error ? error.message : String(error))
          // What runs goes on without being watched; the next look finds it.
          if (running && !(error instanceof ApiError && error.status === 401)) timer = setTimeout(look, 4 * EVERY_MS)
        },
      )
    if (question !== '') look()
    return () => {
      control.abort()
      clearTimeout(timer)
    }
  }, [api, id, question, running])

  useEffect(() => {
    if (running) setWatched(true)
  }, [running])

  // What was loaded or undone is in the counts of the page.
  useEffect(() => {
    if (stage === 'loaded' || stage === 'undone' || stage === 'cut') update(changed)
  }, [stage, update])

  const ask = useCallback(
    async (work: () => Promise<Upload>) => {
      setAsking(true)
      try {
        setUpload(await work())
        return undefined
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.status === 403) update(refused('decide', error.message))
        if (error.status !== 401 && error.code !== 'mapping.invalid')
          update(toasted({ text: error.message, tone: 'error' }))
        return error
      } finally {
        setAsking(false)
      }
    },
    [update],
  )
  const again = useCallback(() => setAttempt((n) => n + 1), [])
  return { upload, failure, again, ask, asking, watched }
}
