import { type Figure, inWords } from './figure.ts'

// `npm run bench [name…]`: every figure that docs/figures.md says it measures, measured on this machine, each beside what it is compared with.
const BENCHES: Record<string, () => Promise<{ measure(): Promise<Figure[]> }>> = {
  canvas: () => import('./canvas.ts'),
  crowd: () => import('./crowd.ts'),
  hierarchy: () => import('./hierarchy.ts'),
  load: () => import('./load.ts'),
  match: () => import('./match.ts'),
  reliability: () => import('./reliability.ts'),
  start: () => import('./start.ts'),
  sync: () => import('./sync/sync.ts'),
  upsert: () => import('./upsert.ts'),
  worlds: () => import('./worlds.ts'),
}

const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}

const all: Figure[] = []
for (const [name, load] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stderr.write(`bench ${name}\n`)
  const figures = await (await load()).measure()
  for (const figure of figures) process.stdout.write(`${inWords(figure)}\n`)
  all.push(...figures)
}
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
