// `npm run soak [name…] [--rounds=N]`: long runs that look for what only shows after many tries. A small sample of each
// is part of `npm test`.
const SOAKS: Record<string, () => Promise<{ soak(rounds: number): Promise<void> }>> = {
  launcher: () => import('./launcher.ts'),
  load: () => import('./load.ts'),
}

const args = process.argv.slice(2)
const asked = args.filter((arg) => !arg.startsWith('-'))
const rounds = Number(args.find((arg) => arg.startsWith('--rounds='))?.split('=')[1] ?? 20)
const unknown = asked.filter((name) => !(name in SOAKS))
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`usage: npm run soak -- [${Object.keys(SOAKS).join('|')}]… [--rounds=N]\n`)
  process.exit(2)
}

for (const [name, load] of Object.entries(SOAKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`soak ${name}, ${rounds} rounds\n`)
  await (await load()).soak(rounds)
}
process.stdout.write('soak ended well\n')
