import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRows } from '../../../server/ingest/readers.ts'
import type { Connector, WriteItem, WriteOutcome } from '../../../server/systems/connector.ts'
import { DropManifest } from '../../../server/systems/file-drop/drop-folder.ts'
import { openFileDrop } from '../../../server/systems/file-drop/file-drop-connector.ts'
import type { FileDropSettings } from '../../../server/systems/file-drop/file-drop-shape.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

/** A folder of drops, as the other side sees it. */
export class Drops {
  readonly folder = mkdtempSync(join(tmpdir(), 'kith-drops-'))

  /** A connector as a Kith that has just started opens it. */
  open(others: Partial<FileDropSettings> = {}): Connector {
    const settings: FileDropSettings = {
      kind: 'file',
      folder: this.folder,
      name: 'kith',
      prefix: '',
      nullAs: '',
      acknowledgement: 'none',
      ...others,
    }
    return openFileDrop(settings, { timeoutSeconds: 30, atOnce: 4, batch: 1 }, { now: () => NOW })
  }

  files(): string[] {
    return readdirSync(this.folder).sort()
  }

  text(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8')
  }

  manifests(): DropManifest[] {
    const found = this.files().filter((file) => file.endsWith('.manifest.json'))
    return found.map((file) => DropManifest.parse(JSON.parse(this.text(file)))).sort((a, b) => a.sequence - b.sequence)
  }

  /** Rows of a drop, as the house reads any other CSV. */
  async rows(file: string): Promise<Record<string, string>[]> {
    const rows: Record<string, string>[] = []
    for await (const read of readRows(join(this.folder, file))) {
      if ('problem' in read) throw new Error(read.problem.detail)
      rows.push(read.row)
    }
    return rows
  }

  put(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text)
  }

  remove(file: string): void {
    rmSync(join(this.folder, file))
  }

  /** The other side acknowledges its newest drop. */
  acknowledge(others: Record<string, unknown> = {}): void {
    const newest = this.manifests().at(-1)
    const { sequence, sha256, acknowledgement } = newest ?? {}
    this.put(acknowledgement ?? 'none', JSON.stringify({ sequence, sha256, rejected: [], ...others }))
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function itemOf(number: number, others: Partial<WriteItem> = {}): WriteItem {
  return {
    key: `key-${number}`,
    entity: 'person',
    id: String(number),
    externalId: `cus_${number}`,
    set: { street: `${number} Main St` },
    known: {},
    seq: 1000 + number,
    ...others,
  }
}

export function write(connector: Connector, ...items: WriteItem[]): Promise<WriteOutcome[]> {
  return connector.write(items, new AbortController().signal)
}

export const kindsOf = (outcomes: readonly WriteOutcome[]) => outcomes.map(({ kind }) => kind)
