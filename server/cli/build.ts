import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../env.ts'
import { ensureWeb } from './web-build.ts'

// `npm run build`: compiled server, explorer and data files in dist/, which then runs with production packages alone.
const dist = (path: string) => join(PROJECT, 'dist', path)

for (const made of ['server', 'cypher', 'seeds']) rmSync(dist(made), { recursive: true, force: true })
const tsc = spawnSync(
  process.execPath,
  [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  {
    cwd: PROJECT,
    stdio: 'inherit',
  },
)
if (tsc.status !== 0) process.exit(1)
await ensureWeb((line) => process.stderr.write(`${line}\n`))
// What is not TypeScript but is read or run beside it.
for (const path of [
  'cypher',
  'seeds',
  'server/cli/kith.js',
  'server/cli/bootstrap.mjs',
  'server/cli/room.mjs',
  'server/neo4j/pom.xml',
  'server/neo4j/supervise.js',
]) {
  if (existsSync(join(PROJECT, path))) cpSync(join(PROJECT, path), dist(path), { recursive: true })
}
chmodSync(dist('server/cli/kith.js'), 0o755)
process.stderr.write('built dist/: run it with node dist/server/cli/kith.js start\n')
