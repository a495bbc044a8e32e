import type { Random } from '../../../seeds/generate/random.ts'
import type { Country } from './countries.ts'

const STARTS = 'b br d dr f g gr h k kr l m n p r s st t tr v w z sch'.split(' ')
const MIDDLES = 'a e i o u au ei ie'.split(' ')
const ENDS = 'l n r s t m nd rt ck ff'.split(' ')

/** A word that is in no list, such as a family name or a street has: syllables, and an ending of the country's. */
export function madeUp(random: Random, { endings }: Country): string {
  const syllable = () => random.pick(STARTS) + random.pick(MIDDLES) + (random.chance(0.4) ? random.pick(ENDS) : '')
  const word = random.times(random.int(1, 2), syllable).join('') + random.pick(endings)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
