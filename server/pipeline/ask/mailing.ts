import { addressLine } from '../../model/address-line.ts'
import type { MailingView, Obstacle } from '../../model/relation-views.ts'
import { type MailingOptions, mailing } from '../../relate/mailing.ts'
import type { MailingRules } from '../../relate/rules.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { resolveId } from '../../store/read/id-reads.ts'
import { mailingCustomers } from '../../store/read/mailings.ts'
import { feedHead } from '../../store/write/changes.ts'

export type MailingRequest = MailingOptions & {
  /** What the mailing is for: the part after the dot of `consent.<purpose>`. */
  purpose: string
  /** Ids of golden records, present or retired, and of records that must not be written to. */
  suppress: readonly string[]
  /** Who is left out, for whatever reason or for this one, instead of who is written to. */
  left?: Obstacle | 'any' | undefined
  offset: number
  limit: number
}

/** Whom a mailing goes to and what it saves. The whole graph is counted, whatever page is asked for. */
export async function mailingList(
  tx: Tx,
  { purpose, suppress, left: why, offset, limit, ...options }: MailingRequest,
  { ruleSet }: Engine,
): Promise<MailingView> {
  const { suppressWhen } = ruleSet.relate.mailing
  const consent = `consent_${purpose.replace(/[^A-Za-z0-9_]/g, '_')}`
  const kept = await suppressed(tx, suppress)
  const rows = await mailingCustomers(tx, { consent, properties: suppressWhen.map(({ property }) => property) })
  const people = rows.map(({ members, consents, said, verified, undeliverable, ...row }) => ({
    ...row,
    name: row.name ?? row.golden,
    records: members,
    verified: verified === true,
    undeliverable: undeliverable === true,
    consent: consents.includes('false') ? ('no' as const) : consents.includes('true') ? ('yes' as const) : undefined,
    suppressed: kept.has(row.golden) || members.some((id) => kept.has(id)) || isSuppressed(said, suppressWhen),
  }))
  const { pieces, left, counts } = mailing(people, options)
  const out = why === undefined ? undefined : left.filter((each) => why === 'any' || each.why === why)
  const wanted = out === undefined ? pieces : []
  const isMore = offset + limit < (out ?? pieces).length
  return {
    seq: (await feedHead.run(tx, {}))[0]?.seq ?? 0,
    purpose,
    per: options.per,
    counts,
    rows: wanted.slice(offset, offset + limit).map(({ to, reason, also }) => ({
      addressee: to.golden,
      name: to.name,
      reason,
      ...(options.per === 'household' && to.household
        ? { household: to.household, householdName: to.householdName }
        : {}),
      covers: [to, ...also].map(({ golden }) => golden),
      coversNames: [to, ...also].map(({ name }) => name),
      verified: to.verified,
      consent: to.consent,
      address: { ...to.address, key: to.address?.key ?? '', text: addressLine(to.address ?? {}) },
    })),
    ...(out && {
      left: out
        .slice(offset, offset + limit)
        .map(({ who: { golden, name }, why: reason }) => ({ golden, name, why: reason })),
    }),
    ...(isMore ? { next: offset + limit } : {}),
  }
}

async function suppressed(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const all = new Set(ids)
  for (const id of ids)
    if (id.startsWith('cus_')) for (const heir of (await resolveId(tx, id))?.current ?? []) all.add(heir)
  return all
}

function isSuppressed(said: readonly (readonly unknown[])[], rules: MailingRules['suppressWhen']): boolean {
  return said.some((record) =>
    rules.some(({ values }, place) => values.includes(String(record[place] ?? '').toLowerCase())),
  )
}
