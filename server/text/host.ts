import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'

/** Hosts come without anything around them, and what is no real name (`acme.example`) still has an ending. */
const AS_HOST = { allowPrivateDomains: true, extractHostname: false, validateHostname: false }

/**
 * The host in a web address or an e-mail address: lower case, in its own letters (`xn--mller-kva.de` is müller.de), without
 * `www`, port and path. Whether it is one is the caller's to see.
 */
export function hostOf(address: string): string {
  const bare = address.replace(/^[a-z]*:?\/\//i, '')
  const end = bare.search(/[/?#]/)
  const authority = end < 0 ? bare : bare.slice(0, end)
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
  const readable = /(?:^|\.)xn--/.test(host) ? domainToUnicode(host) || host : host
  return readable.replace(/^(?:www\d?\.)+/, '')
}

/**
 * The part of a host that somebody registered, by the public suffix list: `acme.co.uk` of shop.acme.co.uk, and what a
 * provider gave away, `acme.github.io`. The host itself where nobody did.
 */
export function registeredDomain(host: string): string {
  return parse(host, AS_HOST).domain ?? host
}

/** A host without its public ending: `acme` of acme.co.uk, `shop.acme` of shop.acme.com. */
export function withoutSuffix(host: string): string {
  const { domain, publicSuffix } = parse(host, AS_HOST)
  return domain === null || publicSuffix === null ? host : host.slice(0, -publicSuffix.length - 1)
}
