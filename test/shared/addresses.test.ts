import { expect, test } from 'vitest'
import { hasGenerated, keptAddresses } from '../kit/generated-addresses.ts'
import { sized } from '../kit/size.ts'

if (!hasGenerated) process.stderr.write('skipped: the generated customers are not here\n')

test.skipIf(!hasGenerated)(
  'of the generated customers no address changes that agrees, or whose ZIP is not known',
  async () => {
    const { agrees, unknown, changed } = await keptAddresses(sized(5_000, 100_000))
    expect(Math.min(agrees, unknown)).toBeGreaterThan(300)
    expect(changed).toEqual([])
  },
  600_000,
)
