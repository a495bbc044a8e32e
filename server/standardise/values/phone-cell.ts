import type { Claim } from '../../model/record.ts'
import { plainDigits } from '../../text/numbers/digits.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

/** Digits of the shortest number that may stand in one cell with another. */
const LEAST = 6

/**
 * Makes what takes the numbers of a cell apart: between signs and words that only stand between values, and else, where
 * the cell as a whole is no number, whatever reads as one in it (`020 7946 0018 (home) 020 7946 0019 (work)`).
 */
export function phoneCell(rules: Knowledge): (text: string, clean: (one: string) => Claim) => Claim[] {
  const between = new RegExp(String.raw`[|]|;(?!\s*ext=)|(?<!\s)\s+${anyOf(rules.written('between'))}\s+|\s/\s`, 'i')
  const extension = String.raw`(?:[\s,;.-]*${anyOf([...rules.written('extensions'), '#'])}[.:=]?\s*\d{1,6}(?!\d))?`
  const number = new RegExp(String.raw`(?:\+|\b|\()[\d(][\d\s().-]{4,}\d${extension}`, 'giu')

  const found = (text: string, clean: (one: string) => Claim): Claim[] => {
    const pieces = (plainDigits(text).match(number) ?? []).filter((piece) => piece.replace(/\D/g, '').length >= LEAST)
    return pieces.map(clean)
  }
  const read = (text: string, clean: (one: string) => Claim): Claim[] => {
    const parted = text.includes(',') ? found(text, clean) : []
    // Of a list the first would be read and the others lost, so a part that is no number stands for itself.
    if (parted.length > 1) return parted
    const whole = clean(text)
    if (isUsable(whole) || whole.kind === 'local') return [whole]
    const parts = found(text, clean)
    return parts.some(isUsable) ? parts : [whole]
  }
  return (text, clean) => {
    const pieces = between.test(text) ? text.split(between) : [text]
    return pieces.filter((piece) => piece.trim() !== '').flatMap((piece) => read(piece, clean))
  }
}

function isUsable({ folded }: Claim): boolean {
  return folded !== ''
}
