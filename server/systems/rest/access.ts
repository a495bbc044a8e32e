import type { Secret } from '../secrets.ts'
import type { RestAccess } from './exchange.ts'
import type { RestSettings } from './rest-shape.ts'
import { openTokens } from './token.ts'

/** What lets us in to a system, from where its secrets lie. */
export function accessOf(
  { auth }: RestSettings,
  timeoutSeconds: number,
  secret: (secret: Secret) => string,
): RestAccess {
  if (!auth) return constant({}, [])
  switch (auth.kind) {
    case 'bearer': {
      const token = secret(auth.token)
      return constant({ authorization: `Bearer ${token}` }, [token])
    }
    case 'basic': {
      const password = secret(auth.password)
      const both = Buffer.from(`${auth.user}:${password}`).toString('base64')
      return constant({ authorization: `Basic ${both}` }, [both, password])
    }
    case 'header': {
      const value = secret(auth.value)
      return constant({ [auth.name.toLowerCase()]: `${auth.before}${value}` }, [value])
    }
    case 'oauth2': {
      const tokens = openTokens(auth, secret(auth.clientSecret), timeoutSeconds)
      return {
        headers: async () => ({ authorization: `${BEARER}${await tokens.current()}` }),
        refused: ({ authorization = '' }) => tokens.refused(authorization.slice(BEARER.length)),
        hide: (text) => hidden(text, tokens.secrets()),
      }
    }
  }
}

const BEARER = 'Bearer '

function constant(headers: Readonly<Record<string, string>>, secrets: readonly string[]): RestAccess {
  return { headers: async () => headers, hide: (text) => hidden(text, secrets) }
}

function hidden(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
