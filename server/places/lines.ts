import type { AddressProposal } from '../model/addresses/address-check.ts'
import { fold } from '../text/fold.ts'

type Parts = AddressProposal['parts']

/** How most write it, where nobody says how a country does. */
const PLAIN = '%A%n%C %S %Z'
const STREET_ALONE = /(?:^|%n)%A(?:%n|$)/

/**
 * Lines of an envelope, without name and country: `format` is as Google has it, %A for the street, %C city, %S region, %Z postcode,
 * %n for a new line. A part that the format has no place for stands before the last line, so that none is lost.
 */
export function linesOf(parts: Parts, format: string | undefined): string[] {
  const { line1, unit, line2, city = '', postcode = '' } = parts
  // Madrid is a city and a region.
  const region = fold(parts.region ?? '') === fold(city) ? '' : (parts.region ?? '')
  const street = [[line1, unit].filter(Boolean).join(', '), line2 ?? ''].filter((line) => line !== '')
  const values: Record<string, string> = { A: '\n', C: city, S: region, Z: postcode }
  const shape = format !== undefined && STREET_ALONE.test(format) ? format : PLAIN
  const lines = shape.split('%n').map((line) => filled(line, values))
  const printed = lines.flatMap((line) => (line === '\n' ? street : [line])).filter((line) => line !== '')
  const homeless = Object.entries(values).flatMap(([sign, value]) =>
    sign === 'A' || value === '' || shape.includes(`%${sign}`) || printed.includes(value) ? [] : [value],
  )
  if (homeless.length === 0) return printed
  return [...printed.slice(0, -1), ...homeless, ...printed.slice(-1)]
}

/** A line with its values. Signs between two stay only where both are there, those before the first only where they are no letters (CH-). */
function filled(line: string, values: Readonly<Record<string, string>>): string {
  let text = ''
  let between = ''
  for (const [, sign, literal = ''] of line.matchAll(/%([A-Z])|([^%]+)/g)) {
    const value = sign === undefined ? '' : (values[sign] ?? '')
    if (sign === undefined) between += literal
    else if (value !== '') {
      text += text === '' && /[A-Z,-]/.test(between) ? value : between + value
      between = ''
    } else if (text === '') between = ''
  }
  return text === '\n' ? text : text.trim()
}
