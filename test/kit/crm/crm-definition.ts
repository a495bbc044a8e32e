import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../../server/env.ts'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { RestSettings } from '../../../server/systems/rest/rest-shape.ts'

const TABLES: Record<EntityName, string> = { person: 'persons', company: 'companies', contact: 'contacts' }

/** The shipped definition of the demo CRM, as JSON that a test may change. */
export function demoDefinition(): Record<string, unknown> & { connector: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(PROJECT, 'seeds/systems/demo-crm.json'), 'utf8'))
}

/**
 * How a CRM of openCrm is spoken to, of all its tables: the shipped definition says it of persons, and they are all alike.
 * `changes` are laid over it, those of `person` over every table.
 */
export function crmSettings(
  url: string,
  changes: { settings?: object; entity?: object; auth?: object } = {},
): RestSettings {
  const shipped = demoDefinition().connector
  const person = JSON.stringify({ ...Object(shipped.entities).person, ...changes.entity })
  const entities = Object.entries(TABLES).map(([entity, table]) => [
    entity,
    JSON.parse(person.replaceAll('/persons', `/${table}`)),
  ])
  const { auth: _, ...rest } = shipped
  return RestSettings.parse({ ...rest, url, ...changes.settings, entities: Object.fromEntries(entities) })
}
