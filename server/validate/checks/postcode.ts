import validator, { type PostalCodeLocale } from 'validator'
import { z } from 'zod'
import { check } from './check.ts'

const KNOWN: ReadonlySet<string> = new Set(validator.isPostalCodeLocales)

/** Every postcode has the form of its country; countries without a known form pass. */
export const postcode = check({
  rule: z.strictObject({ use: z.literal('postcode') }),
  fields: () => [],
  find: (record) =>
    record.addresses.flatMap(({ postcode: code, country }) => {
      if (!code || !isKnown(country) || validator.isPostalCode(code, country)) return []
      return [{ field: 'address.postcode', message: `Postcode does not have the form used in ${country}` }]
    }),
})

function isKnown(country: string | undefined): country is PostalCodeLocale {
  return country !== undefined && KNOWN.has(country)
}
