import { type AddressInfo, connect, createServer } from 'node:net'

const LOOPBACK = '127.0.0.1'
/** Bolt's magic number and four offered versions: 5.8 down to 5.0, 4.4, and two blanks. */
const BOLT_HELLO = Buffer.from('6060b0170008080500000404000000000000000000', 'hex').subarray(0, 20)

/** True when something already listens on (or reserves) the port of the loopback address. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(true))
    probe.listen({ port, host: LOOPBACK, exclusive: true }, () => probe.close(() => done(false)))
  })
}

/** A port nobody uses: the first free one of `wishes`, else one the system picks. `avoid` is for ports promised elsewhere. */
export async function freePort(wishes: readonly number[] = [], avoid: readonly number[] = []): Promise<number> {
  for (const wish of wishes) {
    if (!avoid.includes(wish) && !(await isTaken(wish))) return wish
  }
  const picked = await systemPort()
  return avoid.includes(picked) ? freePort([], avoid) : picked
}

/** True when a Bolt server answers the handshake on the port: listening alone does not make it Neo4j. */
export function boltAnswers(port: number, host = LOOPBACK, timeoutMs = 2000): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host })
    const end = (answer: boolean) => {
      socket.destroy()
      done(answer)
    }
    socket.setTimeout(timeoutMs, () => end(false))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
    socket.once('connect', () => socket.write(BOLT_HELLO))
    socket.once('data', (answer) => end(answer.length >= 4 && answer.readUInt32BE(0) !== 0))
  })
}

function systemPort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen({ port: 0, host: LOOPBACK }, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })
}
