import { z } from 'zod'
import { groupBy } from '../../collections/group-by.ts'
import { check } from './check.ts'
import { labelOf } from './fields.ts'

/** Every part of an address says something: no placeholder, no country that nobody knows. The message has the text. */
export const readAddress = check({
  rule: z.strictObject({ use: z.literal('readAddress') }),
  fields: () => [],
  find: (record, _rule, { entity }) =>
    [...groupBy(record.unread ?? [], ({ part }) => `address.${part}`)].map(([field, unread]) => {
      const faults = unread.map(({ text, why }) =>
        [JSON.stringify(text), why === 'unknown' ? 'is not known' : 'is a placeholder, not a value'].join(' '),
      )
      return { field, message: `${labelOf(entity, field)} ${[...new Set(faults)].join(', ')}` }
    }),
})
