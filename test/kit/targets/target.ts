import type { EntityName } from '../../../server/model/entities/registry.ts'
import type { CompiledSystem } from '../../../server/systems/compile-system.ts'
import type { Connector } from '../../../server/systems/connector.ts'
import type { SystemAttribute } from '../../../server/systems/system-shape.ts'
import { openPostgresTarget } from './postgres-target.ts'
import { openRestTarget } from './rest-target.ts'

/** A record of a system by words of its own, the same for every kind of system; what is empty is left out. */
export type Row = Readonly<Record<string, string>>

/** A change by Kith that really changed something; '' is emptied. */
type KithWrite = { readonly entity: string; readonly id: string; readonly set: Row }

/** A system that Kith writes to, with people of its own who change its records. */
export type Target = {
  /** The definition's part that says how it is reached, and how one of its tables is read. */
  readonly connector: object
  columnsOf(entity: EntityName): Readonly<Record<string, string>>
  connect(system: CompiledSystem): Connector
  /** Somebody there makes or changes a record; '' empties. `at` where it was not just now. */
  add(entity: EntityName, row: Row, at?: string): Promise<string>
  edit(entity: EntityName, id: string, row: Row, at?: string): Promise<void>
  /** Somebody there deletes a record. */
  remove(entity: EntityName, id: string): Promise<void>
  /** Ids of the records there are. */
  ids(entity: EntityName): Promise<string[]>
  row(entity: EntityName, id: string): Promise<Row>
  /** Every change that Kith made, in their order. */
  writes(): Promise<KithWrite[]>
  /** What a request that was only rendered would have set, by the words of `entity`. */
  setIn(entity: EntityName, request: Readonly<Record<string, unknown>>): Row
  /** Nobody reaches it. */
  offline(is: boolean): Promise<void>
  /** It answers, but no write goes through. */
  fails(is: boolean): Promise<void>
  /** It answers, but lets us in no more. */
  denies(is: boolean): Promise<void>
  /** All that it holds, to be put back some other day. */
  backup(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** What a system's word is in Kith: the same for all of them. */
const MEANINGS: Readonly<Record<EntityName, Readonly<Record<string, string>>>> = {
  person: {
    title: 'title',
    given: 'givenName',
    family: 'familyName',
    born: 'birthDate',
    email: 'email',
    phone: 'phone',
    mobile: 'mobile',
    street: 'address.line1',
    city: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    newsletter: 'consent.email',
  },
  company: { name: 'name', taxId: 'taxId', website: 'website', email: 'email', terms: 'terms.payment' },
  contact: {
    given: 'givenName',
    family: 'familyName',
    email: 'email',
    phone: 'phone',
    company: 'company.id',
    job: 'jobTitle',
  },
}

type Attributes = Readonly<Record<string, Partial<SystemAttribute>>>

/** What a test has a system's file say. */
export type Saying = Partial<Record<EntityName, Attributes>> & {
  readonly mode?: string
  readonly retry?: object
  /** It does not say who wrote a record. */
  readonly unmarked?: true
  /** Of every table, and of one. */
  readonly table?: object
  readonly tables?: Partial<Record<EntityName, object>>
}

/** A system's file. The golden id goes into a column of its own wherever `golden` is among the attributes. */
export function definitionOf(
  system: string,
  target: Target,
  { mode, retry, unmarked, table, tables, ...entities }: Saying,
): object {
  return {
    system,
    mode: mode ?? 'coexistence',
    connector: unmarked ? withoutOrigin(target.connector) : target.connector,
    ...(retry ? { retry } : {}),
    pollSeconds: 0.001,
    tables: Object.entries(entities).map(([entity, attributes]) => {
      const columns = target.columnsOf(entity as EntityName)
      const { golden, ...others } = attributes
      return {
        entity,
        mapping: mappingOf(system, entity as EntityName, columns),
        attributes: { ...others, ...(golden ? { golden: { ...golden, columns: { golden: columns.golden } } } : {}) },
        ...table,
        ...tables?.[entity as EntityName],
      }
    }),
  }
}

/** Where a system would say who wrote a record; not who we say that we are. */
function withoutOrigin(connector: object): object {
  const text = JSON.stringify(connector, (key, value) => (key === 'origin' && value !== 'kith' ? undefined : value))
  return JSON.parse(text)
}

function mappingOf(source: string, entity: EntityName, columns: ReturnType<Target['columnsOf']>) {
  const fields = Object.entries(MEANINGS[entity]).map(([word, field]) => [columns[word], field])
  return {
    source,
    entity,
    id: 'id',
    defaultCountry: 'US',
    timeZone: 'UTC',
    nulls: ['n/a'],
    fields: { ...Object.fromEntries(fields), [columns.modified ?? '']: 'updatedAt' },
  }
}

/** Kinds of systems that the same sentences are tried on. */
export const KINDS = { rest: openRestTarget, postgres: openPostgresTarget } as const
export type Kind = keyof typeof KINDS
