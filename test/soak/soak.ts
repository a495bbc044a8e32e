/** Sizes of a run; each soak has its own defaults, the full ones. */
export type SoakOptions = {
  rounds?: number
  seconds?: number
  seed: number /** Somebody asked for this very one. */
  isNamed?: boolean
}

// `npm run soak -- [name…] [--rounds=N] [--seconds=N] [--seed=N]`: long runs that look for what only shows after many
// tries. A small sample of each is part of `npm test`.
const SOAKS: Record<string, () => Promise<{ soak(options: SoakOptions): Promise<void> }>> = {
  addresses: () => import('./addresses.ts'),
  crowd: () => import('./crowd.ts'),
  histories: () => import('./histories.ts'),
  kills: () => import('./kills.ts'),
  launcher: () => import('./launcher.ts'),
  load: () => import('./load.ts'),
  many: () => import('./many.ts'),
  same: () => import('./same.ts'),
  schema: () => import('./schema.ts'),
  starts: () => import('./starts.ts'),
  sync: () => import('./sync.ts'),
}

const args = process.argv.slice(2)
const asked = args.filter((arg) => !arg.startsWith('-'))
const numbers = new Map(
  args.flatMap((arg) =>
    [...arg.matchAll(/^--(rounds|seconds|seed)=(\d+)$/g)].map(([, name, value]) => [name, Number(value)] as const),
  ),
)
const wrong = [
  ...asked.filter((name) => !(name in SOAKS)),
  ...args.filter((arg) => arg.startsWith('-') && !/^--(rounds|seconds|seed)=[1-9]\d*$/.test(arg)),
]
if (wrong.length > 0) {
  process.stderr.write(
    `usage: npm run soak -- [${Object.keys(SOAKS).join('|')}]… [--rounds=N] [--seconds=N] [--seed=N]\n`,
  )
  process.exit(2)
}
const [rounds, seconds, seed = Date.now() % 1_000_000] = ['rounds', 'seconds', 'seed'].map((name) => numbers.get(name))
const options = { ...(rounds === undefined ? {} : { rounds }), ...(seconds === undefined ? {} : { seconds }), seed }

for (const [name, load] of Object.entries(SOAKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`soak ${name}, seed ${seed}\n`)
  await (await load()).soak({ ...options, isNamed: asked.includes(name) })
}
process.stdout.write('soak ended well\n')
