import type { Claim } from '../../model/record.ts'
import { tidy } from '../../text/fold.ts'
import { isOneOf } from '../../text/spoken.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'

/** A day, a year or a number behind the word: `opt out 2024`, `yes (2023-05-01)`. */
const NOTED = /(?<![\s(:,;@-])[\s(:,;@-]+\d[\d\s./:,TZ+-]*\)?$/

/**
 * Makes the cleaner of what somebody says to being written to: `true` or `false`. A word that nobody knows is a refusal
 * of kind `unread`, because a yes in doubt is none; what says nothing at all (n/a, `\N`) is unusable, as everywhere.
 */
export function consentCleaner(rules: Knowledge): (text: string) => Claim {
  const isYes = isOneOf([...rules.words.yes, ...rules.consents.yes])
  const isNo = isOneOf([...rules.words.no, ...rules.consents.no])
  const isSilent = isOneOf([...rules.junk.texts, ...rules.consents.silent])
  const said = (text: string): Claim | undefined => {
    if (isNo(text)) return claim('false', 'false', text)
    return isYes(text) ? claim('true', 'true', text) : undefined
  }
  return (text) => {
    const plain = said(text)
    if (plain) return plain
    const shown = tidy(text)
    if (isSilent(text)) return claim(shown, '', text)
    const noted = said(shown.replace(NOTED, ''))
    return noted ? { ...noted, original: text } : claim('false', 'unread', text, 'unread')
  }
}
