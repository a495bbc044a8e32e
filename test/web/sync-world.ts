import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { KeyRing } from '../../server/access/key-file.ts'
import { prepareLocalSecret } from '../../server/access/local-secret.ts'
import { createApp } from '../../server/app.ts'
import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../server/ingest/ingest.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { ownActor } from '../../server/model/change.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { openKith } from '../../server/pipeline/kith.ts'
import { openConsole } from '../../server/store/console/cypher-console.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { compileSystem } from '../../server/systems/compile-system.ts'
import { openConnector } from '../../server/systems/connectors.ts'
import type { DefinitionFile } from '../../server/systems/definitions.ts'
import { type Crm, openCrm } from '../kit/crm/crm.ts'
import { demoDefinition } from '../kit/crm/crm-definition.ts'
import { PaperSystem } from '../kit/paper-system.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

export const CLI = ownActor('cli')
const MAPPING = {
  ...{ entity: 'person', id: 'id', defaultCountry: 'US' },
  fields: {
    ...{ first: 'givenName', last: 'familyName', mail: 'email', born: { to: 'birthDate', format: 'yyyy-MM-dd' } },
    ...{ street: 'address.line1', town: 'address.city', state: 'address.region', zip: 'address.postcode' },
    changed: 'updatedAt',
  },
}
export const SHOP = {
  ...{ system: 'shop', mode: 'coexistence', connector: { kind: 'file', folder: '/x', acknowledgement: 'none' } },
  retry: { tries: 2, firstSeconds: 3600, mostSeconds: 7200 },
  tables: [
    {
      ...{ entity: 'person', mapping: { ...MAPPING, source: 'shop' } },
      attributes: { email: { write: 'always' }, address: { write: 'always' } },
    },
  ],
}
/** Customers that the shop, the ERP and the CRM each have a record of. */
export const PEOPLE = [
  ['Catherine', 'Johnson', '1992-04-17'],
  ['Marcus', 'Delgado', '1983-02-21'],
  ['Imani', 'Brooks', '1998-07-09'],
  ['Steven', 'Kowalczyk', '1979-12-05'],
] as const

/** Kith as `kith start` serves it, with systems that a test defines: what is sent, it is told to send. */
export async function serveKith(store: Store, web: string) {
  const files = new Map<string, DefinitionFile>()
  const shop = new PaperSystem()
  const define = (definition: { system: string }) =>
    files.set(definition.system, {
      ...{ file: `${definition.system}.json`, name: definition.system, system: compileSystem(definition) },
    })
  const home = mkdtempSync(join(tmpdir(), 'kith-sync-'))
  const secret = prepareLocalSecret(home)
  const keys = new KeyRing(home)
  let crm: Crm | undefined
  const console = openConsole(inject('neo4j'), store.reach)
  let ahead = 0
  const kith = openKith(store, {
    ...TEST_CONTEXT,
    now: () => new Date(Date.now() + ahead),
    systems: {
      files: () => [...files.values()],
      connect: ({ name, definition }) =>
        name === 'shop' ? shop.connector() : openConnector(definition, () => undefined),
      budget: 1,
    },
  })
  const closing = new AbortController()
  const parts = { store, kith, console, keys, secret, web, version: '0.0.0-test', closing: closing.signal }
  const server = createServer(createApp({ ...parts, access: 'loopback' }))
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, kith, keys, secret, shop, files, define },
    /** What somebody types into a system arrives as that system says it. */
    async types(source: string, id: string, row: Record<string, string>) {
      if (source === 'shop') shop.edit('person', id, row)
      const compiled = compileMapping(parseMapping({ ...MAPPING, source }))
      const input = ingestRow({ id, ...row }, compiled, { file: 'x', line: 1 })
      if (!input.ok) throw new Error(input.problem.detail)
      await kith.upsert([input.value as RecordInput], CLI)
    },
    /** Two hours later nothing waits for its next try. */
    async later() {
      ahead += 7_200_000
      await this.settles()
    },
    /** The shipped CRM, in whose records some of the same people are. */
    async openCrm() {
      crm = await openCrm({ coerce: false })
      for (const [i, [firstName, lastName, birthDate]] of PEOPLE.entries())
        crm.add('person', {
          ...{ firstName, lastName, birthDate, email: `${firstName.toLowerCase()}@example.com` },
          address: { street: `${i + 1} Oak Street`, city: 'Boise', state: 'ID', zip: '83702', country: 'US' },
        })
      const { auth: _, ...connector } = demoDefinition().connector
      const definition = {
        ...{ ...demoDefinition(), system: 'demo-crm', mode: 'coexistence' },
        connector: { ...connector, url: crm.url },
      }
      define(definition)
      const { tables, ...system } = compileSystem(definition)
      const compiled = tables.get('person')?.compiled
      const changes = await openConnector(system.definition, () => undefined).changes?.('person', '', closing.signal)
      for (const { id, row } of changes?.records ?? []) {
        const input = compiled && ingestRow({ id, ...row }, compiled, { file: 'x', line: 1 })
        if (input?.ok) await kith.upsert([input.value as RecordInput], CLI)
      }
    },
    async settles() {
      for (let i = 0; i < 12; i++) if (!(await kith.runner.once(closing.signal))) return
      throw new Error('it does not come to rest')
    },
    async close() {
      closing.abort()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
      await kith.runner.close()
      await crm?.close()
      await console.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
