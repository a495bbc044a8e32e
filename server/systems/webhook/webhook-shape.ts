import { z } from 'zod'
import { Secret } from '../secrets.ts'

/** A receiver of signed events: Standard Webhooks signatures around CloudEvents 1.0. */
export const WebhookSettings = z.strictObject({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }).describe('where events are posted to; no name or password in it'),
  secrets: z
    .array(Secret)
    .min(1)
    .max(5)
    .describe('of Standard Webhooks (whsec_…), each of which signs: two while one takes the place of the other'),
  source: z
    .string()
    .min(1)
    .default('/kith')
    .describe('source of the events: a URI, or the part of one behind the host'),
  type: z.string().min(1).default('com.kith.record').describe('type of the events, less its .created or .updated'),
  allowPrivate: z
    .boolean()
    .default(false)
    .describe('addresses of this machine, of private networks and others that nobody reaches from outside'),
  allowHttp: z.boolean().default(false).describe('http without TLS, which anybody on the way can read'),
})
export type WebhookSettings = z.infer<typeof WebhookSettings>
