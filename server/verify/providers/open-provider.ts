import { readSecret, type Secret } from '../../systems/secrets.ts'
import { openGoogle } from './google.ts'
import { openLoqate } from './loqate.ts'
import type { AddressProvider } from './provider.ts'
import type { ProviderDefinition } from './provider-shape.ts'
import { openSmarty } from './smarty.ts'

/**
 * Opens the line to a provider, as its file says. Nothing is sent by it.
 * @param variable of the environment, where secrets may lie
 * @throws ProblemError that names where a secret should lie
 */
export function openProvider(
  { connector, data, patienceMs }: Pick<ProviderDefinition, 'connector' | 'data' | 'patienceMs'>,
  variable: (name: string) => string | undefined,
): AddressProvider {
  const secret = (where: Secret) => readSecret(where, variable)
  const own = { data, patienceMs }
  switch (connector.kind) {
    case 'loqate':
      return openLoqate(connector, { ...own, key: secret(connector.key) })
    case 'smarty':
      return openSmarty(connector, { ...own, authId: secret(connector.authId), authToken: secret(connector.authToken) })
    case 'google':
      return openGoogle(connector, { ...own, key: secret(connector.key) })
  }
}
