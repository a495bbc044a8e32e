import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { SourceMapping, Target } from '../../ingest/source-mapping.ts'
import type { FieldKind } from '../../model/entities/field.ts'
import { writeDate } from '../../text/dates/write-date.ts'
import type { SystemAttribute } from '../system-shape.ts'

/** How a column is read, and what it is asked to look like. */
export type CellForm = {
  readonly kind: FieldKind | undefined
  readonly target: Target
  readonly mapping: Pick<SourceMapping, 'defaultCountry' | 'decimal'>
  readonly attribute: SystemAttribute
}

/**
 * A value of a golden record as a system writes it: the way back through what reads it. Whether it is the same value is
 * found out by reading it.
 * @returns undefined where it cannot be written in that form
 */
export function writeCell(value: string, { kind, target, mapping, attribute }: CellForm): string | undefined {
  const told = attribute.map?.[value]
  if (told !== undefined) return told
  const text = kind === undefined ? value : shaped(value, kind, target, mapping, attribute)
  return text === undefined ? undefined : cased(asMapped(text, target), attribute)
}

function shaped(
  value: string,
  kind: FieldKind,
  target: Target,
  { defaultCountry, decimal = '.' }: CellForm['mapping'],
  { format }: SystemAttribute,
): string | undefined {
  switch (kind) {
    case 'date':
      return writeDate(value, target.format)
    case 'phone':
      return format === 'national' || format === 'international' ? dialled(value, format, defaultCountry) : value
    case 'boolean':
      return target.invert ? (value === 'true' ? 'false' : 'true') : value
    case 'number':
    case 'percent':
    case 'money':
      return (target.decimal ?? decimal) === ',' ? value.replace('.', ',') : value
    default:
      return value
  }
}

function dialled(value: string, format: 'national' | 'international', country: string | undefined): string {
  const number = parsePhoneNumberFromString(value, country && isSupportedCountry(country) ? country : undefined)
  if (!number) return value
  // A number of another country is no number without its code.
  if (format === 'national' && number.country === country) return number.formatNational()
  return number.formatInternational()
}

/** What the mapping says a word of the system stands for, the other way round: the first that stands for it. */
function asMapped(text: string, { map = {} }: Target): string {
  const folded = text.toLowerCase()
  const meant = (word: string) => {
    const value = word.toLowerCase()
    return value === folded || (BOOLEAN[value] !== undefined && BOOLEAN[value] === folded)
  }
  return Object.keys(map).find((word) => meant(map[word] ?? '')) ?? text
}

/** Words of mappings for what a golden record calls true and false. */
const BOOLEAN: Readonly<Record<string, string>> = {
  yes: 'true',
  y: 'true',
  '1': 'true',
  no: 'false',
  n: 'false',
  '0': 'false',
}

function cased(text: string, { format }: SystemAttribute): string {
  if (format === 'upper') return text.toUpperCase()
  return format === 'lower' ? text.toLowerCase() : text
}
