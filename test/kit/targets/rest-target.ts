import type { EntityName } from '../../../server/model/entities/registry.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { openCrm } from '../crm/crm.ts'
import { crmSettings } from '../crm/crm-definition.ts'
import { isThere } from '../crm/crm-records.ts'
import { type CrmFields, flatFields } from '../crm/crm-rules.ts'
import type { Row, Target } from './target.ts'

const EVERY = { email: 'email', phone: 'phone', golden: 'kithId', modified: 'modifiedAt', active: 'active' }
const HUMAN = { ...EVERY, title: 'title', given: 'firstName', family: 'lastName', born: 'birthDate', mobile: 'mobile' }
const COLUMNS: Record<EntityName, Record<string, string>> = {
  person: {
    ...HUMAN,
    street: 'address.street',
    city: 'address.city',
    state: 'address.state',
    zip: 'address.zip',
    newsletter: 'newsletter',
  },
  company: { ...EVERY, name: 'name', taxId: 'taxId', website: 'website', terms: 'paymentTerms' },
  contact: { ...HUMAN, company: 'companyId', job: 'jobTitle' },
}
const KITH = 'kith'
const LONG = 1_000_000

/** A CRM that speaks JSON over HTTP. */
export async function openRestTarget(): Promise<Target> {
  let at: string | undefined
  const crm = await openCrm({ now: () => (at === undefined ? new Date() : new Date(at)) })
  const { auth: _, ...connector } = crmSettings(crm.url)
  const as = async <T>(time: string | undefined, work: () => T): Promise<T> => {
    at = time
    const done = work()
    at = undefined
    return done
  }
  return {
    connector,
    columnsOf: (entity) => COLUMNS[entity],
    connect: ({ definition: { connector: settings, pace } }) => {
      if (settings.kind !== 'rest') throw new Error(`${settings.kind} is not how a CRM is spoken to`)
      return openRest(settings, pace, { secret: () => '' })
    },
    add: (entity, row, time) => as(time, () => crm.add(entity, nested(row, COLUMNS[entity])).id),
    edit: async (entity, id, row, time) => {
      await as(time, () => crm.edit(entity, id, nested(row, COLUMNS[entity])))
    },
    remove: async (entity, id) => {
      crm.remove(entity, id)
    },
    ids: async (entity) => crm.records(entity).flatMap((record) => (isThere(record) ? [record.id] : [])),
    row: async (entity, id) => {
      const record = crm.get(entity, id)
      return record && isThere(record) ? words(flatFields(record.fields), COLUMNS[entity]) : {}
    },
    writes: async () =>
      crm.ledger
        .filter(({ by }) => by === KITH)
        .map(({ entity, id, changed }) => {
          const now = Object.entries(changed).map(([field, [, to]]) => [field, to ?? ''])
          return { entity, id, set: words(Object.fromEntries(now), COLUMNS[entity], true) }
        }),
    setIn: (entity, { body }) => words(flatFields(Object(body)), COLUMNS[entity], true),
    offline: (is) => crm.offline(is),
    fails: async (is) => (is ? crm.fail('error', { times: LONG }) : crm.mend()),
    denies: async (is) => (is ? crm.fail('denied', { times: LONG, on: 'any' }) : crm.mend()),
    backup: async () => {
      const all = crm.backup()
      return async () => crm.restore(all)
    },
    close: () => crm.close(),
  }
}

function nested(row: Row, columns: Readonly<Record<string, string>>): CrmFields {
  const fields: Record<string, CrmFields[string]> = {}
  for (const [word, text] of Object.entries(row)) {
    const [first = '', second] = (columns[word] ?? word).split('.')
    const value = text === '' ? null : word === 'active' || word === 'newsletter' ? text === 'true' : text
    fields[first] = second === undefined ? value : { ...Object(fields[first]), [second]: value }
  }
  return fields
}

function words(
  flat: Readonly<Record<string, unknown>>,
  columns: Readonly<Record<string, string>>,
  isWithEmpty = false,
): Row {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([word, column]) => {
      const text = flat[column] ?? (isWithEmpty ? undefined : '')
      return text === undefined || (text === '' && !isWithEmpty) ? [] : [[word, String(text)]]
    }),
  )
}
