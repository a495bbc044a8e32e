import { type CompiledMapping, compileMapping } from '../ingest/compile-mapping.ts'
import { parseMapping } from '../ingest/source-mapping.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail, ProblemError } from '../model/problem.ts'
import { hashOf } from '../text/hash.ts'
import { type WritableAttribute, writableAttributes } from './render/columns.ts'
import { SystemDefinition, type SystemTable } from './system-shape.ts'

/** A table of a system, ready to be read and written. */
export type CompiledTable = {
  readonly table: SystemTable
  readonly compiled: CompiledMapping
  readonly attributes: readonly WritableAttribute[]
}

/** A definition made ready. `hash` is what is in force, to the letter. */
export type CompiledSystem = {
  readonly name: string
  readonly definition: SystemDefinition
  readonly hash: string
  readonly tables: ReadonlyMap<EntityName, CompiledTable>
}

/**
 * Parses a system's file and makes it ready.
 * @throws ProblemError `system.invalid` with all faults at once, one a line of `path`
 */
export function compileSystem(json: unknown, file?: string): CompiledSystem {
  const parsed = SystemDefinition.safeParse(json)
  const where = file === undefined ? {} : { file }
  if (!parsed.success) {
    const path = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'system'}: ${issue.message}`)
    return fail('system.invalid', path.join('; '), { path, ...where })
  }
  const definition = parsed.data
  const faults: string[] = []
  const tables = new Map<EntityName, CompiledTable>()
  for (const [at, table] of definition.tables.entries()) {
    const say = (fault: string) => faults.push(`tables.${at}.${fault}`)
    if (tables.has(table.entity)) say(`entity: there is a table of ${table.entity} already`)
    const { attributes, faults: found } = writableAttributes(table)
    for (const fault of found) say(`attributes.${fault}`)
    for (const fault of deactivationFaults(table)) say(fault)
    const compiled = mappingOf(definition, table, say)
    if (compiled) tables.set(table.entity, { table, compiled, attributes })
  }
  if (faults.length > 0) fail('system.invalid', faults.join('; '), { path: faults, ...where })
  return { name: definition.system, definition, hash: hashOf(definition), tables }
}

/** What makes a record inactive would be taken for its own word where the mapping reads it. */
function deactivationFaults({ onDelete, deactivate = {}, activate = {}, mapping, attributes }: SystemTable): string[] {
  const columns = Object.keys(deactivate)
  const written = Object.values(attributes).flatMap(({ columns = {} }) => Object.values(columns))
  const read = new Set([...Object.keys(mapping?.fields ?? {}), ...Object.keys(mapping?.delete ?? {}), ...written])
  return [
    ...(onDelete === 'deactivate' && columns.length === 0
      ? ['deactivate: which columns make it inactive is missing']
      : []),
    ...columns
      .filter((column) => read.has(column))
      .map((column) => `deactivate.${column}: the table reads or writes it`),
    ...Object.keys(activate)
      .filter((column) => !columns.includes(column))
      .map((column) => `activate.${column}: it is not among those that make a record inactive`),
  ]
}

function mappingOf(
  { system, mode }: SystemDefinition,
  { mapping, entity }: SystemTable,
  say: (fault: string) => void,
): CompiledMapping | undefined {
  if (!mapping) {
    // Its rows are golden records, which nobody reads back.
    if (mode === 'downstream') return compileMapping(parseMapping({ source: system, entity, id: 'golden' }))
    say('mapping: how its rows are read is missing')
    return undefined
  }
  if (mapping.source !== system) say(`mapping.source: its records are those of ${system}`)
  if (mapping.entity !== entity) say(`mapping.entity: this table holds records of ${entity}`)
  try {
    return compileMapping(parseMapping(mapping))
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    for (const fault of error.problem.path ?? [error.problem.detail]) say(`mapping.${fault}`)
    return undefined
  }
}
