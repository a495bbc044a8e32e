import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { groupBy } from '../server/collections/group-by.ts'
import { PROJECT } from '../server/env.ts'

// What runs is what ships in the image: every package of it is under a licence that lets anybody use and pass on Kith.
const ALLOWED = ['BlueOak-1.0.0', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense']

/** What only compiles, bundles or tests: none of it is needed once dist/ is there. */
const BUILD_ALONE = ['typescript', 'vite', 'tsx', 'react', 'esbuild', 'rolldown', 'vitest', 'lightningcss']

const Entry = z.object({
  name: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  link: z.boolean().optional(),
})
const lock = z
  .object({ packages: z.record(z.string(), Entry) })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')))

const running = Object.entries(lock.packages).flatMap(([path, { name, license, dev, devOptional, link }]) => {
  if (!path.includes('node_modules/') || dev || devOptional || link) return []
  return [
    {
      name: name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      license: license ?? 'none',
    },
  ]
})

test('every package that runs is under a licence that is known', () => {
  expect(running.length).toBeGreaterThan(50)
  expect(running.filter(({ license }) => !ALLOWED.includes(license))).toEqual([])
})

test('nothing that runs is needed to build alone', () => {
  expect(running.filter(({ name }) => BUILD_ALONE.includes(name))).toEqual([])
})

test('nothing of Apollo’s federation is there, and GraphQL is served without it', async () => {
  expect(running.filter(({ name }) => name.startsWith('@apollo/') && name !== '@apollo/subgraph')).toEqual([])
  expect(existsSync(join(PROJECT, 'node_modules/@apollo/federation-internals'))).toBe(false)
  const { graphqlSchema } = await import('../server/api/graphql/graphql.ts')
  expect((await graphqlSchema()).getQueryType()?.name).toBe('Query')
})

// `npx vitest run -c test/vitest.config.ts --project unit test/licences.test.ts -u` writes it.
test('the page of licences is up to date', async () => {
  const byLicence = [...groupBy(running, ({ license }) => license)].sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = byLicence.map(([licence, packages]) => {
    const names = [...new Set(packages.map(({ name }) => `\`${name}\``))].sort()
    return `## ${licence}\n\n${names.join(' ')}\n`
  })
  const page = `# Licences of what runs

Kith itself is under Apache-2.0. These are the packages that the container image holds beside it, by their licences; what only builds or tests is not among
them. A test writes this page, and fails where a package comes under a licence that it does not know. \`@apollo/subgraph\` is an
empty package of our own: @neo4j/graphql names Apollo's, which comes with parts under the Elastic License, and loads it only to serve a federation.

Its [tables of places](addresses.md) hold data of GeoNames (CC BY 4.0), and of two packages under the BSD licence of three clauses: \`seeds/addresses/LICENCES.txt\`.

${lines.join('\n')}`
  await expect(page).toMatchFileSnapshot('../docs/licences.md')
})
