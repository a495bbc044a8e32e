import type { Totals } from '../../server/model/roll-up.ts'
import { shortMoney, sums } from '../words/money.ts'
import { plural } from '../words/words.ts'
import type { Direction } from './place.ts'
import type { Standing } from './tree.ts'

export const DIRECTION_WORDS: Record<Direction, { short: string; long: string }> = {
  list: { short: 'List', long: 'One row a node' },
  down: { short: '↓ Down', long: 'From the top down' },
  up: { short: '↑ Up', long: 'From the bottom up' },
  right: { short: '→ Right', long: 'From left to right' },
  left: { short: '← Left', long: 'From right to left' },
}

/** How a company stands in the other tree, in few words. Nothing where it stands the same. */
export function standingWords({ kind, path }: Standing, other: string): string {
  if (kind === 'missing') return `not in ${other}`
  if (kind === 'elsewhere') return path.length === 0 ? `at the top in ${other}` : `in ${other}: ${path.join(' › ')}`
  return ''
}

/** The same on a card, where there is room for two words. */
export const STANDING_SHORT: Record<Standing['kind'], string> = {
  same: 'same',
  elsewhere: 'elsewhere',
  missing: 'only here',
}

/** Sums on a card: `1.2M USD · 14 orders · 3 contacts`. What is nothing is left out. */
export function totalsWords({ revenue, orders, contacts }: Totals): string {
  return [sums(revenue, shortMoney), orders ? plural(orders, 'order') : '', contacts ? plural(contacts, 'contact') : '']
    .filter(Boolean)
    .join(' · ')
}
