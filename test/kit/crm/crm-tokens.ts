import { randomUUID } from 'node:crypto'

/** How a CRM gives out tokens: OAuth 2 by client credentials, at /oauth/token. */
export type CrmGrant = {
  readonly clientId: string
  readonly clientSecret: string
  readonly scope?: string
  /** How long a token is good for; an hour without it. */
  readonly seconds?: number
}

type Asked = { readonly authorization: string | undefined; readonly body: string }
type Given = { readonly status: number; readonly json: Readonly<Record<string, unknown>> }

const HOUR = 3_600

/** Tokens that a CRM gave out, and which of them are good. */
export class CrmTokens {
  readonly #good = new Map<string, number>()
  readonly #grant: CrmGrant
  readonly #now: () => number
  given = 0

  constructor(grant: CrmGrant, now: () => number = Date.now) {
    this.#grant = grant
    this.#now = now
  }

  give({ authorization, body }: Asked): Given {
    const { clientId, clientSecret, scope, seconds = HOUR } = this.#grant
    const form = new URLSearchParams(body)
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const inBody = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (authorization !== basic && !inBody)
      return { status: 401, json: { error: 'invalid_client', error_description: `${authorization} is not known` } }
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, json: { error: 'unsupported_grant_type' } }
    if (scope !== undefined && form.get('scope') !== scope) return { status: 400, json: { error: 'invalid_scope' } }
    this.given += 1
    const token = `${this.given}-${randomUUID()}`
    this.#good.set(token, this.#now() + seconds * 1_000)
    return { status: 200, json: { access_token: token, token_type: 'Bearer', expires_in: seconds } }
  }

  isGood(authorization: string | undefined): boolean {
    const until = this.#good.get(authorization?.replace(/^Bearer /, '') ?? '')
    return until !== undefined && this.#now() < until
  }

  /** Somebody there takes every token back before its time. */
  revoke(): void {
    this.#good.clear()
  }
}
