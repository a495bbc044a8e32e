import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'

// A Kith that only starts its database and then waits: the launcher tests kill it in every way.
const [home, cache] = process.argv.slice(2)
if (!home || !cache) throw new Error('usage: hold.ts <home> <cache>')
const server = await startNeo4j({ home, cache, heap: '512m', pageCache: '64m', anyPort: true })
process.stdout.write(`${JSON.stringify({ uri: server.uri, pid: server.pid })}\n`)
setInterval(() => undefined, 60_000)
