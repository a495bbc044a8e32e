import { isIP } from 'node:net'

/** Headers of a request, by their names in small letters. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Whether an address or host name stands for this machine alone. */
export function isLoopback(host: string): boolean {
  const bare = host
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/** `X-` headers that clients send by themselves. Any other was put in on the way, or may as well have been. */
const OF_CLIENTS = new Set(['x-api-key', 'x-kith-user', 'x-request-id', 'x-requested-with'])
/** What proxies, balancers, tunnels and content networks say of themselves and of whom they speak for. */
const OF_PROXIES = new Set([
  ...['via', 'forwarded', 'forwarded-for', 'max-forwards', 'proxy-connection', 'proxy-authorization', 'cdn-loop'],
  ...['true-client-ip', 'client-ip', 'remote-addr', 'front-end-https', 'surrogate-capability', 'wl-proxy-client-ip'],
])
const FAMILIES_OF_PROXIES = /^(?:cf|cloudfront|fastly|fly|akamai|ali|cdn|ngrok|tailscale|incap)-/

/**
 * What says that a request did not come straight from a program of this machine, in words; undefined when nothing does.
 * Much of it can be left out by who forwards, so it keeps people out and lets nobody in.
 */
export function traceOfProxy(headers: Headers, httpVersion: string): string | undefined {
  const told = Object.keys(headers).find(
    (name) =>
      OF_PROXIES.has(name) || FAMILIES_OF_PROXIES.test(name) || (name.startsWith('x-') && !OF_CLIENTS.has(name)),
  )
  if (told !== undefined) return `its header ${told} tells of a proxy`
  // What a plain `proxy_pass` of nginx speaks, and hardly anything else that is still in use.
  if (Number.parseFloat(httpVersion) < 1.1) return `HTTP/${httpVersion} is what proxies speak`
  if (headers.host !== undefined && !isLoopback(hostIn(headers))) return 'it was sent to another name than this machine'
  return traceOfPage(headers)
}

/** The page of another site that a browser sent a request for, in words. */
export function traceOfPage(headers: Headers): string | undefined {
  if (headers['sec-fetch-site'] === 'cross-site') return 'a page of another site sent it'
  for (const name of ['origin', 'referer']) {
    const said = headers[name]
    if (typeof said === 'string' && !isLoopback(hostOf(said))) return `its ${name} is another site`
  }
  return undefined
}

/** Whether a page that a browser names is one of the very host and port that was asked. */
export function isOwnPage(headers: Headers): boolean {
  const page = headers.origin ?? headers.referer
  if (page === undefined) return true
  const own = `http://${String(headers.host)}`
  return typeof page === 'string' && URL.canParse(page) && URL.canParse(own) && new URL(page).host === new URL(own).host
}

/** The host that a request was sent to, without its port. */
export function hostIn(headers: Headers): string {
  return String(headers.host ?? '').replace(/:\d+$/, '')
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}
