import { fold } from '../text/fold.ts'
import { remember } from '../text/remember.ts'
import { once, verifyWords } from './files.ts'

const particles = once(() => new Set(verifyWords().particles))
const longForms = once(() => new Map(Object.entries(verifyWords().longForms)))
/** Single letters and the like: parts of a name only at its ends. */
const AT_ENDS = new Set(['n', 's', 'e', 'w', 'so', 'no'])

/**
 * What tells towns apart however they are written: `St. Louis`, `SAINT LOUIS` and `Saint-Louis` are one, `N Las Vegas` is North Las Vegas,
 * and `O'Fallon` is O Fallon, `McAllen` Mc Allen.
 */
export function keyOfTown(name: string): string {
  const words = withParticles(fold(name).split(' '))
  return words
    .map((word, i) => (AT_ENDS.has(word) && i > 0 && i < words.length - 1 ? word : (longForms().get(word) ?? word)))
    .join(' ')
}

/** Words with the short ones before them, as a sign or nothing may have stood between. */
function withParticles(words: readonly string[]): string[] {
  const joined: string[] = []
  let before = ''
  for (const [i, word] of words.entries()) {
    if (particles().has(word) && i < words.length - 1) before += word
    else {
      joined.push(before + word)
      before = ''
    }
  }
  return joined
}

/** The same, remembered. */
export const townKey = remember(keyOfTown)

/** The key without what only says that it is a town: `City of Chicago`, `New York City`. */
export const bareTownKey = remember((key: string): string => {
  for (const around of verifyWords().around) {
    if (key.startsWith(`${around} `)) return key.slice(around.length + 1)
    if (key.endsWith(` ${around}`)) return key.slice(0, -around.length - 1)
  }
  return key
})
