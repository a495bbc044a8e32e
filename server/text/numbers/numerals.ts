const UNITS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, i): [string, number] => [word, i + 1]),
  ...ORDINALS.map((word, i): [string, number] => [word, i + 1]),
  ...TENS.map((word, i): [string, number] => [word, 20 + 10 * i]),
  ['fourty', 40],
])

/** 1 … 39: beyond, a numeral is more likely a word. */
const ROMAN = /^(x{0,3})(ix|iv|v?i{0,3})$/
const ROMAN_TENS = 10
const ROMAN_VALUE: Readonly<Record<string, number>> = {
  '': 0,
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  v: 5,
  vi: 6,
  vii: 7,
  viii: 8,
  ix: 9,
}

const ENDING = /^(\d+)(?:st|nd|rd|th|er|e)$/

/**
 * Words of a folded name with every number written one way: `forty four` → `44`, `1st` and `first` → `1`, `ii` → `2`. A
 * Roman numeral counts behind another word only, so that X Corp stays what it is.
 */
export function withNumerals(words: readonly string[]): string[] {
  const made: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const tens = VALUES.get(word)
    const unit = VALUES.get(words[i + 1] ?? '') ?? Number(/^[1-9]$/.exec(words[i + 1] ?? '')?.[0] ?? 0)
    if (tens !== undefined && tens >= 20 && unit > 0 && unit < 10) {
      made.push(String(tens + unit))
      i++
    } else made.push(tens === undefined ? (ordinal(word) ?? (i > 0 ? roman(word) : undefined) ?? word) : String(tens))
  }
  return made
}

function ordinal(word: string): string | undefined {
  return ENDING.exec(word)?.[1]
}

function roman(word: string): string | undefined {
  const [, tens = '', rest = ''] = word === '' ? [] : (ROMAN.exec(word) ?? [])
  const value = tens.length * ROMAN_TENS + (ROMAN_VALUE[rest] ?? 0)
  return value > 0 ? String(value) : undefined
}
