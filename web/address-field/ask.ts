/** Parts of an address as the form has them. */
export type Parts = Partial<Record<'line1' | 'line2' | 'city' | 'region' | 'postcode' | 'country', string>>

type Proposal = { readonly parts: Parts & { unit?: string }; readonly lines: readonly string[] }
/** What is shown of a check: see `POST /addresses/verify`. */
export type Check = {
  readonly id: string
  readonly verdict: string
  readonly next: 'accept' | 'confirm' | 'ask-for-unit' | 'fix'
  readonly proposal?: Proposal
  readonly candidates: readonly Proposal[]
  readonly missing: readonly string[]
}
/** See `GET /addresses/suggest`. */
export type Suggestion = { readonly text: string; readonly street?: string } & Pick<
  Parts,
  'city' | 'region' | 'postcode' | 'country'
>

/** Nobody waits longer for an answer than this: what was typed goes on as it is. */
const PATIENCE_MS = 1_200

/** The shop's own server, which holds the key and asks Kith. */
export type Asking = {
  suggest(q: string, country: string): Promise<readonly Suggestion[]>
  check(address: Parts): Promise<Check | undefined>
  confirm(check: Check, address: Parts, chosen: 'proposal' | 'as-entered', proposal?: Parts): void
}

/** @param base where the shop's server answers for addresses, such as `/address`. Whatever fails there is no answer, and stops nobody. */
export function askingAt(base: string): Asking {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE }
    try {
      const answer = await fetch(`${base}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
      return answer.ok ? await answer.json() : undefined
    } catch {
      // A shop sells also while nobody can say whether an address is right.
      return undefined
    }
  }
  return {
    async suggest(q, country) {
      const of = country === '' ? '' : `&country=${encodeURIComponent(country)}`
      const said = (await ask(`/suggest?q=${encodeURIComponent(q)}${of}`)) as { suggestions?: Suggestion[] } | undefined
      return said?.suggestions ?? []
    },
    async check(address) {
      const said = (await ask('/verify', { address })) as { checks?: Check[] } | undefined
      return said?.checks?.[0]
    },
    confirm(check, address, chosen, proposal) {
      void ask('/confirm', { check: check.id, address, chosen, ...(proposal ? { proposal } : {}) })
    },
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }
