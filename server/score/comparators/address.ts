import { z } from 'zod'
import type { StandardAddress } from '../../model/record.ts'
import { type Word, wordOf } from '../../text/similarity.ts'
import { asksRarity, comparator, packed, unpacked } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'
import { codedPlaces, partsOf } from '../place/coded-places.ts'
import { ADDRESS_LEVELS, addressLevel, alike, alikeCodes, alikeHouses, equalOrNot } from '../place/place-level.ts'

const LINES = { address: ADDRESS_LEVELS } as const
const Rule = z.strictObject({ use: z.literal('address'), name: z.string().optional(), lines: lineRules(LINES) })

type Place = StandardAddress['folded'] & { streetWord: Word; cityWord: Word; rarity: number[] }

/**
 * A whole address as one piece of evidence, best pair of several, for its parts depend on each other: same, the same
 * but for slips, another unit of the house, the same house in a place that is written otherwise, same street,
 * same postcode, same city, same region, different.
 */
export const address = comparator({
  use: 'address',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    coded: codedPlaces(asksRarity(ADDRESS_LEVELS, rule.lines.address), tools),
    read: (record) => {
      const places = record.addresses.flatMap(({ folded: f }) =>
        f.street + f.city + f.postcode + f.region === ''
          ? []
          : [[f.houseNumber, f.street, f.unit, f.city, f.region, f.postcode]],
      )
      return places.length > 0 ? packed(...places) : undefined
    },
    prepare: (text) =>
      unpacked(text).map((parts): Place => {
        const f = partsOf(parts)
        const [house, postcode, city, region] = [
          tools.rarity('address', `${f.houseNumber} ${f.street}`),
          tools.rarity('postcode', f.postcode),
          tools.rarity('city', f.city),
          tools.rarity('region', f.region),
        ]
        const street = tools.rarity('street', f.street)
        const rarity = [house, house, house, house, street, postcode, city, region, 0]
        return { ...f, streetWord: wordOf(f.street.replaceAll(' ', '')), cityWord: wordOf(f.city), rarity }
      }),
    compare: (a, b, out, at) => {
      let best: number = ADDRESS_LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const level = placeLevel(x, y)
          if (level >= best) continue
          best = level
          out.rarity[at] = Math.max(x.rarity[level] ?? 0, y.rarity[level] ?? 0)
        }
      }
      out.level[at] = best === ADDRESS_LEVELS.length ? -1 : best
    },
    because: (a, b) => `${a.map(shownAs).join('; ')} / ${b.map(shownAs).join('; ')}`,
    counted: (text, count) => {
      for (const f of unpacked(text).map(partsOf)) {
        if (f.street !== '') count('address', `${f.houseNumber} ${f.street}`)
        if (f.street !== '') count('street', f.street)
        if (f.postcode !== '') count('postcode', f.postcode)
        if (f.city !== '') count('city', f.city)
        if (f.region !== '') count('region', f.region)
      }
    },
  }),
})

/** Level of two places; ADDRESS_LEVELS.length when they have no part in common to compare. */
function placeLevel(a: Place, b: Place): number {
  return addressLevel({
    street: alike(a.streetWord, b.streetWord),
    house: alikeHouses(a.houseNumber, b.houseNumber),
    postcode: alikeCodes(a.postcode, b.postcode),
    city: alike(a.cityWord, b.cityWord),
    unit: equalOrNot(a.unit, b.unit),
    region: equalOrNot(a.region, b.region),
  })
}

function shownAs({ houseNumber, street, unit, postcode, city, region }: Place): string {
  const line = [houseNumber, street].filter(Boolean).join(' ')
  return [line, unit, postcode, city, region].filter(Boolean).join(', ')
}
