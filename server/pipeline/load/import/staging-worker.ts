import { parentPort, workerData } from 'node:worker_threads'
import { ImportFiles } from '../../../store/graph/import-files.ts'
import { StagedGraph } from './staged-graph.ts'
import type { StagedStep } from './staging.ts'

// The thread that stages: started with a folder, takes steps in the order they were told; when there are no more, it answers with the files.
const graph = new StagedGraph(new ImportFiles(workerData))

parentPort?.on('message', (steps: StagedStep[] | 'close') => {
  if (steps === 'close') return parentPort?.postMessage({ set: graph.close() })
  for (const [method, ...args] of steps) (graph[method] as (...args: unknown[]) => void)(...args)
  parentPort?.postMessage({})
})
