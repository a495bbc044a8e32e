import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const graphql = fileURLToPath(new URL('../node_modules/graphql/index.js', import.meta.url))

const setupFiles = ['test/kit/seed.ts']

/** Files of this kind share one Neo4j and wipe it, so they run one after another. */
const onNeo4j = {
  globalSetup: ['test/kit/neo4j.ts'],
  setupFiles,
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 180_000,
  teardownTimeout: 60_000,
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
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: { name: 'db', include: ['test/**/*.db.test.ts'], ...onNeo4j, sequence: { groupOrder: 1 } },
      },
      {
        ...shared,
        test: { name: 'browser', include: ['test/**/*.browser.test.ts'], ...onNeo4j, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
