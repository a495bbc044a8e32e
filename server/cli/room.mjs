// Memory for commands that hold many records at once: Node takes 4 GiB at most unless told before it starts.
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { constants, totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

const MIB = 2 ** 20
/** Share of the machine's memory that a large command may fill. */
const SHARE = 0.6
/** Bytes of files from which on a load is large, and how much more a packed file holds. */
const LARGE = 32 * MIB
const PACKED = 8
const FLAG = '--max-old-space-size'
/** MiB for what is new: records that live through a load are moved less often, a tenth of its time and a quarter of its peak. */
const YOUNG = '--max-semi-space-size=64'

/** MiB that a command wants for its records; undefined where what Node takes by itself will do, or somebody has told it. */
export function roomFor(args, told = `${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`) {
  if (!isLarge(args) || told.includes(FLAG)) return undefined
  const machine = Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY)
  const room = Math.floor((SHARE * machine) / MIB)
  return room > getHeapStatistics().heap_size_limit / MIB ? room : undefined
}

/** A rebuild holds all there is; a bench says itself that it is large. */
function isLarge([command, ...args]) {
  if (command === 'bench') return args.some((arg) => arg.startsWith('--large'))
  return command === 'rebuild' || (command === 'load' && bytesOf(args) > LARGE)
}

/** Of all arguments that are files. */
function bytesOf(args) {
  const sizes = args.map((arg) => {
    const size = statSync(arg, { throwIfNoEntry: false })?.size ?? 0
    return arg.endsWith('.gz') ? PACKED * size : size
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Runs the same command in a process with so much room, which ends when this one does, and ends as it did. */
export function runWithRoom(room, file, args) {
  const options = { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }
  const child = spawn(process.execPath, [`${FLAG}=${room}`, YOUNG, file, ...args], options)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]))
  })
}

/** Ends this process when the one that gave it room is gone, however that ended. */
export function endWithParent() {
  if (process.channel === undefined) return
  process.once('disconnect', () => process.exit(1))
  process.channel.unref()
}
