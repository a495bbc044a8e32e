import type { Secret } from '../secrets.ts'
import type { RestAccess } from './exchange.ts'
import type { RestSettings } from './rest-shape.ts'

/** What lets us in to a system, from where its secrets lie. */
export function accessOf({ auth }: RestSettings, secret: (secret: Secret) => string): RestAccess {
  if (!auth) return { headers: {}, hide: (text) => text }
  switch (auth.kind) {
    case 'bearer': {
      const token = secret(auth.token)
      return { headers: { authorization: `Bearer ${token}` }, hide: hiding([token]) }
    }
    case 'basic': {
      const password = secret(auth.password)
      const both = Buffer.from(`${auth.user}:${password}`).toString('base64')
      return { headers: { authorization: `Basic ${both}` }, hide: hiding([both, password]) }
    }
    case 'header': {
      const value = secret(auth.value)
      return { headers: { [auth.name.toLowerCase()]: `${auth.before}${value}` }, hide: hiding([value]) }
    }
  }
}

function hiding(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret !== '')
  return (text) => known.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
