import type { Connector } from './connector.ts'
import { openFileDrop } from './file-drop/file-drop-connector.ts'
import { openPostgres } from './postgres/postgres-connector.ts'
import { openRest } from './rest/rest-connector.ts'
import { readSecret, type Secret } from './secrets.ts'
import type { SystemDefinition } from './system-shape.ts'
import { openWebhook } from './webhook/webhook-connector.ts'

/** Who a system says that it was written by, where that was Kith; undefined where it says nothing of the kind. */
export function originOf({ connector }: Pick<SystemDefinition, 'connector'>): string | undefined {
  if (connector.kind === 'rest') return connector.origin
  return connector.kind === 'postgres' ? connector.user : undefined
}

/**
 * Opens the line to a system, as its definition says. Nothing is sent by it.
 * @param variable of the environment, where secrets may lie
 */
export function openConnector(
  { connector, pace }: Pick<SystemDefinition, 'connector' | 'pace'>,
  variable: (name: string) => string | undefined,
): Connector {
  const options = { secret: (secret: Secret) => readSecret(secret, variable) }
  switch (connector.kind) {
    case 'rest':
      return openRest(connector, pace, options)
    case 'postgres':
      return openPostgres(connector, pace, options)
    case 'webhook':
      return openWebhook(connector, pace, options)
    case 'file':
      return openFileDrop(connector, pace)
  }
}
