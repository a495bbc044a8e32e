import type { Claim } from '../../model/record.ts'
import { fold, tidy } from '../../text/fold.ts'
import { claim } from '../claim.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

/** What somebody wrote beside the values of a cell: which kind of number it is, and else a note. */
export type Beside = { readonly kind?: string; readonly note?: Claim }

/**
 * Makes what reads the text beside phone numbers: `H: 020 7946 0018` is one at home, `020 7946 0018 ask for Bob` one
 * with a note.
 * @param kindOf the kind that a word stands for, if it does
 */
export function besidePhones(rules: Knowledge, kindOf: (word: string) => string | undefined): (cell: string) => Beside {
  const extension = String.raw`${anyOf([...rules.written('extensions'), '#'])}[.:=]?\s*\d{1,6}(?!\d)`
  const between = String.raw`(?<!\p{L})${anyOf(rules.written('between'))}(?!\p{L})`
  const part = new RegExp(String.raw`${extension}|${between}|(?<=\d[-. ]?)[A-Z]{3,}(?!\p{L})`, 'giu')
  return (cell) => {
    const words = wordsIn(cell.replace(part, ' '))
    const kinds = words.map(kindOf)
    if (kinds.includes(undefined)) return { note: noteOf(cell) }
    const [kind, ...more] = new Set(kinds.filter((each) => each !== 'other'))
    if (kind === undefined) return {}
    return more.length === 0 ? { kind } : { note: noteOf(cell) }
  }
}

/** What is written beside e-mail addresses: `Cat Yu <cat@example.com>`. */
export function besideEmails(cell: string): Beside {
  return wordsIn(cell.replace(/(?<!\S)[^\s@]*@\S*/g, ' ')).length === 0 ? {} : { note: noteOf(cell) }
}

function noteOf(cell: string): Claim {
  return claim(tidy(cell), fold(cell), cell)
}

/** Words of letters alone, as a reader sees them. */
function wordsIn(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []
}
