import { describe, expect, test } from 'vitest'
import { drawPlaces, type Half, percent, SLIPPING, tally, townsOf } from '../kit/address-slips.ts'
import { sized } from '../kit/size.ts'

/** Percent of slips that are put right at least, by part. */
const LEAST = { city: 95, region: 99, postcode: 85 }
const SEED = 20_261
/** Places a half and way of drawing: 2,000 in a gate, 20,000 at full size. */
const PLACES = sized(500, 5_000)

// Half of the towns were not looked at while costs were set; half of the places are drawn by town, half by ZIP, where cities are many.
describe.each<Half>(['tuned', 'unseen'])('of %s towns', (half) => {
  describe.each(['town', 'code'] as const)('drawn by %s', (by) => {
    const places = drawPlaces(townsOf('US', half), by, PLACES, SEED)

    test.each(SLIPPING)('a slip in the %s is put right', (part) => {
      const { count, right, wrong } = tally(places, part, 'US', SEED)
      expect(percent(right, count)).toBeGreaterThanOrEqual(LEAST[part])
      expect(percent(wrong, count)).toBeLessThanOrEqual(0.5)
    })

    test('what is right stays', () => {
      const { count, right } = tally(places, 'none', 'US', SEED)
      expect(percent(count - right, count)).toBeLessThanOrEqual(0.2)
    })
  })
})

test('a slip in a Canadian province is put right by sortation area and town', () => {
  const places = drawPlaces(townsOf('CA'), 'code', 200, SEED).map((place) => ({
    ...place,
    postcode: `${place.postcode} 1A1`,
  }))
  const { count, right } = tally(places, 'region', 'CA', SEED)
  expect(percent(right, count)).toBeGreaterThanOrEqual(95)
  expect(tally(places, 'none', 'CA', SEED).right).toBe(count)
})
