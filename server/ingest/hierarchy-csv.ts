import { type NodeInput, NodeInput as NodeShape } from '../model/hierarchy.ts'
import { failed, ok, type Result } from '../model/problem.ts'
import { csvRecords } from './csv.ts'

/** What separates the names of a path. */
const STEP = /(?<!\s)\s*>\s*/

/** The apostrophe that an export puts in front of what a spreadsheet would take for a formula. */
const GUARD = /^'(?='*[=+\-@])/

const COLUMNS = ['key', 'name', 'type', 'parent', 'company', 'record'] as const

/**
 * Nodes from CSV. Parent–child: columns `key`, `name`, `type`, `parent`, `company`, `record`, a row a node. Path: a
 * column `path` (`North > Ohio > Acme`) beside `company`, `record`, `type`; what is above the last name is made as it
 * is met, under keys that are the paths themselves.
 */
export async function hierarchyNodes(csv: string): Promise<Result<NodeInput[]>> {
  let header: string[] | undefined
  const nodes = new Map<string, NodeInput>()
  const listed: NodeInput[] = []
  for await (const record of csvRecords(once(csv))) {
    if ('broken' in record) return failed('row.unreadable', record.broken, { line: record.line })
    const cells = record.fields.map((cell) => cell.trim().replace(GUARD, ''))
    if (cells.every((cell) => cell === '')) continue
    if (!header) {
      header = cells.map((cell) => cell.toLowerCase())
      const unknown = header.filter((name) => name !== 'path' && !COLUMNS.some((column) => column === name))
      if (unknown.length > 0) return failed('row.unreadable', `unknown columns ${unknown.join(', ')}`, { line: 1 })
      continue
    }
    const row = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))
    const read = row.path === undefined ? parentChild(row) : alongPath(row, nodes)
    const parsed = NodeShape.safeParse(read)
    if (!parsed.success)
      return failed('row.unreadable', parsed.error.issues.map((issue) => issue.message).join('; '), {
        line: record.line,
      })
    if (row.path === undefined) listed.push(parsed.data)
    else nodes.set(parsed.data.key, parsed.data)
  }
  return ok([...listed, ...nodes.values()])
}

type Row = Record<string, string>

function parentChild(row: Row): unknown {
  const said = Object.fromEntries(COLUMNS.flatMap((name) => (row[name] ? [[name, row[name]]] : [])))
  return 'parent' in row && row.parent === '' ? { ...said, parent: null } : said
}

function alongPath(row: Row, nodes: Map<string, NodeInput>): unknown {
  const steps = (row.path ?? '').split(STEP).filter((step) => step !== '')
  const keys = steps.map((_step, i) => steps.slice(0, i + 1).join(' > '))
  keys.forEach((key, i) => {
    if (i < keys.length - 1 && !nodes.has(key))
      nodes.set(key, { key, name: steps[i] ?? key, parent: keys[i - 1] ?? null })
  })
  const key = keys.at(-1)
  const said = Object.fromEntries(
    (['type', 'company', 'record'] as const).flatMap((name) => (row[name] ? [[name, row[name]]] : [])),
  )
  return { key, name: steps.at(-1), parent: keys.at(-2) ?? null, ...said }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
