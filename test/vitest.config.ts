import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { TEST_SEED } from './kit/commit-seed.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const graphql = fileURLToPath(new URL('../node_modules/graphql/index.js', import.meta.url))

// Servers of tests live for minutes, and most of what they run they run a few times: Java that compiles quickly takes half the
// time of Java that compiles well.
process.env.JDK_JAVA_OPTIONS ??= '-XX:TieredStopAtLevel=1'

// Asked of git once. `npm test` says it before its first test.
if (process.env.KITH_TEST_SEED === undefined)
  process.stdout.write(`random tests have the seed ${TEST_SEED} (KITH_TEST_SEED)\n`)
process.env.KITH_TEST_SEED = String(TEST_SEED)

/** Files that start, fill and kill servers of their own: `npm test` runs them beside those that share one. */
const SERVERS = [
  'test/cli/another-neo4j.db.test.ts',
  'test/cli/full-disk.db.test.ts',
  'test/cli/kills.db.test.ts',
  'test/cli/start.db.test.ts',
  'test/neo4j/launch.db.test.ts',
  'test/pipeline/load/import.db.test.ts',
  'test/pipeline/load/killed-load.db.test.ts',
]

/** What a user must be able to see: beside the others in `npm test`, so that its two lanes end together. */
const ACCEPTANCE = 'test/acceptance/**/*.db.test.ts'

// Modules of the server are loaded once a worker rather than once a file, half the time of the tests without a database: they keep
// nothing between tests but what is the same for all.
const isolate = false

const setupFiles = ['test/kit/seed.ts']

/** Files of this kind share one Neo4j and wipe it, so they run one after another. */
const onNeo4j = {
  globalSetup: ['test/kit/neo4j.ts'],
  setupFiles,
  isolate,
  fileParallelism: false,
  // A busy machine is no fault of a test's.
  testTimeout: 240_000,
  hookTimeout: 360_000,
  teardownTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
}

// Without the alias a test and @neo4j/graphql load two copies of graphql (ESM and CJS), which refuse each other's types.
const shared = { root, resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] } }

export default defineConfig({
  ...shared,
  test: {
    passWithNoTests: false,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/**/*.db.test.ts', 'test/**/*.browser.test.ts'],
          setupFiles,
          isolate,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['test/**/*.db.test.ts'],
          exclude: [...configDefaults.exclude, ...SERVERS, ACCEPTANCE],
          ...onNeo4j,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: { name: 'servers', include: SERVERS, ...onNeo4j, sequence: { groupOrder: 2 } },
      },
      {
        ...shared,
        test: { name: 'acceptance', include: [ACCEPTANCE], ...onNeo4j, sequence: { groupOrder: 3 } },
      },
      {
        ...shared,
        test: { name: 'browser', include: ['test/**/*.browser.test.ts'], ...onNeo4j, sequence: { groupOrder: 4 } },
      },
    ],
  },
})
