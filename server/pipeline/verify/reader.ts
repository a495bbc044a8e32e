import { SourceName } from '../../model/ids.ts'
import type { AddressInput, StandardAddress } from '../../model/record.ts'
import { formatOf } from '../../places/files.ts'
import { linesOf } from '../../places/lines.ts'
import type { Engine } from '../../rules/engine.ts'
import { placesLike } from '../../verify/place-hints.ts'
import type { AddressDesk } from './around.ts'

/** Whose address it would be, were it of a record: cleaning asks for one. */
const NOBODY = SourceName.parse('typed')

/** Makes address readers, of one engine one: what verifies by tables takes a while to make. */
export function addressDesks(): (engine: Engine) => AddressDesk {
  const made = new WeakMap<Engine, AddressDesk>()
  return (engine) => {
    const known = made.get(engine) ?? readerOf(engine)
    made.set(engine, known)
    return known
  }
}

function readerOf(engine: Engine): AddressDesk {
  return {
    check: (address, country) =>
      engine.verify({ address, ...(country === undefined ? {} : { defaultCountry: country }) }),
    clean: (address, country) => cleaned(engine, address, country),
    lines: (parts) => linesOf(parts, parts.country === undefined ? undefined : formatOf(parts.country)?.fmt),
    places: placesLike,
  }
}

function cleaned(engine: Engine, address: AddressInput, country: string | undefined): StandardAddress | undefined {
  return engine.standardise({
    source: NOBODY,
    sourceId: 'typed',
    entity: 'person',
    fields: {},
    addresses: [address],
    ...(country === undefined ? {} : { hints: { defaultCountry: country } }),
  }).addresses[0]
}
