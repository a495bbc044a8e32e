import { SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { declareSource } from '../arrive/follow-source.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'
import type { Arrived, LoadFile } from './read-files.ts'

/**
 * Says what kinds of systems the sources of files are, before their records come in.
 * @throws ProblemError `request.invalid` where two mappings say two things of one source
 */
export async function declareKinds(
  store: Store,
  files: readonly LoadFile[],
  { records }: Arrived,
  context: RunContext,
): Promise<void> {
  const kinds = new Map<string, string>()
  for (const { path, mapping } of files) {
    if (mapping.kind === undefined) continue
    for (const source of sourcesOf(mapping, records)) {
      const other = kinds.get(source)
      if (other !== undefined && other !== mapping.kind)
        fail('request.invalid', `${source} is declared as ${other} and as ${mapping.kind}`, {
          file: path,
          field: 'kind',
        })
      kinds.set(source, mapping.kind)
    }
  }
  for (const [source, kind] of kinds)
    await declareSource(store, { source: SourceName.parse(source), kind }, rulesInForce(), context)
}

/** The sources that a mapping names, or those that a column of its file did. */
function sourcesOf({ source }: LoadFile['mapping'], records: Arrived['records']): Iterable<string> {
  if (typeof source === 'string') return [source]
  if (source.map) return Object.values(source.map)
  return new Set([...records.values()].flatMap(({ inputs }) => inputs.map((input) => input.source)))
}
