import { z } from 'zod'
import { hostOf } from '../text/host.ts'
import { NICKNAME_FAMILIES } from '../text/nicknames.ts'
import { soundOf } from '../text/sound.ts'

const NAMED = z.enum([
  'digits', // only the digits
  'joined', // without spaces
  'sorted', // words in alphabetical order, joined
  'words', // each word a value of its own
  'firstWord',
  'lastWord',
  'sound', // Double Metaphone codes
  'nickname', // a word that all names of a nickname family share
  'year', // yyyy of a date
  'monthDay', // mmdd of a date
  'local', // before the @ of an e-mail address
  'domain', // after the @ of an e-mail address, or the host of a web address
  'letters', // of a local part: without numbers and separators
  'consonants', // first letter, then consonants, doubles once
  'acronym', // first letters of three words or more
])

/** Steps a rule composes over a value: a name from the list, or a cut with its length, its condition or its exceptions. */
export const Transform = z.union([
  NAMED,
  z.strictObject({ prefix: z.int().positive() }),
  z.strictObject({ suffix: z.int().positive() }),
  z.strictObject({ least: z.int().positive() }),
  z.strictObject({ not: z.array(z.string()) }),
])
export type Transform = z.infer<typeof Transform>

/** Puts one value through one step. No value, one, or several come out. */
export function applyTransform(transform: Transform, value: string): string[] {
  if (typeof transform === 'string') return named(transform, value)
  if ('prefix' in transform)
    return value.length >= Math.min(2, transform.prefix) ? [value.slice(0, transform.prefix)] : []
  if ('suffix' in transform) return value.length >= transform.suffix ? [value.slice(-transform.suffix)] : []
  if ('least' in transform) return value.length >= transform.least ? [value] : []
  return transform.not.includes(value) ? [] : [value]
}

function named(transform: z.infer<typeof NAMED>, value: string): string[] {
  switch (transform) {
    case 'digits':
      return [value.replace(/\D/g, '')]
    case 'joined':
      return [joinedWords(value)]
    case 'sorted':
      return [value.split(' ').sort().join('')]
    case 'words':
      return value.split(' ')
    case 'firstWord': {
      const end = value.indexOf(' ')
      return [end < 0 ? value : value.slice(0, end)]
    }
    case 'lastWord':
      return [value.slice(value.lastIndexOf(' ') + 1)]
    case 'sound':
      return soundsOf(value)
    case 'nickname':
      return familiesOf(value)
    case 'year':
      return [value.slice(0, 4)]
    case 'monthDay':
      return [value.slice(4).replace(/\D/g, '')]
    case 'local':
      return value.includes('@') ? [value.slice(0, value.lastIndexOf('@'))] : []
    case 'domain':
      return [hostOf(value)]
    case 'letters':
      return [value.replace(/[^a-z]/g, '')]
    case 'consonants':
      return [
        value.charAt(0) +
          value
            .slice(1)
            .replace(/[aeiouyhw ]/g, '')
            .replace(/(.)\1+/g, '$1'),
      ]
    case 'acronym': {
      const words = value.split(' ')
      return words.length > 2 ? [words.map((word) => word.charAt(0)).join('')] : [joinedWords(value)]
    }
  }
}

function joinedWords(value: string): string {
  return value.includes(' ') ? value.replaceAll(' ', '') : value
}

function soundsOf(value: string): string[] {
  const [first] = soundOf(joinedWords(value))
  return first.length > 0 ? [first.slice(0, 5)] : []
}

const FAMILY_VALUES = new Map(
  [...NICKNAME_FAMILIES].map(([name, families]) => [name, families.slice(0, 3).map((family) => `~${family}`)]),
)

/** A nickname's families as values (`~17`), or the name itself where it has none. */
function familiesOf(value: string): string[] {
  return FAMILY_VALUES.get(value) ?? [value]
}
