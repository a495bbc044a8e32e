import { parseMapping, type SourceMapping } from '../../ingest/source-mapping.ts'
import { fail, type Problem } from '../../model/problem.ts'
import type { Upload } from '../../model/uploads/upload.ts'

/** @throws ProblemError `upload.state` where the file is not there any more */
export function demandFile({ fileUntil }: Upload): void {
  if (fileUntil === undefined) fail('upload.state', 'the file was deleted, as every file is after a week')
}

/** @throws ProblemError `upload.state` where there is nothing that could be undone */
export function demandLoaded({ stage }: Upload): void {
  if (stage !== 'loaded' && stage !== 'cut') fail('upload.state', 'nothing of it is loaded')
}

/** How a file is read. */
export function mappingOf({ mapping, name }: Upload): SourceMapping {
  return parseMapping(mapping, name)
}

/** What went wrong with a file, by its own name: where it lies on the server is nobody's business. */
export function withoutPath(problem: Problem, path: string, name: string): Problem {
  const detail = problem.detail.replaceAll(path, name)
  return { ...problem, detail, ...(problem.file === undefined ? {} : { file: name }) }
}
