import type { ProviderFile } from '../../server/verify/providers/definitions.ts'
import { ProviderDefinition } from '../../server/verify/providers/provider-shape.ts'
import { type JsonServer, jsonServer, type Said } from './json-server.ts'

/** An address as the double was asked about it. */
type AskedAddress = {
  readonly Address1: string
  readonly Address2: string
  readonly Locality: string
  readonly AdministrativeArea: string
  readonly PostalCode: string
  readonly Country: string
}
type Match = Readonly<Record<string, string>>

/** `well`; `slow`: it answers too late; `down`; `wrong`: not as anybody knows it; `spent`: over its quota; `silent`: never. */
export type Mood = 'well' | 'slow' | 'down' | 'wrong' | 'spent' | 'silent'

export type ProviderDouble = {
  readonly url: string
  /** Addresses that it was asked about, oldest first. */
  readonly asked: readonly AskedAddress[]
  is(mood: Mood): void
  /** What it knows of an address; undefined: it confirms each house as it is. */
  knows(what: (address: AskedAddress) => Match | undefined): void
  /** Its file, with what a test wants otherwise. */
  file(more?: Readonly<Record<string, unknown>>): ProviderFile
  close(): Promise<void>
}

const SLOW_MS = 1_500

/** An address provider that speaks as Loqate does, and is what a test wants it to be. */
export async function openProviderDouble(): Promise<ProviderDouble> {
  let mood: Mood = 'well'
  let known: (address: AskedAddress) => Match | undefined = () => undefined
  const asked: AskedAddress[] = []
  const answer = async ({ body }: { body: unknown }): Promise<Said | undefined> => {
    const [address] = (body as { Addresses: AskedAddress[] }).Addresses
    if (!address) return { status: 400 }
    asked.push(address)
    if (mood === 'slow') await new Promise((done) => setTimeout(done, SLOW_MS))
    if (mood === 'silent') return undefined
    if (mood === 'down') return { status: 503 }
    if (mood === 'spent') return { status: 429, headers: { 'retry-after': '3600' } }
    if (mood === 'wrong') return { text: '<html>Welcome</html>' }
    return { json: [{ Matches: [{ AVC: 'V44-I44-P6-100', AQI: 'A', ...asIs(address), ...known(address) }] }] }
  }
  const server: JsonServer = await jsonServer(answer)
  return {
    url: server.url,
    asked,
    is: (next) => {
      mood = next
    },
    knows: (what) => {
      known = what
    },
    file(more = {}) {
      const definition = ProviderDefinition.parse({
        ...{ provider: 'post', connector: { kind: 'loqate', url: server.url, key: { env: 'KEY' } }, countries: ['US'] },
        ...{ keep: { what: 'all' }, cost: { perCall: 0.01 }, retry: { firstSeconds: 60, mostSeconds: 3_600 } },
        ...more,
      })
      return { file: 'post.json', name: definition.provider, definition }
    },
    close: server.close,
  }
}

function asIs({ Address1, Address2, Locality, AdministrativeArea, PostalCode, Country }: AskedAddress): Match {
  return {
    ...{ DeliveryAddress1: Address1, SubBuilding: Address2, Locality, AdministrativeArea, PostalCode },
    'ISO3166-2': Country,
  }
}

/** Variables of the environment, where the double's key lies. */
export function keyOfDouble(name: string): string | undefined {
  return name === 'KEY' ? 'AA11-SECRET' : undefined
}
