import type { SearchQuery } from '../../model/arriving/search-query.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { SourceName } from '../../model/ids.ts'
import type { RecordInput, StandardRecord } from '../../model/record.ts'
import type { Engine } from '../../rules/engine.ts'
import { parseFreeText } from '../../standardise/free-text.ts'

/** The record that is searched with: it has an id only because a record must have one, and is never stored. */
const PROBE = { source: SourceName.parse('search'), sourceId: 'probe' }

/** Words at the end of a line that may be a city: Salt Lake City. */
const CITY_WORDS = 3

/**
 * The query as a cleaned record; none when it says nothing about this entity. The last words of a line may be a city
 * (`Kenji Mbeki Bangor`): such readings come after the plain one, and count for who lives there.
 */
export function probesOf(query: SearchQuery, entity: EntityName, engine: Engine): StandardRecord[] {
  const parsed = query.text === undefined ? undefined : parseFreeText(query.text, engine.cleaning, entity)
  const fields: RecordInput['fields'] = { ...parsed?.fields }
  for (const [name, value] of Object.entries(query.fields ?? {})) fields[name] = [value].flat()
  const address = { ...parsed?.address, ...query.address }
  const addresses = Object.keys(address).length > 0 ? [address] : []
  if (Object.keys(fields).length === 0 && addresses.length === 0) return []
  const base = { ...PROBE, entity }
  const plain = engine.standardise({ ...base, fields, addresses })
  const whole = entity === 'company' ? 'name' : 'fullName'
  const words = parsed?.fields[whole]?.[0]?.split(' ') ?? []
  if (address.city !== undefined || query.fields?.[whole] !== undefined) return [plain]
  const counts = Array.from({ length: Math.min(CITY_WORDS, words.length - 1) }, (_none, i) => i + 1)
  const inCity = counts.map((count) => ({
    ...base,
    fields: { ...fields, [whole]: [words.slice(0, -count).join(' ')] },
    addresses: [{ ...address, city: words.slice(-count).join(' ') }],
  }))
  return [plain, ...inCity.map(engine.standardise)]
}
