import { ENTITIES } from '../../model/entities/registry.ts'
import type { Golden } from '../../model/golden.ts'
import type { ShownForm } from '../../relate/address-form.ts'
import type { PlaceRules } from '../../relate/rules.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { adoptForms, keepFormerPlaces } from '../../store/write/addresses.ts'
import { goldensAfter } from '../../store/write/goldens.ts'
import { standardRecords } from '../../store/write/records.ts'
import { openLedger } from '../feed/ledger.ts'
import { formsOf } from '../relate/address-rows.ts'
import { commitAddresses } from '../relate/addresses.ts'
import type { RunContext } from '../run/context.ts'
import { exclusively } from '../run/exclusive.ts'

/** Golden records of one transaction. */
const PAGE = 500

/**
 * Decides anew which addresses are one place, those of an earlier Kith too. No golden record changes by it and the feed tells
 * nothing; households follow when relations are derived anew.
 */
export async function placeAnew(store: Store, rules: PlaceRules, context: RunContext): Promise<void> {
  await exclusively(store, context.mint('job'), async () => {
    for (const { name } of ENTITIES) {
      for (let after = ''; ; ) {
        const page = await store.read((tx) => goldensAfter(tx, name, after, PAGE))
        const last = page.at(-1)
        if (!last) break
        after = last.id
        await store.write(async (tx) => {
          const put = await statedBy(tx, page)
          const rows = put.flatMap(({ forms }) => forms.map(({ key, address }) => ({ form: key, address })))
          if (rows.length > 0) await adoptForms.run(tx, { rows })
          await commitAddresses(tx, { put, retired: [], anew: true }, name, rules, openLedger(context))
        })
      }
    }
    await keepFormerPlaces(store)
  })
}

async function statedBy(
  tx: Tx,
  page: readonly Golden[],
): Promise<{ before: Golden; after: Golden; forms: readonly ShownForm[] }[]> {
  const ids = page.flatMap(({ addresses }) => addresses.map(({ record }) => record))
  const rows = ids.length === 0 ? [] : await standardRecords.run(tx, { ids: [...new Set(ids)] })
  const records = rows.map(({ standard }) => standard)
  const byId = new Map(records.map((record) => [record.id, record]))
  return page.map((golden) => ({
    before: golden,
    after: golden,
    forms: formsOf(
      golden,
      golden.addresses.flatMap(({ record }) => byId.get(record) ?? []),
    ),
  }))
}
