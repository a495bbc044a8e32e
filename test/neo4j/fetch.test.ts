import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { embeddedVersion, fetchNeo4j, findFetched } from '../../server/neo4j/fetch-neo4j.ts'

// A Maven of our own on the PATH: what it prints and leaves behind is what the real one does.
const FAKE_MAVEN = `#!/usr/bin/env node
import { writeFileSync } from 'node:fs'
if (process.argv.includes('-v')) console.log('Apache Maven 3.9.9')
else {
  const into = process.argv.find((arg) => arg.startsWith('-DoutputDirectory=')).split('=')[1]
  console.log('Downloaded from central: somewhere/maven-resolver.jar (1 kB)')
  for (const jar of ['neo4j-5.jar', 'netty-4.jar', 'scala-2.jar']) {
    console.log('Downloaded from central: somewhere/' + jar + ' (1 kB)')
    console.log('[INFO] Copying ' + jar + ' to ' + into)
    writeFileSync(into + '/' + jar, 'jar')
  }
}
`
const BROKEN_MAVEN = `#!/usr/bin/env node
if (process.argv.includes('-v')) console.log('Apache Maven 3.9.9')
else {
  console.log('[ERROR] Could not transfer artifact org.neo4j:neo4j')
  process.exit(1)
}
`

let folder: string
let cache: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kith-fetch-'))
  cache = join(folder, 'cache')
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'package.json'), '{"type":"module"}')
  vi.stubEnv('PATH', [join(folder, 'bin'), process.env.PATH].join(delimiter))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const putMaven = (text: string) => writeFileSync(join(folder, 'bin', 'mvn'), text, { mode: 0o755 })

test('jars are fetched once; the second time nothing runs', async () => {
  putMaven(FAKE_MAVEN)
  const seen: number[] = []
  const lib = await fetchNeo4j(cache, (arrived) => seen.push(arrived))
  expect(lib).toBe(join(cache, await embeddedVersion(), 'lib'))
  expect(readdirSync(lib).sort()).toEqual(['neo4j-5.jar', 'netty-4.jar', 'scala-2.jar'])
  expect(seen.slice(0, 4)).toEqual([0, 1, 2, 3]) // each jar once, Maven's own not at all

  putMaven('#!/bin/sh\nexit 9\n')
  expect(await fetchNeo4j(cache, () => expect.unreachable())).toBe(lib)
})

test('a failed fetch says why and leaves nothing behind', async () => {
  putMaven(BROKEN_MAVEN)
  await expect(fetchNeo4j(cache)).rejects.toMatchObject({
    code: 'fetch.failed',
    message: expect.stringMatching(/Could not transfer[\s\S]*docker compose[\s\S]*NEO4J_URI/),
  })
  expect(readdirSync(cache)).toEqual([])
  expect(await findFetched(cache)).toBeUndefined()
})

test('two fetches at once end with one good copy', async () => {
  putMaven(FAKE_MAVEN)
  const [a, b] = await Promise.all([fetchNeo4j(cache), fetchNeo4j(cache)])
  expect(a).toBe(b)
  expect(readdirSync(a)).toHaveLength(3)
  expect(readdirSync(cache)).toEqual([await embeddedVersion()])
})

test('a cache of another pom is replaced', async () => {
  putMaven(FAKE_MAVEN)
  const lib = await fetchNeo4j(cache)
  writeFileSync(join(lib, '..', 'pom.sha256'), 'of another pom\n')
  writeFileSync(join(lib, 'old.jar'), '')
  expect(await findFetched(cache)).toBeUndefined()
  await fetchNeo4j(cache)
  expect(existsSync(join(lib, 'old.jar'))).toBe(false)
})

test('without Maven the message says the three ways out', async () => {
  putMaven('#!/bin/sh\nexit 127\n')
  await expect(fetchNeo4j(cache)).rejects.toMatchObject({
    code: 'maven.missing',
    message: expect.stringContaining('NEO4J_URI'),
  })
})
