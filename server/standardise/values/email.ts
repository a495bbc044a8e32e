import disposableDomains from 'disposable-email-domains' with { type: 'json' }
import validator from 'validator'
import type { Claim } from '../../model/record.ts'
import { tidy } from '../../text/fold.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'

/**
 * Cleans an e-mail address: lower case throughout (no mail system in use tells cases apart), folded by the rules of its
 * provider. Kind `role` (info@), `disposable` or `private` (a domain open to anybody). Unusable, folded empty: no
 * address at all, or junk such as none@none.com.
 */
export function emailCleaner(rules: Knowledge): (text: string) => Claim {
  const { emails } = rules
  const disposable = new Set<string>(disposableDomains)
  const roles = new Set(emails.roles)
  const open = new Set(emails.privateDomains)
  const dotless = new Set(emails.dotless)
  const junkLocals = new Set(rules.junk.emailLocals)
  const junk = new Set(rules.junk.emails)

  return (text) => {
    const isPlain = text.length <= MAX_PLAIN && PLAIN.test(text)
    const value = isPlain ? text.toLowerCase() : addressIn(text)
    if (!isPlain && !validator.isEmail(value)) return claim(tidy(text), '', text)
    const at = value.lastIndexOf('@')
    const local = value.slice(0, at)
    const written = value.slice(at + 1)
    if (junkLocals.has(local) || junk.has(value) || /^(.)\1{3,}$/.test(local)) return claim(value, '', text)
    const meant = emails.domainTypos[written] ?? written
    const domain = emails.sameDomain[meant] ?? meant
    const sign = emails.tagSign[domain] ?? emails.tagSign['*'] ?? '+'
    const tag = local.indexOf(sign, 1)
    const plain = tag > 0 ? local.slice(0, tag) : local
    const box = dotless.has(domain) ? plain.replaceAll('.', '') : plain
    const kind = roles.has(plain)
      ? 'role'
      : disposable.has(written)
        ? 'disposable'
        : open.has(written)
          ? 'private'
          : undefined
    return claim(value, `${box}@${domain}`, text, kind)
  }
}

/** An address that needs neither cleaning nor all of RFC 5321: what it accepts, `isEmail` does, and most are so. */
const PLAIN = /^[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i
/** Within it no part can be longer than its own limit: 64 before the @, 63 a label. */
const MAX_PLAIN = 64

/** Behind a whole address other words are none of it: `cat@example.com call first`. */
const WORDS_BEHIND = /^([^\s@]+@\S+\.\p{L}{2,}[,;)]?)\s+\p{L}/u

/** The address itself: out of `Cat Yu <cat@example.com>` and `mailto:`, without blanks and stray marks at the ends. */
function addressIn(text: string): string {
  const inner = /<([^<>@]*@[^<>]*)>/.exec(text)?.[1] ?? WORDS_BEHIND.exec(tidy(text))?.[1] ?? text
  return (
    tidy(inner)
      .replace(/^mailto:/i, '')
      .replace(/\s+/g, '')
      .replace(/^[<("'.,;:]+|(?<![>)"'.,;:])[>)"'.,;:]+$/g, '')
      // Slips that no address can hold: two points in a row, a comma for a point.
      .replace(/[.,]{2,}|,/g, '.')
      .replace(/\.@/, '@')
      .toLowerCase()
  )
}
