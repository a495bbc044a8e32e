// What `npm start`, `npm test` and their like run first: plain JavaScript without packages, because on a fresh machine
// there are none yet. It checks Node, installs what package-lock.json lists, and hands over.
//   node server/cli/bootstrap.mjs start|dev|build|test|bench|soak [arguments…]
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { roomFor, runWithRoom } from './room.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OLDEST_NODE = [20, 19]

/** What runs after the packages are there, in this same process: one process is one thing to kill. */
const TASKS = {
  start: '../../server/cli/kith.js',
  dev: '../../server/cli/dev.ts',
  build: '../../server/cli/build.ts',
  test: '../../test/run.ts',
  bench: '../../test/bench/bench.ts',
  soak: '../../test/soak/soak.ts',
}

/** Why this Node cannot run Kith, or undefined when it can. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  const wanted = OLDEST_NODE.join('.')
  return `Kith needs Node ${wanted} or newer; this is ${version}. Install a current one (https://nodejs.org, or your system's packages) and start again.`
}

/** True when node_modules is missing or older than package-lock.json. npm writes the inner file last. */
export function needsInstall(root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  return statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
}

function install() {
  process.stderr.write('kith: installing packages (a minute or two, once)\n')
  if (npm(['ci', '--loglevel=error'])) return
  // A registry may lack a package for some other platform, which `ci` takes for a lock file out of step.
  process.stderr.write('kith: trying again without insisting on every entry of package-lock.json\n')
  if (npm(['install', '--no-save', '--loglevel=error'])) return
  process.stderr.write(
    'kith: npm could not install the packages; its message is above. Is the npm registry reachable?\n',
  )
  process.exit(3)
}

function npm(args) {
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] }
  // Sources are compiled and bundled here, also where the environment says that only what runs is wanted.
  const all = [...args, '--include=dev', '--no-audit', '--no-fund']
  // Under npm this is the very npm that runs us; otherwise the one on the PATH.
  const own = process.env.npm_execpath
  const done = own
    ? spawnSync(process.execPath, [own, ...all], options)
    : spawnSync('npm', all, { ...options, shell: process.platform === 'win32' })
  return done.status === 0
}

/**
 * Ends us when the npm that started us is gone. A `kill` of npm reaches only the shell between us, which does not pass it
 * on; without this, `npm start` would leave a Kith behind that nobody sees.
 */
function followNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const shell = process.ppid
  const npm = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(shell)], { encoding: 'utf8' }).stdout)
  const watch = setInterval(() => {
    if (process.ppid === shell && (!npm || isAlive(npm))) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function handOver(task, args) {
  const file = new URL(TASKS[task], import.meta.url)
  process.argv = [process.execPath, fileURLToPath(file), ...(task === 'start' ? ['start'] : []), ...args]
  process.chdir(ROOT)
  if (file.pathname.endsWith('.ts')) {
    const tsx = await import('tsx/esm/api')
    process.setSourceMapsEnabled(true)
    tsx.register()
  }
  await import(file.href)
}

async function main([task, ...args]) {
  if (!Object.hasOwn(TASKS, task ?? '')) {
    process.stderr.write(`usage: bootstrap.mjs ${Object.keys(TASKS).join('|')} [arguments…]\n`)
    process.exit(2)
  }
  const problem = nodeProblem(process.versions.node)
  if (problem) {
    process.stderr.write(`${problem}\n`)
    process.exit(3)
  }
  if (needsInstall(ROOT)) install()
  followNpm()
  const room = roomFor([task, ...args])
  if (room === undefined) await handOver(task, args)
  else process.exitCode = await runWithRoom(room, fileURLToPath(import.meta.url), [task, ...args])
}

// Not awaited here: kith.js imports this file, and two files that wait for each other would wait for ever.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main(process.argv.slice(2))
