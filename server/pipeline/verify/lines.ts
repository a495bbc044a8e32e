import type { Problem } from '../../model/problem.ts'
import { ProblemError } from '../../model/problem.ts'
import { hashOf } from '../../text/hash.ts'
import type { AddressProvider } from '../../verify/providers/provider.ts'
import { type ProviderDefinition, serves } from '../../verify/providers/provider-shape.ts'
import type { VerifyAround } from './around.ts'
import { type Circuit, openCircuit } from './circuit.ts'
import { openPace, type Pace } from './pace.ts'

/** A provider that is in use. */
export type ProviderLine = {
  readonly name: string
  readonly hash: string
  readonly definition: ProviderDefinition
  readonly provider: AddressProvider
  readonly circuit: Circuit
  readonly pace: Pace
}

/** One that is not, and why. */
export type FaultyProvider = {
  readonly name: string
  readonly definition?: ProviderDefinition
  readonly problem: Problem
}

export type Lines = {
  /** Who is asked about a country, in their order. */
  for(country: string): readonly ProviderLine[]
  all(): { readonly lines: readonly ProviderLine[]; readonly faulty: readonly FaultyProvider[] }
}

/** The providers that files define. One that cannot be opened is told, and keeps nobody from being asked. */
export function openLines({
  files,
  open,
  now,
  freshMs,
}: Pick<VerifyAround, 'files' | 'open' | 'now' | 'freshMs'>): Lines {
  const known = new Map<string, ProviderLine>()
  let read: ReturnType<Lines['all']> = { lines: [], faulty: [] }
  let readAt = Number.NEGATIVE_INFINITY

  const lineOf = (definition: ProviderDefinition): ProviderLine => {
    const [name, hash] = [definition.provider, hashOf(definition)]
    const before = known.get(name)
    if (before?.hash === hash) return before
    const { limits, retry } = definition
    const line = {
      name,
      hash,
      definition,
      provider: open(definition),
      circuit: openCircuit(retry, now),
      pace: openPace(limits),
    }
    known.set(name, line)
    return line
  }

  const all = () => {
    if (performance.now() - readAt < freshMs) return read
    const lines: ProviderLine[] = []
    const faulty: FaultyProvider[] = []
    for (const file of files()) {
      if ('problem' in file) faulty.push(file)
      else
        try {
          lines.push(lineOf(file.definition))
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          faulty.push({ name: file.name, definition: file.definition, problem: error.problem })
        }
    }
    lines.sort((a, b) => a.definition.order - b.definition.order || (a.name < b.name ? -1 : 1))
    read = { lines, faulty }
    readAt = performance.now()
    return read
  }
  return { all, for: (country) => all().lines.filter(({ definition }) => serves(definition, country)) }
}
