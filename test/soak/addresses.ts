import { drawPlaces, type Half, percent, SLIPPING, tally, townsOf } from '../kit/address-slips.ts'
import { hasGenerated, keptAddresses } from '../kit/generated-addresses.ts'
import type { SoakOptions } from './soak.ts'

/** Twenty thousand places (`rounds`) for each half of the towns and each way of drawing, with a slip in each part; then the generated customers. */
export async function soak({ rounds = 20_000, seed }: SoakOptions): Promise<void> {
  for (const half of ['tuned', 'unseen'] satisfies Half[])
    for (const by of ['town', 'code'] as const) {
      const places = drawPlaces(townsOf('US', half), by, rounds, seed)
      for (const part of [...SLIPPING, 'none' as const]) {
        const { count, right, wrong } = tally(places, part, 'US', seed)
        const told = `${half} towns by ${by}, ${part}: ${percent(right, count)} % as they were, ${percent(wrong, count)} % wrong`
        process.stdout.write(`  ${told}\n`)
        if (part === 'none' && right < count * 0.998) throw new Error(`seed ${seed}: what was right was changed`)
      }
    }
  if (!hasGenerated) return
  const { agrees, unknown, changed } = await keptAddresses(Number.POSITIVE_INFINITY)
  process.stdout.write(`  generated: ${agrees} that agree, ${unknown} of unknown ZIPs, ${changed.length} changed\n`)
  if (changed.length > 0) throw new Error(`changed: ${changed.slice(0, 10).join('; ')}`)
}
