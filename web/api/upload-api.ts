import { z } from 'zod'
import { UndoPlan, Upload, UploadHead } from '../../server/model/uploads/upload.ts'
import type { Call } from './api.ts'

type Asking = {
  call: <T>(shape: z.ZodType<T>, path: string, how?: Call) => Promise<T>
  ask: (path: string, how: Call) => Promise<Response>
}

const Uploads = z.object({ uploads: z.array(UploadHead) })

/** What the server does with files: one function a route. */
export function uploadCalls({ call, ask }: Asking) {
  const of = (id: string) => `/uploads/${encodeURIComponent(id)}`
  const post = <T>(shape: z.ZodType<T>, path: string, body: object = {}) => call(shape, path, { method: 'POST', body })
  return {
    sendFile: (file: File, signal?: AbortSignal) =>
      call(Upload, `/uploads?name=${encodeURIComponent(file.name)}`, { method: 'POST', file, signal }),
    uploads: (signal?: AbortSignal) => call(Uploads, '/uploads', { signal }),
    upload: (id: string, signal?: AbortSignal) => call(Upload, of(id), { signal }),
    discardUpload: (id: string) => call(z.unknown(), of(id), { method: 'DELETE' }),
    mapUpload: (id: string, mapping: Upload['mapping']) => post(Upload, `${of(id)}/mapping`, { mapping }),
    tryUpload: (id: string) => call(Upload, `${of(id)}/dry-run`, { method: 'POST' }),
    loadUpload: (id: string, approve: boolean) => post(Upload, `${of(id)}/load`, { approve }),
    undoPlan: (id: string, signal?: AbortSignal) => call(UndoPlan, `${of(id)}/undo`, { signal }),
    undoUpload: (id: string, hash: string) => post(Upload, `${of(id)}/undo`, { hash }),
    /** Rejected rows as CSV. */
    rejects: async (id: string) => (await ask(`${of(id)}/rejects`, {})).text(),
  }
}
