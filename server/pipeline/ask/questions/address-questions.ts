import { addressLine } from '../../../model/address-line.ts'
import type { AddressPage } from '../../../model/addresses/address-event.ts'
import type { AddressesReport, WorstAddresses } from '../../../model/addresses/address-report.ts'
import { compareIds } from '../../../model/ids.ts'
import { fail } from '../../../model/problem.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import {
  addressIn,
  type Prices,
  readAddresses,
  readWorst,
  type WorstFilter,
} from '../../../store/read/addresses/address-report.ts'
import { spellingsOfPlace, wordsOfKeys, writersOf } from '../../../store/write/address-words.ts'
import { standardRecords } from '../../../store/write/records.ts'
import { whomItConcerns } from '../../steward/address-events.ts'
import { type Asking, SEARCH_LIMITS } from '../asking.ts'

/** Questions about addresses, whoever lives there. */
export const addressQuestions = ({ read }: Asking) => ({
  /** What was told of a cleaned address, or of a place in all its spellings, and who writes it. @throws ProblemError `address.not-found` */
  find: (key: string): Promise<AddressPage> =>
    read(async (tx) => {
      const ofPlace = (await spellingsOfPlace.run(tx, { place: key })).map((row) => row.key)
      const spellings = ofPlace.length > 0 ? ofPlace : [key]
      const words = (await wordsOfKeys(tx, spellings, true)).sort((a, b) => compareIds(b.at, a.at))
      const text = (await textOf(tx, spellings)) ?? addressIn(words[0]?.body)
      if (words.length === 0 && text === undefined) fail('address.not-found', `nobody writes address ${key}`)
      return {
        ...{ key, spellings, words },
        ...(text === undefined ? {} : { text }),
        ...(await whomItConcerns(tx, spellings)),
      }
    }),

  /** How good they are, and what that costs. */
  report: (prices: Prices): Promise<AddressesReport> => read((tx) => readAddresses(tx, prices), SEARCH_LIMITS),

  worst: (filter: WorstFilter): Promise<WorstAddresses> => read((tx) => readWorst(tx, filter), SEARCH_LIMITS),
})

/** As the first of its records writes it. */
async function textOf(tx: Tx, keys: readonly string[]): Promise<string | undefined> {
  const [first] = (await writersOf.run(tx, { keys })).map(({ record }) => record).sort()
  const [row] = first === undefined ? [] : await standardRecords.run(tx, { ids: [first] })
  const address = row?.standard.addresses.find(({ key }) => keys.includes(key))
  return address && addressLine({ ...address, line2: undefined })
}
