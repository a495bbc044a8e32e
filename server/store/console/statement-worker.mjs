// A thread does not inherit the TypeScript loader, so from sources it starts here.
import { register } from 'tsx/esm/api'

register()
await import('./statement-worker.ts')
