import type { DiskState } from '../../store/graph/disk-room.ts'
import type { Store } from '../../store/graph/driver.ts'
import { isSupported, pendingMigrations, type ServerInfo, serverInfo } from '../../store/graph/health.ts'
import { migrations } from '../../store/graph/migrate.ts'
import { headOfFeed } from '../../store/read/change-reads.ts'

export type GraphHealth = {
  server: ServerInfo
  /** One that Kith is tested on or expected to run on. */
  supported: boolean
  /** Where the feed stands. */
  seq: number
  migrations: { applied: string[]; pending: string[] }
  /** Room on the disk it writes to, where that is seen from here. */
  disk: DiskState | undefined
}

/** What answers at the other end, and which migrations it has had. @throws when it does not answer. */
export async function healthOf(store: Store): Promise<GraphHealth> {
  const [server, pending, head, disk] = await Promise.all([
    serverInfo(store),
    pendingMigrations(store),
    store.read(headOfFeed),
    store.disk?.look(),
  ])
  const known = migrations().map(({ version }) => version)
  const applied = known.filter((name) => !pending.includes(name))
  return { server, supported: isSupported(server.version), seq: head.seq, migrations: { applied, pending }, disk }
}
