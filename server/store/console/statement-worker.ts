import { parentPort } from 'node:worker_threads'
import { type ReadRequest, readStatement } from './read-statement.ts'

// A thread of the Cypher console: answers one statement at a time. It says when it is ready, so that its start takes nobody's time.
parentPort?.on('message', async (asked: ReadRequest) => {
  const told = await readStatement(asked)
  parentPort?.postMessage(told, 'answer' in told ? [told.answer.buffer as ArrayBuffer] : [])
})
parentPort?.postMessage('ready')
