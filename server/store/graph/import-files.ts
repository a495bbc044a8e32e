import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { INTEGERS } from './integers.ts'

/** A property as the import files carry it; absent ones and empty lists are not written. */
type ImportValue = string | number | boolean | readonly string[] | null | undefined
export type ImportProperties = Readonly<Record<string, ImportValue>>

/** One CSV file with its header: nodes with their labels, or relationships with their type. */
export type ImportFile = { kind: 'node' | 'relationship'; name: string; path: string; multiline: boolean }

/** Everything one graph is imported from, and what has to be in it afterwards. */
export type ImportSet = {
  files: ImportFile[]
  quote: string
  /** Between the items of a list. */
  separator: string
  nodes: number
  relationships: number
}

/** A character that Unicode never assigns: between the items of a list, since any other may be in one of them. */
const SEPARATOR = '\u{fdd0}'
/** Around texts, and doubled within: a character that JSON, which makes most of the text, is not full of. */
const QUOTE = '\u0001'
const FLUSH_AT = 1 << 20

/**
 * Writes a graph as the CSV files that Neo4j's import tool reads. Nodes are known by numbers, which the files alone use:
 * they are looked up faster than ids, and no constraint is needed for it. Writing is synchronous, so that what computes
 * rows never runs ahead of the disk and at most a buffer a file waits in memory.
 */
export class ImportFiles {
  private readonly folder: string
  private readonly tables = { node: new Map<string, Table>(), relationship: new Map<string, Table>() }
  private numbers = 0
  private nodes = 0
  private relationships = 0

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.folder = folder
  }

  /** A number for a node that is written later, so that relationships can name it already. */
  number(): number {
    return this.numbers++
  }

  /** @param labels joined by `:` */
  node(labels: string, properties: ImportProperties, number: number = this.number()): number {
    this.nodes++
    this.table('node', labels).write(`${number}`, properties)
    return number
  }

  relationship(type: string, from: number, to: number, properties: ImportProperties = {}): void {
    this.relationships++
    this.table('relationship', type).write(`${from},${to}`, properties)
  }

  close(): ImportSet {
    const tables = [...this.tables.node.values(), ...this.tables.relationship.values()]
    const files = tables.flatMap((table) => table.close())
    return { files, quote: QUOTE, separator: SEPARATOR, nodes: this.nodes, relationships: this.relationships }
  }

  private table(kind: ImportFile['kind'], name: string): Table {
    let table = this.tables[kind].get(name)
    if (!table) {
      table = new Table(this.folder, kind, name)
      this.tables[kind].set(name, table)
    }
    return table
  }
}

/**
 * The rows of one kind. Columns are found as rows come; a row with a new one begins a new file, because a header cannot
 * grow. Rows with a line break go into a file of their own: the tool reads all others in parallel.
 */
class Table {
  private readonly folder: string
  private readonly kind: ImportFile['kind']
  private readonly name: string
  private readonly columns = new Map<string, { place: number; type: string }>()
  private readonly shards: Shard[] = []
  private plain: Shard | undefined
  private multiline: Shard | undefined

  constructor(folder: string, kind: ImportFile['kind'], name: string) {
    this.folder = folder
    this.kind = kind
    this.name = name
  }

  write(ids: string, properties: ImportProperties): void {
    const cells: string[] = []
    for (const name in properties) {
      const value = properties[name]
      if (value === undefined || value === null || (typeof value === 'object' && value.length === 0)) continue
      cells[this.placeOf(name, typeOf(name, value))] = cellOf(value)
    }
    for (let i = 0; i < this.columns.size; i++) cells[i] ??= ''
    const line = cells.length === 0 ? `${ids}\n` : `${ids},${cells.join(',')}\n`
    const breaks = line.indexOf('\n') !== line.length - 1 || line.includes('\r')
    if (breaks) this.multiline ??= this.shard(true)
    else this.plain ??= this.shard(false)
    const shard = breaks ? this.multiline : this.plain
    shard?.write(line)
  }

  close(): ImportFile[] {
    return this.shards.map((shard) => {
      shard.close()
      return { kind: this.kind, name: this.name, path: shard.path, multiline: shard.multiline }
    })
  }

  private placeOf(name: string, type: string): number {
    const known = this.columns.get(name)
    if (known?.type === type) return known.place
    const place = known?.place ?? this.columns.size
    this.columns.set(name, { place, type })
    this.plain = undefined
    this.multiline = undefined
    return place
  }

  private shard(multiline: boolean): Shard {
    const named = [...this.columns].map(([name, { type }]) => `${name}:${type}`)
    const ids = this.kind === 'node' ? [':ID'] : [':START_ID', ':END_ID']
    const file = `${this.kind}-${this.name.replaceAll(':', '-')}-${this.shards.length}.csv`
    const shard = new Shard(join(this.folder, file), multiline, `${[...ids, ...named].join(',')}\n`)
    this.shards.push(shard)
    return shard
  }
}

class Shard {
  readonly path: string
  readonly multiline: boolean
  private readonly file: number
  private text: string

  constructor(path: string, multiline: boolean, header: string) {
    this.path = path
    this.multiline = multiline
    this.file = openSync(path, 'wx', 0o600)
    this.text = header
  }

  write(line: string): void {
    this.text += line
    if (this.text.length > FLUSH_AT) this.flush()
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    const bytes = Buffer.from(this.text)
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done)
    this.text = ''
  }
}

function typeOf(name: string, value: NonNullable<ImportValue>): string {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    case 'number':
      return INTEGERS.has(name) ? 'long' : 'double'
    default:
      return 'string[]'
  }
}

/** A quoted cell is a text even where it is empty; a cell without quotes is a number or a truth. */
function cellOf(value: NonNullable<ImportValue>): string {
  if (typeof value === 'object')
    return quoted(value.map((item) => item.replaceAll(SEPARATOR, '\u{fffd}')).join(SEPARATOR))
  return typeof value === 'string' ? quoted(value) : String(value)
}

function quoted(text: string): string {
  return QUOTE + (text.includes(QUOTE) ? text.replaceAll(QUOTE, QUOTE + QUOTE) : text) + QUOTE
}
