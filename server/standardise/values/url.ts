import type { Claim } from '../../model/record.ts'
import { tidy } from '../../text/fold.ts'
import { hostOf, registeredDomain } from '../../text/host.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'

const HOST = /^[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?)*\.[\p{L}]{2,}$/u

/** Cleans a web address. Value `https://host/path`, folded the registered domain: `https://www.Acme.co.uk/de` → `acme.co.uk`. */
export function urlCleaner(rules: Knowledge): (text: string) => Claim {
  const suffixes = new Set(rules.hosts.suffixes)
  const shared = new Set(rules.hosts.shared)

  return (text) => {
    const shown = tidy(text)
    const bare = shown.replace(/\s/g, '').replace(/^[a-z]*:?\/\//i, '')
    const slash = bare.search(/[/?#]/)
    const host = hostOf(bare)
    if (!HOST.test(host)) return claim(shown, '', text)
    const path =
      slash < 0
        ? ''
        : bare
            .slice(slash)
            .replace(/[?#].*/, '')
            .replace(/(?<!\/)\/+$/, '')
    const domain = registered(host, suffixes)
    const page = path
      .split('/')
      .filter((p) => p !== '')
      .slice(0, 2)
      .join('/')
      .toLowerCase()
    const folded =
      !shared.has(host) && !shared.has(domain)
        ? domain
        : host !== domain
          ? host
          : page === ''
            ? ''
            : `${domain}/${page}`
    return claim(`https://${host}${path}`, folded, text)
  }
}

/** The part of a host that somebody registered; below a suffix of the rules' own, one label more. */
function registered(host: string, suffixes: ReadonlySet<string>): string {
  const labels = host.split('.')
  return suffixes.has(labels.slice(-2).join('.')) ? labels.slice(-3).join('.') : registeredDomain(host)
}
