#!/usr/bin/env node
// The `kith` command. From sources it runs TypeScript through tsx; a build (dist/) carries the compiled program beside it.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeProblem } from './bootstrap.mjs'
import { endWithParent, roomFor, runWithRoom } from './room.mjs'

const problem = nodeProblem(process.versions.node)
if (problem) {
  process.stderr.write(`${problem}\n`)
  process.exit(3)
}

const source = new URL('./program.ts', import.meta.url)
const args = process.argv.slice(2)
const room = roomFor(args)
if (room !== undefined) {
  process.exitCode = await runWithRoom(room, fileURLToPath(import.meta.url), args)
} else if (existsSync(fileURLToPath(source))) {
  endWithParent()
  const tsx = await import('tsx/esm/api').catch(() => {
    process.stderr.write(
      'kith: the packages are not installed; run `npm install`, or `npm start`, which does it for you\n',
    )
    process.exit(3)
  })
  process.setSourceMapsEnabled(true)
  tsx.register()
  await run(source)
} else {
  endWithParent()
  await run(new URL('./program.js', import.meta.url))
}

async function run(file) {
  const { main } = await import(file.href)
  process.exitCode = await main(args)
}
