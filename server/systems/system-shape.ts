import { z } from 'zod'
import { SourceMapping } from '../ingest/source-mapping.ts'
import { EntityName } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'
import { FileDropSettings } from './file-drop/file-drop-shape.ts'
import { PostgresSettings } from './postgres/postgres-shape.ts'
import { RestSettings } from './rest/rest-shape.ts'
import { WebhookSettings } from './webhook/webhook-shape.ts'

// What a system's file may say. The descriptions are what an editor shows.

const Mode = z
  .enum(['consolidation', 'coexistence', 'downstream'])
  .describe(
    'consolidation: nothing is written to it; coexistence: golden values go back into its records; downstream: it holds golden records',
  )

export const OnLoss = z
  .enum(['keep', 'ask', 'revert'])
  .describe(
    'a value that was written here, and whose record was deleted or its source retired: it stays, a steward is asked, or it goes',
  )
export type OnLoss = z.infer<typeof OnLoss>

/** How one attribute of a golden record goes into a system. */
export const SystemAttribute = z.strictObject({
  write: z
    .enum(['always', 'ifEmpty', 'never'])
    .default('never')
    .describe('ifEmpty: only where the record says nothing of its own; of a group, nothing of the whole group'),
  mode: z
    .enum(['consolidation', 'coexistence'])
    .optional()
    .describe('of this attribute alone, where the system has another'),
  columns: z
    .record(z.string(), z.string())
    .optional()
    .describe('field to column, where it is not the one that the mapping reads it from'),
  entry: z.int().min(0).default(0).describe('of a list, which one goes here: 0 is the best'),
  kind: z.string().min(1).optional().describe('of addresses and phones, only one of this kind'),
  format: z
    .enum(['e164', 'national', 'international', 'upper', 'lower'])
    .optional()
    .describe('how it is written; dates go by the format of the mapping'),
  map: z.record(z.string(), z.string()).optional().describe('values of Kith to values of the system; others stay'),
  clear: z.boolean().default(false).describe('the field is emptied where the golden record has no value'),
  onLoss: OnLoss.optional(),
})
export type SystemAttribute = z.infer<typeof SystemAttribute>

const Creation = z.strictObject({
  when: z
    .record(z.string(), z.union([z.string(), z.array(z.string()).min(1), z.literal(true)]))
    .describe(
      'golden attribute to the value it has to have, one of them, or true, which is whatever it has; {} is every golden record',
    ),
})

/** One table of a system: records of one entity. */
export const SystemTable = z.strictObject({
  entity: EntityName,
  mapping: SourceMapping.optional().describe(
    'how its rows are read: as `kith load` takes it; a downstream system needs none',
  ),
  attributes: z
    .record(z.string(), SystemAttribute)
    .default({})
    .describe('field, or name and address as groups, or golden: the id of the golden record'),
  create: z
    .union([z.literal('never'), Creation])
    .default('never')
    .describe('whether golden records that are not there are made there'),
  references: z
    .enum(['wait', 'create', 'omit'])
    .default('wait')
    .describe('a company or parent that this system does not know yet'),
  onDelete: z
    .enum(['nothing', 'deactivate'])
    .default('nothing')
    .describe('what is done here about a customer of whom no record is left but those that Kith made'),
  deactivate: z
    .record(z.string(), z.string())
    .optional()
    .describe('columns and their values that make a record inactive; the mapping reads none of them'),
  activate: z
    .record(z.string(), z.string())
    .optional()
    .describe('what they say again when the customer returns; else what stood there before'),
  onLoss: OnLoss.default('ask'),
})
export type SystemTable = z.infer<typeof SystemTable>

const Pace = z.strictObject({
  perSecond: z.number().positive().max(10_000).optional().describe('requests a second, at most'),
  atOnce: z.int().min(1).max(64).default(4).describe('requests at once'),
  batch: z.int().min(1).max(1_000).default(1).describe('records a request, where the system takes several'),
  timeoutSeconds: z.number().positive().max(600).default(30),
})

const Retry = z.strictObject({
  firstSeconds: z.number().positive().default(1),
  mostSeconds: z.number().positive().default(600),
  factor: z.number().min(1).default(2),
  tries: z.int().min(1).default(10).describe('then it is a dead letter, which a steward replays'),
})

/** A system that Kith writes to, one file each. */
export const SystemDefinition = z.strictObject({
  $schema: z.string().optional(),
  system: SourceName.describe('the source whose records it holds; of a downstream system any other name'),
  mode: Mode.default('consolidation'),
  connector: z.discriminatedUnion('kind', [RestSettings, PostgresSettings, WebhookSettings, FileDropSettings]),
  pace: Pace.prefault({}),
  retry: Retry.prefault({}),
  pollSeconds: z.number().positive().default(60).describe('how often it is asked what changed there, where it can be'),
  tables: z.array(SystemTable).min(1),
})
export type SystemDefinition = z.infer<typeof SystemDefinition>
