import { formatOf } from '../../places/files.ts'
import { linesOf } from '../../places/lines.ts'
import { cleanAddress } from '../../rules/clean-address.ts'
import type { Engine } from '../../rules/engine.ts'
import { placesLike } from '../../verify/place-hints.ts'
import type { AddressDesk } from './around.ts'

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
    clean: (address, country) => cleanAddress(engine.standardise, address, country),
    lines: (parts) => linesOf(parts, parts.country === undefined ? undefined : formatOf(parts.country)?.fmt),
    places: placesLike,
  }
}
