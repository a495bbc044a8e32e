import { z } from 'zod'
import { ADDRESS_PARTS, type AddressPart, FieldKind } from '../entities/field.ts'
import type { EntityName } from '../entities/registry.ts'
import { RecordInput } from '../record.ts'
import { longestOf, longestPart, MOST_FIELDS, MOST_TEXT, tooLongInWords } from './lengths.ts'

/** One address as it may come in: no part is longer than it may be. */
export const ArrivingAddress = z.strictObject(
  Object.fromEntries(ADDRESS_PARTS.map((part) => [part, z.string().max(longestPart(part)).exactOptional()])) as Record<
    AddressPart,
    z.ZodExactOptional<z.ZodString>
  >,
)

const FieldName = z.string().max(200)

type Fields = Pick<RecordInput, 'fields' | 'customKinds'> & { readonly addresses?: RecordInput['addresses'] } & {
  readonly entity?: EntityName | undefined
}

/** Tells of values of fields that are longer than their kind may be. Of a field that no entity has, another says so. */
export function checkLengths(record: Fields, context: z.core.$RefinementCtx): void {
  const { fields, addresses = [], entity, customKinds } = record
  const names = Object.keys(fields).length
  if (names > MOST_FIELDS) {
    const message = `${names} fields; ${MOST_FIELDS} are allowed`
    context.addIssue({ code: 'custom', message, path: ['fields'] })
  }
  const texts = [...Object.values(fields).flat(), ...addresses.flatMap((address) => Object.values(address))]
  const together = texts.reduce((sum, text) => sum + text.length, 0)
  if (together > MOST_TEXT) {
    const message = `all values together have ${tooLongInWords(together, MOST_TEXT)}`
    context.addIssue({ code: 'custom', message, path: ['fields'] })
  }
  for (const [name, values] of Object.entries(fields)) {
    const longest = longestOf(entity, name, customKinds)
    for (const value of values) {
      if (value.length <= longest) continue
      const message = tooLongInWords(value.length, longest)
      context.addIssue({ code: 'custom', message, path: ['fields', name] })
    }
  }
}

/** A record that arrives by itself. What is stored may be longer: it came when more was allowed. */
export const ArrivingRecord = RecordInput.omit({ parts: true, unread: true })
  .extend({
    addresses: z.array(ArrivingAddress).max(50).default([]),
    customKinds: z.record(FieldName, FieldKind).optional(),
    hints: RecordInput.shape.hints
      .unwrap()
      .extend({ dateFormats: z.record(FieldName, FieldName).optional() })
      .optional(),
    raw: z.record(z.string().max(500), z.string().max(100_000)).optional(),
  })
  .superRefine(checkLengths)
