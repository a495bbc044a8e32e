import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { DISK_RESERVE } from './neo4j/config.ts'

/** Where package.json lies. From sources and from `dist/server` alike: both lie below it. */
export const PROJECT = projectRoot()

const memory = z.string().regex(/^\d+[kmg]$/i, 'a number with k, m or g, for instance 512m or 2g')
const port = z.coerce.number().int().min(0).max(65_535)
const onOff = z
  .enum(['1', '0', 'true', 'false', 'on', 'off', 'yes', 'no'])
  .transform((word) => ['1', 'true', 'on', 'yes'].includes(word))

/** Every environment variable Kith reads. docs/operations.md explains each; a test compares the two. */
export const Env = z.object({
  NEO4J_URI: z
    .string()
    .regex(/^(bolt|neo4j)(\+s|\+ssc)?:\/\/\S+$/, 'like bolt://localhost:7687 or neo4j+s://host')
    .optional()
    .describe('Bolt address of a Neo4j to use instead of the embedded one'),
  NEO4J_USER: z.string().default('neo4j').describe('user for NEO4J_URI'),
  NEO4J_PASSWORD: z.string().optional().describe('password for NEO4J_URI; the embedded server makes its own'),
  NEO4J_DATABASE: z.string().default('neo4j').describe('database name; Community has one, called neo4j'),
  KITH_HOST: z.string().default('127.0.0.1').describe('address to listen on; beyond loopback API keys are required'),
  KITH_ACCESS: z
    .enum(['local', 'keys'])
    .default('local')
    .describe('who gets in on loopback: local, whoever is on this machine; keys, nobody without an API key'),
  KITH_TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim()))
    .pipe(z.array(z.string().refine(isProxy, 'addresses or ranges with commas between them, or loopback')))
    .default([])
    .describe('proxies that are believed whom they speak for in X-Forwarded-For: addresses, ranges, loopback'),
  KITH_PORT: port.default(4747).describe('port of the explorer and the API'),
  KITH_HOME: z
    .string()
    .transform((path) => resolve(path.replace(/^~(?=\/|$)/, homedir())))
    .default(join(PROJECT, '.kith'))
    .describe(
      'folder of everything Kith keeps on disk: embedded Neo4j, its data, API keys, reject files, files that were sent',
    ),
  KITH_NEO4J_CACHE: z
    .string()
    .transform((path) => resolve(path))
    .optional()
    .describe('folder for the jars of the embedded Neo4j; without it neo4j/ below KITH_HOME'),
  KITH_BOLT_PORT: port
    .optional()
    .describe('Bolt port of the embedded Neo4j; without it the last one used, else 7687, else any free one'),
  KITH_BROWSER_PORT: port
    .optional()
    .describe(
      'HTTP port of the embedded Neo4j and its Browser; without it the last one used, else 7474, else any free',
    ),
  KITH_NEO4J_HEAP: memory.default('1g').describe('heap of the embedded Neo4j'),
  KITH_NEO4J_PAGECACHE: memory.default('1g').describe('page cache of the embedded Neo4j'),
  KITH_DISK_RESERVE: memory
    .default(DISK_RESERVE)
    .describe('free space below which nothing more is written to the embedded Neo4j'),
  KITH_JAVA: z.string().optional().describe('java command for the embedded Neo4j; without it JAVA_HOME, else PATH'),
  JAVA_HOME: z.string().optional().describe('Java installation to prefer over the java on the PATH'),
  KITH_DEMO: onOff.default(true).describe('load the ACME demo when the graph is empty; off for real data'),
  KITH_CHURN_BUDGET: z.coerce
    .number()
    .min(0)
    .default(0.05)
    .describe(
      'golden ids that merges and splits of one load may retire and mint, per stored record; 100 are always free',
    ),
  KITH_CLOCK_LEAP: z.coerce
    .number()
    .positive()
    .default(180)
    .describe('days since the last line of the feed after which this machine’s clock is not believed'),
  KITH_SYNC_BUDGET: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('share of a system’s records that may be written to it at once without being asked; 25 are always free'),
  KITH_CHROMIUM: z.string().optional().describe('browser for screenshots and browser tests'),
  KITH_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('warn')
    .describe('how much the server logs; never personal values at any level'),
  KITH_TEST_WIPE: onOff
    .default(false)
    .describe('lets the test suite wipe the database behind NEO4J_URI, which it otherwise refuses'),
  KITH_TEST_SEED: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('seed of the random tests; without it one that comes from the commit'),
  KITH_TEST_FULL: onOff.default(false).describe('tests at their full size, as npm run test:full runs them'),
})
export type Env = z.infer<typeof Env>

/** A variable that does not parse. The message names every wrong one. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** Reads and checks the environment. An empty variable counts as unset, as Compose files pass it. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Env.safeParse(filled)
  if (parsed.success) return parsed.data
  throw new EnvError(
    parsed.error.issues.map((issue) => `${String(issue.path[0] ?? 'environment')}: ${issue.message}`).join('\n'),
  )
}

/** A variable that a definition of a system names, for a secret. */
export function namedVariable(name: string): string | undefined {
  return process.env[name]
}

/** The environment for a child process: ours, with some of Kith's variables set. */
export function childEnv(more: Partial<Record<keyof Env, string>>): Record<string, string | undefined> {
  return { ...process.env, ...more }
}

/** An address, a range of them, or a word that express knows for one. */
function isProxy(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0) return ['loopback', 'linklocal', 'uniquelocal'].includes(text)
  const most = family === 4 ? 32 : 128
  return (
    rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most && Number(bits) > 0))
  )
}

function projectRoot(): string {
  const here = fileURLToPath(new URL('..', import.meta.url))
  return resolve(/[\\/]dist[\\/]?$/.test(here) ? join(here, '..') : here)
}
