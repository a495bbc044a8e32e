import type { Evidence, Verdict } from '../../model/evidence.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import { firstClaim, type StandardRecord } from '../../model/record.ts'
import type { SearchFit, SearchHit } from '../../model/views.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { SearchCandidate } from '../../store/read/searches.ts'
import { type Asked, fitsAll } from './search-fit.ts'

type Scorer = EntityEngine['scorer']

/** The best record of a golden record, and how well its words fit the text, which decides between equals. */
export type Found = {
  row: SearchCandidate
  bits: number
  verdict: Verdict
  /** Whether this record says all that was asked. */
  fits: () => boolean
  reasons: () => Evidence[]
}

/** The same once it is known how well its golden record fits. */
export type Fitting = Found & { fit: SearchFit; notes: readonly string[] }

/** How well a record fits what is asked; what was known of how it was found stays known. */
export function scoring(
  probes: { probe: StandardRecord; readings: readonly StandardRecord[] } | undefined,
  asked: Asked,
  scorer: Scorer,
): (row: SearchCandidate, known: SearchCandidate | undefined) => Found {
  const plain = probes && scorer.prepare(probes.probe)
  const readings = probes?.readings.map((record) => ({ city: cityOf(record), probe: scorer.prepare(record) })) ?? []
  return (found, known) => {
    const score = Math.max(found.score, known?.score ?? 0)
    const row = { ...found, score, onKeys: found.onKeys || known?.onKeys === true }
    const fits = once(() => fitsAll(asked, { records: [row.standard], company: companyOf(row)?.name }))
    if (!plain) return { row, bits: scorer.review, verdict: 'unsure', fits, reasons: () => [] }
    const made = scorer.prepare(row.standard)
    const fitting = readings.filter(({ city }) => row.standard.addresses.some(({ folded }) => folded.city === city))
    const best = [plain, ...fitting.map(({ probe }) => probe)]
      .map((probe) => ({ probe, bits: scorer.bits(probe, made) }))
      .reduce((a, b) => (b.bits > a.bits ? b : a))
    const reasons = () => [...scorer.explain(best.probe, made).evidence]
    return { row, bits: best.bits, verdict: verdictOf(best.bits, scorer), fits, reasons }
  }
}

/** @returns the record of each golden record that fits best, best first. */
export function bestPerGolden(rows: Iterable<Found>): Found[] {
  const found = [...rows]
  found.sort((a, b) => b.bits - a.bits || b.row.score - a.row.score || compareIds(a.row.id, b.row.id))
  const best = new Map<GoldenId, Found>()
  for (const one of found) if (!best.has(one.row.golden)) best.set(one.row.golden, one)
  return [...best.values()]
}

export function hitOf({ row, bits, verdict, fit, reasons, notes }: Fitting, scorer: Scorer): SearchHit {
  const { brief } = row
  const company = companyOf(row)
  return {
    golden: row.golden,
    entity: row.standard.entity,
    name: brief.name,
    summary: [brief.line1, brief.unit, brief.city, brief.region, brief.emails?.[0] ?? brief.phones?.[0]]
      .filter(Boolean)
      .join(' · '),
    fit,
    ...(company && { company }),
    probability: scorer.probability(bits),
    bits,
    verdict: fit === 'fits' && verdict === 'distinct' ? 'unsure' : verdict,
    record: row.id,
    reasons: reasons(),
    notes: [...notes, ...notesOf(row)],
    sources: brief.sources,
  }
}

/** Where a contact works: the company, or else what its record calls it. */
export function companyOf({ standard, companies: [company] }: SearchCandidate): SearchHit['company'] {
  if (company) return company
  const stated = firstClaim(standard, 'company.name')
  return stated && { name: stated.value }
}

function cityOf(record: StandardRecord): string | undefined {
  return record.addresses[0]?.folded.city || undefined
}

function verdictOf(bits: number, { match, review }: Scorer): Verdict {
  return bits >= match ? 'same' : bits >= review ? 'unsure' : 'distinct'
}

/** What the matching record says that is no longer so: the searcher used an old name or an old address. */
function notesOf({ standard: record, brief, addressKeys }: SearchCandidate): string[] {
  const notes: string[] = []
  const family = firstClaim(record, 'familyName')?.value
  if (family && brief.formerNames?.some((name) => name.toLowerCase() === family.toLowerCase()))
    notes.push(`former name ${family}`)
  const old = record.addresses.find(({ key }) => !addressKeys.includes(key))
  if (old && addressKeys.length > 0 && old.city !== undefined && old.city.toLowerCase() !== brief.city?.toLowerCase())
    notes.push(`former address ${[old.city, old.region].filter(Boolean).join(', ')}`)
  return notes
}

/** What is worked out when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
