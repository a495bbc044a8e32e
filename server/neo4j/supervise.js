// Runs one command and ends it when our standard input closes. The kernel closes that pipe however the parent dies,
// SIGKILL included, so the embedded Neo4j never outlives the Kith that started it. Plain JavaScript without packages:
// it must start in milliseconds and need nothing but Node.
//   node supervise.js <pid file> <console log> <grace in ms> <class archive to write, or ''> <java> [arguments…]
import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'

const [pidFile, consoleLog, graceMs, archive, command, ...args] = process.argv.slice(2)
if (!pidFile || !consoleLog || !command) {
  process.stderr.write(
    'usage: supervise.js <pid file> <console log> <grace in ms> <class archive> <java> [arguments…]\n',
  )
  process.exit(2)
}

const out = openSync(consoleLog, 'a', 0o600)
// Java writes the archive as it ends; it gets its name only when it is complete.
const part = archive && `${archive}.${process.pid}.part`
const child = spawn(command, part ? [`-XX:ArchiveClassesAtExit=${part}`, ...args] : args, {
  stdio: ['ignore', out, out],
})
let ending = false

child.once('spawn', () => {
  const state = JSON.parse(readFileSync(pidFile, 'utf8'))
  writeFileSync(`${pidFile}.new`, JSON.stringify({ ...state, supervisor: process.pid, java: child.pid }), {
    mode: 0o600,
  })
  renameSync(`${pidFile}.new`, pidFile)
  process.stdout.write(`${child.pid}\n`)
})
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  leave(1)
})
child.once('exit', (code, signal) => {
  const orderly = code === 0 || code === 143 // 128 + SIGTERM: Java ended by itself when asked to
  if (part && existsSync(part) && orderly) renameSync(part, archive)
  if (part) rmSync(part, { force: true })
  leave(ending ? 0 : (code ?? 128 + constants.signals[signal]))
})

// A parent that died cannot read what we say; without a listener its closed pipe would end us before Java ended.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
process.stdin.on('error', end)
process.stdin.on('end', end)
process.stdin.on('close', end)
process.stdin.resume()
// Ctrl-C reaches the whole terminal group; the parent decides when the database goes, after its own requests ended.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
process.on('SIGTERM', end)

function end() {
  if (ending) return
  ending = true
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), Number(graceMs)).unref()
}

function leave(code) {
  rmSync(pidFile, { force: true })
  process.exit(code)
}
