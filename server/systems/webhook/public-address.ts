import type { LookupAddress } from 'node:dns'
import { lookup as resolveName } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// A webhook's address is configured by somebody who may not be allowed to reach what this machine reaches: cloud metadata,
// databases on loopback. So it is judged by the address that the connection is made to, not by its name, which may resolve
// to something else a moment after it was looked at.

/** IPv4 networks that are no place in the internet (IANA's registry of special-purpose addresses, multicast, reserved). */
const SPECIAL_4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])

/** The same of IPv6: all but 2000::/3, which alone is given out, and in it what tunnels to IPv4 or is for examples. */
const SPECIAL_6 = blockList('ipv6', [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

/** A name of a host → all its addresses. */
export type HostLookup = (host: string) => Promise<readonly LookupAddress[]>

/** A host, or an address that it resolved to, that is not to be talked to. */
export class PrivateAddress extends Error {
  constructor(host: string, address: string) {
    super(
      host === address
        ? `${address} is a private or special address`
        : `${host} resolves to ${address}, a private or special address`,
    )
    this.name = 'PrivateAddress'
  }
}

/** Whether an address can be one of somebody else in the internet. What is no address is not. */
export function isPublic(address: string): boolean {
  const plain = address.split('%', 1)[0] ?? ''
  const version = isIP(plain)
  if (version === 0) return false
  return version === 4 ? !SPECIAL_4.check(plain, 'ipv4') : !SPECIAL_6.check(plain, 'ipv6')
}

/**
 * A lookup for sockets that fails with `PrivateAddress` where any of a name's addresses is not public: a name that is both
 * is no mistake that one should work around. Sockets do not look addresses up: a host that is one has to be judged before.
 */
export function publicLookup(lookup: HostLookup = allOf, allowPrivate = false): LookupFunction {
  return (host, options, callback) => {
    const found = (addresses: readonly LookupAddress[]) => {
      const [first] = addresses
      const hidden = allowPrivate ? undefined : addresses.find(({ address }) => !isPublic(address))
      if (hidden) callback(new PrivateAddress(host, hidden.address), '')
      else if (!first) callback(new Error(`${host} has no address`), '')
      else if (options.all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    }
    void lookup(host).then(found, (error: NodeJS.ErrnoException) => callback(error, ''))
  }
}

const allOf: HostLookup = (host) => resolveName(host, { all: true })

function blockList(
  type: 'ipv4' | 'ipv6',
  networks: readonly (readonly [network: string, prefix: number])[],
): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, type)
  return list
}
