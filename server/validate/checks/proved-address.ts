import { z } from 'zod'
import { type AddressCheck, ProvedLevel } from '../../model/addresses/address-check.ts'
import { check } from './check.ts'

/** Levels that tables prove by themselves. */
const Level = ProvedLevel.extract(['postcode', 'city', 'region'])

/**
 * Every complete address is proved as far as a source has to prove it: a shop that sends parcels needs the postcode. Where no tables
 * know the country nobody has looked, which is no breach. `ask`: have a provider look besides, when it suits.
 */
export const provedAddress = check({
  rule: z.strictObject({ use: z.literal('provedAddress'), level: Level, ask: z.boolean().optional() }),
  fields: () => [],
  find: (record, { level }, { verify }) =>
    record.addresses.flatMap(({ complete, country, original }) => {
      if (!complete) return []
      const found = verify({ address: original, ...(ISO.test(country ?? '') ? { defaultCountry: country } : {}) })
      const fault = faultOf(found, level)
      return fault === undefined ? [] : [{ field: 'address', message: `Address ${fault}` }]
    }),
})

const ISO = /^[A-Z]{2}$/

function faultOf({ verdict, proved, parts }: AddressCheck, level: z.infer<typeof Level>): string | undefined {
  if (verdict === 'unchecked') return undefined
  const wrong = parts.find(({ state }) => state === 'conflicting' || state === 'missing')
  // Which part, and not what it says: issues land in logs.
  if (verdict === 'undeliverable' || verdict === 'ambiguous')
    return `contradicts itself${wrong ? ` in its ${wrong.part}` : ''}`
  const levels = ProvedLevel.options
  if (proved !== undefined && levels.indexOf(proved) <= levels.indexOf(level)) return undefined
  const reached = proved === undefined ? 'not proved at all' : `proved as far as its ${proved}`
  return `is ${reached}; records from here need its ${level}`
}
