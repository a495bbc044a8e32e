import { join } from 'node:path'

export type ServerSettings = {
  home: string
  /** Name of the folder with the databases; `data` unless told. */
  data?: string | undefined
  boltPort: number
  httpPort: number
  heap: string
  pageCache: string
  /** Shortest time from one plan of a statement to the next; that of PLANNING unless told. */
  replanAfter?: string | undefined
}

/**
 * Settings that keep Neo4j from planning a statement again and again. 80 upserts into a new graph took 46 s of processor
 * without them (166 plans thrown away), 30 with either one, 20 with both (none thrown away).
 */
export const PLANNING = {
  // A young graph doubles every few seconds, and what was planned for half of it counts as stale after ten.
  'dbms.cypher.min_replan_interval': '1m',
  // One plan for lists and texts of any length, instead of one for each order of magnitude.
  'internal.cypher.use_parameter_size': 'false',
} as const

/**
 * Most that one transaction may keep on the heap, and all of them together: what wants more ends by itself, not the server.
 * Loads write in batches that stay far below. Neo4j does not count what an expression builds; see store/console/growth.ts.
 */
const SHARE = { 'db.memory.transaction.max': 0.5, 'dbms.memory.transaction.total.max': 0.7 } as const

/**
 * Free space below which Kith writes no more, so that Neo4j never meets a full disk, which stops it and wants a recovery: what it
 * writes between two checkpoints (250m of transaction logs and the file of 64m being filled) twice, once in the logs and once in
 * the store when a checkpoint, or a recovery, brings it there.
 */
export const DISK_RESERVE = '640m'

const KIB: Readonly<Record<string, number>> = { k: 1, m: 1024, g: 1024 ** 2 }

/** Bytes of a size like `512m`. */
export function bytesOf(size: string): number {
  const unit = KIB[size.slice(-1).toLowerCase()]
  return unit === undefined ? Number(size) : Number(size.slice(0, -1)) * unit * 1024
}

/** A part of a heap like `512m`, in the same notation. */
function partOf(heap: string, share: number): string {
  return `${Math.floor((bytesOf(heap) * share) / 1024)}k`
}

/** Folders of a Neo4j home, each named in neo4j.conf so that nothing depends on the working directory. */
export function foldersOf(home: string, data = 'data') {
  return {
    conf: join(home, 'conf'),
    data: join(home, data),
    import: join(home, 'import'),
    logs: join(home, 'logs'),
    plugins: join(home, 'plugins'),
    run: join(home, 'run'),
  }
}

/** The text of neo4j.conf. Written anew at each start, so that ports and memory follow the environment. */
export function neo4jConf({ home, data, boltPort, httpPort, heap, pageCache, replanAfter }: ServerSettings): string {
  const at = foldersOf(home, data)
  const planning = {
    ...PLANNING,
    ...(replanAfter === undefined ? {} : { 'dbms.cypher.min_replan_interval': replanAfter }),
  }
  return `# Written by Kith at every start; changes made here are lost.
server.config.strict_validation.enabled=true
server.directories.data=${at.data}
server.directories.import=${at.import}
server.directories.logs=${at.logs}
server.directories.plugins=${at.plugins}
server.directories.run=${at.run}
server.directories.transaction.logs.root=${join(at.data, 'transactions')}

# Loopback only: on Community every Bolt login is an administrator.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:${boltPort}
server.bolt.advertised_address=127.0.0.1:${boltPort}
server.http.listen_address=127.0.0.1:${httpPort}
server.http.advertised_address=127.0.0.1:${httpPort}
server.https.enabled=false

# Nothing is sent anywhere, and no query reads this machine's files or other addresses.
dbms.usage_report.enabled=false
client.allow_telemetry=false
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0

# A statement that wants too much memory ends, and nothing else.
${Object.entries(SHARE)
  .map(([name, share]) => `${name}=${partOf(heap, share)}`)
  .join('\n')}

# Heavy loads write many times the graph's size in transaction logs: keep one file after each checkpoint, check often.
server.memory.pagecache.size=${pageCache}
db.tx_log.preallocate=false
db.tx_log.rotation.size=64m
db.tx_log.rotation.retention_policy=1 files
db.checkpoint=VOLUME
db.checkpoint.interval.volume=250m

# Planning a statement takes longer than running it on a young graph.
${Object.entries(planning)
  .map(([name, value]) => `${name}=${value}`)
  .join('\n')}

# The databases are closed before Bolt's threads are; waiting ten seconds for idle threads protects nothing.
internal.server.bolt.thread_pool_shutdown_wait_time=200ms
internal.server.bolt.connection_shutdown_wait_time=1s
`
}

/** Arguments of the java that runs the server from the jars in `lib`. */
export function serverArgs(lib: string, { home, heap }: ServerSettings): string[] {
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    '-XX:+UseG1GC',
    '-XX:-OmitStackTraceInFastThrow',
    '-XX:+ExitOnOutOfMemoryError',
    '-Dfile.encoding=UTF-8',
    '-Dio.netty.tryReflectionSetAccessible=true',
    '--add-opens=java.base/java.nio=ALL-UNNAMED',
    '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
    '-cp',
    join(lib, '*'),
    'org.neo4j.server.CommunityEntryPoint',
    `--home-dir=${home}`,
    `--config-dir=${foldersOf(home).conf}`,
  ]
}
