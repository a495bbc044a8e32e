import { z } from 'zod'
import { UndoPlan, Upload, UploadHead } from '../../../model/uploads/upload.ts'
import { csvReply } from '../../csv.ts'
import { FILE, Reply, route } from '../../route.ts'

const tag = 'Uploads'
const params = z.strictObject({ id: z.string().min(1).max(100) })
const BEGUN = { 202: 'Begun; the upload says how far it is' }
const POLL = 'It goes on in the background: ask for the upload until its `stage` is another.'

export const uploads = [
  route({
    method: 'post',
    path: '/uploads',
    tag,
    summary: 'Send a file of records or orders, and have a mapping proposed for it',
    description:
      `CSV, JSON lines, a JSON list or a workbook, also in gzip or zip, up to 64 MB: the body is the file itself, as ${FILE}. ` +
      'Nothing of it is loaded yet. It lies in the home of Kith, for its owner alone to read, and is deleted after a week.',
    right: 'decide',
    query: z.strictObject({
      name: z.string().min(1).max(300).describe('what the file is called; the source is proposed after it'),
      encoding: z
        .string()
        .max(40)
        .optional()
        .describe('of its text, such as windows-1252, where its bytes cannot tell'),
    }),
    takesFile: true,
    answer: Upload,
    statuses: { 201: 'Kept and looked at' },
    problems: ['request.too-large'],
    handle: async ({ query, req, caller }, { kith }) =>
      new Reply(201, await kith.uploads.receive(query, req, caller.actor)),
  }),
  route({
    method: 'get',
    path: '/uploads',
    tag,
    summary: 'Files that were sent, latest first',
    right: 'decide',
    answer: z.object({ uploads: z.array(UploadHead) }),
    handle: async (_input, { kith }) => ({ uploads: await kith.uploads.list() }),
  }),
  route({
    method: 'get',
    path: '/uploads/{id}',
    tag,
    summary: 'A file, its mapping, and how far it is',
    right: 'decide',
    params,
    answer: Upload,
    problems: ['upload.not-found'],
    handle: async ({ params: { id } }, { kith }) => kith.uploads.get(id),
  }),
  route({
    method: 'delete',
    path: '/uploads/{id}',
    tag,
    summary: 'Forget a file that was not loaded',
    right: 'decide',
    params,
    answer: z.object({ discarded: z.string() }),
    problems: ['upload.not-found', 'upload.state'],
    handle: async ({ params: { id } }, { kith }) => {
      await kith.uploads.discard(id)
      return { discarded: id }
    },
  }),
  route({
    method: 'post',
    path: '/uploads/{id}/mapping',
    tag,
    summary: 'Correct how a file is read',
    description: 'A mapping as docs/mapping.md has it. Whatever is wrong with it is told at once, by key, in `path`.',
    right: 'decide',
    params,
    body: z.strictObject({ mapping: z.record(z.string().max(100), z.unknown()) }),
    answer: Upload,
    problems: ['upload.not-found', 'upload.state', 'mapping.invalid'],
    handle: async ({ params: { id }, body: { mapping } }, { kith }) => kith.uploads.map(id, mapping),
  }),
  route({
    method: 'post',
    path: '/uploads/{id}/dry-run',
    tag,
    summary: 'Find out what loading a file would come to',
    description:
      'Which records are new, changed, the same or rejected, which golden records they would join, and what policies they break. ' +
      `Nothing is written. The first 2,000 new and changed records are matched. ${POLL}`,
    right: 'decide',
    params,
    answer: Upload,
    statuses: BEGUN,
    problems: ['upload.not-found', 'upload.state', 'mapping.invalid'],
    handle: async ({ params: { id }, caller }, { kith }) => new Reply(202, await kith.uploads.try(id, caller.actor)),
  }),
  route({
    method: 'post',
    path: '/uploads/{id}/load',
    tag,
    summary: 'Load a file',
    description:
      'As `kith load` does, one file at a time. A load that ended early is finished by asking again. ' +
      `\`approve\` lets it change more golden ids than KITH_CHURN_BUDGET. ${POLL}`,
    right: 'decide',
    params,
    body: z.strictObject({ approve: z.boolean().default(false) }),
    answer: Upload,
    statuses: BEGUN,
    problems: ['upload.not-found', 'upload.state', 'mapping.invalid'],
    handle: async ({ params: { id }, body: { approve }, caller }, { kith }) =>
      new Reply(202, await kith.uploads.load(id, approve, caller.actor)),
  }),
  route({
    method: 'get',
    path: '/uploads/{id}/rejects',
    tag,
    summary: 'Rows that the last dry run or load rejected, with line and reason, to be corrected and sent again',
    right: 'decide',
    params,
    answer: 'text/csv',
    problems: ['upload.not-found'],
    handle: async ({ params: { id } }, { kith }) => {
      const { upload, rows } = await kith.uploads.rejects(id)
      const own = ['rejected: line', 'rejected: column', 'rejected: why']
      const lines = rows.map(({ line, column, field, detail, row }) => {
        return { ...row, [own[0] ?? '']: line, [own[1] ?? '']: column ?? field, [own[2] ?? '']: detail }
      })
      const columns = upload.columns.map(({ column }) => column).filter((column) => !own.includes(column))
      return csvReply([...own, ...columns], lines)
    },
  }),
  route({
    method: 'get',
    path: '/uploads/{id}/undo',
    tag,
    summary: 'What undoing a load would do; nothing is changed',
    description:
      'Records that it brought are deleted again, those that it changed or deleted are again what they were before. What somebody ' +
      'changed since is left alone and named. Orders stay.',
    right: 'decide',
    params,
    answer: UndoPlan,
    problems: ['upload.not-found', 'upload.state', 'history.pruned'],
    handle: async ({ params: { id } }, { kith }) => kith.uploads.planUndo(id),
  }),
  route({
    method: 'post',
    path: '/uploads/{id}/undo',
    tag,
    summary: 'Undo a load, as it was planned',
    description: `Refused where something has changed since. The versions that it brought count as withdrawn in every look back. ${POLL}`,
    right: 'decide',
    params,
    body: z.strictObject({ hash: z.string().min(1).max(100).describe('of the plan') }),
    answer: Upload,
    statuses: BEGUN,
    problems: ['upload.not-found', 'upload.state', 'plan.stale', 'history.pruned'],
    handle: async ({ params: { id }, body: { hash }, caller }, { kith }) =>
      new Reply(202, await kith.uploads.undo(id, hash, caller.actor)),
  }),
]
