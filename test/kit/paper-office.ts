import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../server/ingest/ingest.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { ownActor } from '../../server/model/change.ts'
import { RecordId } from '../../server/model/ids.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { openKith, type SystemOptions } from '../../server/pipeline/kith.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { compileSystem } from '../../server/systems/compile-system.ts'
import { PaperSystem } from './paper-system.ts'
import { TEST_CONTEXT } from './world.ts'

const MAPPING = {
  entity: 'person',
  id: 'id',
  defaultCountry: 'US',
  fields: {
    first: 'givenName',
    last: 'familyName',
    mail: 'email',
    tel: 'phone',
    born: { to: 'birthDate', format: 'MM/dd/yyyy' },
    street: 'address.line1',
    town: 'address.city',
    state: 'address.region',
    zip: 'address.postcode',
    changed: 'updatedAt',
  },
}
export const definitionOf = (system: string, attributes: object, more: object = {}) => ({
  system,
  mode: 'coexistence',
  connector: { kind: 'file', folder: '/nowhere', acknowledgement: 'none' },
  tables: [{ entity: 'person', mapping: { ...MAPPING, source: system }, attributes, ...more }],
})
/** Attributes that are written, and when. */
export const ALL = {
  name: { write: 'always' },
  email: { write: 'always' },
  phone: { write: 'ifEmpty' },
  address: { write: 'always' },
}
export const CLI = ownActor('cli')
export const SHOP = RecordId.parse('shop:person:1')
export const ERP = RecordId.parse('erp:person:9')

/** Systems that are tables on paper, over one graph. */
export function office(
  store: Store,
  systems: Record<string, { paper: PaperSystem; definition: object }>,
  options: Partial<SystemOptions> = {},
  now: () => Date = TEST_CONTEXT.now,
) {
  const files = () =>
    Object.entries(systems).map(([name, { definition }]) => ({
      file: `${name}.json`,
      name,
      system: compileSystem(definition),
    }))
  const kith = openKith(store, {
    ...TEST_CONTEXT,
    now,
    systems: {
      files,
      connect: ({ name }) => systems[name]?.paper.connector() ?? new PaperSystem().connector(),
      budget: 1,
      ...options,
    },
  })
  const signal = new AbortController().signal
  return {
    kith,
    /** What somebody types into a system arrives as that system says it. */
    async types(system: string, id: string, row: Record<string, string>) {
      const { paper } = systems[system] ?? {}
      paper?.edit('person', id, row)
      const compiled = compileMapping(parseMapping({ ...MAPPING, source: system }))
      const input = ingestRow({ id, ...(paper?.row('person', id) ?? row) }, compiled, { file: 'x', line: 1 })
      if (!input.ok) throw new Error(input.problem.detail)
      await kith.upsert([input.value as RecordInput], CLI)
    },
    async apply(system: string) {
      const { hash } = await kith.systems.plan(system)
      await kith.systems.apply(system, hash, CLI)
    },
    async settles() {
      for (let i = 0; i < 12; i++) if (!(await kith.runner.once(signal))) return
      throw new Error('it does not come to rest')
    },
  }
}
