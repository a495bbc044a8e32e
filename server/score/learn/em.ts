/**
 * Learns shares without labels by expectation maximisation over three classes of pairs: one entity (m), strangers (u),
 * and kin: two entities that have much in common, such as a household. After Fellegi and Sunter (1969) and Winkler (1988).
 * Strangers are seen in a random sample of pairs, matches and kin in the pairs that blocking proposes; pairs that no key
 * proposes count as strangers, so the prior is one over all pairs.
 */

/** Level patterns of pairs with how many pairs show each. `levels` holds `lines` entries a pattern. */
export type Patterns = {
  readonly lines: number
  readonly levels: Int8Array
  readonly weights: Float64Array
  /** Bits of rarity of the shared values, times each level's share of it: over all lines, and over those without kin shares. */
  readonly rare: Float64Array
  readonly rareKin: Float64Array
}

/** Shares of one line by level. `share`: how far rarity moves each level. */
export type Shares = { m: Float64Array; u: Float64Array; kin: Float64Array | undefined; share: Float64Array }

/** `usual`: log2 of the usual shared value's share by level; NaN where it is u. `most`: what m may come to by level. */
export type EmLine = Shares & {
  learn: 'all' | 'm' | 'u' | 'none'
  keepKin: boolean
  usual: Float64Array
  most: Float64Array
}

export type EmInput = {
  lines: readonly EmLine[]
  prior: { match: number; kin: number | undefined }
  proposed: Patterns
  random: Patterns
  /** All pairs there are. */
  pairs: number
  /** Records there are. */
  records: number
  /** Weight of the shares to start from, in matched pairs; the same for kin. */
  strength: number
  rounds: number
  /** Pairs among the proposed ones whose class a person or a truth told. */
  labelled?: ToldPatterns | undefined
}

/** Labelled pairs; weights say how many proposed pairs each stands for, itself included. */
type ToldPatterns = { same: Patterns; distinct: Patterns }

export type EmOutput = {
  lines: Shares[]
  prior: { match: number; kin: number | undefined }
  rounds: number
  converged: boolean
  /** Expected matched pairs that have a value on both sides, by line: few means that the shipped shares carry it. */
  support: number[]
}

/** Start shares weigh this share of the random pairs when u is learned: levels too rare to be seen keep some mass. */
const RANDOM_STRENGTH = 0.05
/** Fewest matches a record that the prior may fall to, and fewest kin a match: no class may die out. */
const FEWEST_MATCHES = 0.01
const FEWEST_KIN = 0.02
const SETTLED = 1e-4

export function learn(input: EmInput): EmOutput {
  const start = input.lines
  let lines: EmLine[] = start.map((line) => ({ ...line, m: line.m.slice(), u: line.u.slice(), kin: line.kin?.slice() }))
  let prior = { ...input.prior }
  let support = start.map(() => 0)
  let rounds = 0
  let converged = false
  while (rounds < input.rounds && !converged) {
    rounds++
    const proposed = tallies(input.proposed, lines, prior)
    if (input.labelled) fixClasses(proposed, input.labelled, lines, prior)
    const random = tallies(input.random, lines, prior)
    const next = start.map((line, l): EmLine => {
      const now = lines[l] ?? line
      if (line.learn === 'none') return now
      const u = line.learn === 'm' ? now.u : shares(random.strangers[l], line.u, RANDOM_STRENGTH * random.total)
      const m = line.learn === 'u' ? now.m : bounded(shares(proposed.matches[l], line.m, input.strength), line.most)
      const kin =
        line.kin && !line.keepKin
          ? bounded(shares(proposed.kin[l], line.kin, input.strength), mostOfKin(m, line))
          : now.kin
      return { ...now, u, m, kin }
    })
    const least = (FEWEST_MATCHES * input.records) / input.pairs
    const match = Math.min(0.5, Math.max(least, proposed.match / input.pairs))
    const kin =
      prior.kin === undefined ? undefined : Math.min(0.5, Math.max(FEWEST_KIN * match, proposed.kinMass / input.pairs))
    converged = change(lines, next) < SETTLED && Math.abs(Math.log2(match / prior.match)) < SETTLED
    lines = next
    prior = { match, kin }
    support = proposed.matches.map((tally) => tally.reduce((sum, one) => sum + one, 0))
  }
  return { lines, prior, rounds, converged, support }
}

type Tallies = {
  matches: Float64Array[]
  kin: Float64Array[]
  strangers: Float64Array[]
  match: number
  kinMass: number
  total: number
}

/**
 * Puts right what the shares made of labelled pairs, and of the pairs these stand for: what a pair is, less what it was
 * guessed to be, by its weight (the difference estimator of survey sampling; prediction-powered inference, Angelopoulos
 * et al. 2023). Labels of hard pairs only then do not make the easy ones look hard.
 */
function fixClasses(sums: Tallies, labelled: ToldPatterns, lines: readonly EmLine[], prior: EmInput['prior']): void {
  for (const known of ['same', 'distinct'] as const) {
    const told = tallies(labelled[known], lines, prior, known)
    const guessed = tallies(labelled[known], lines, prior)
    const corrected = (sum: number, is: number, was: number) => Math.max(0, sum + is - was)
    for (const part of ['matches', 'kin'] as const)
      for (const [l, tally] of sums[part].entries())
        for (const [i, sum] of tally.entries())
          tally[i] = corrected(sum, told[part][l]?.[i] ?? 0, guessed[part][l]?.[i] ?? 0)
    sums.match = corrected(sums.match, told.match, guessed.match)
    sums.kinMass = corrected(sums.kinMass, told.kinMass, guessed.kinMass)
  }
}

/** Expected number of pairs at each level, by class. A pair known to be distinct may still be kin. */
function tallies(
  patterns: Patterns,
  lines: readonly EmLine[],
  prior: EmInput['prior'],
  known?: keyof ToldPatterns,
): Tallies {
  const empty = () => lines.map((line) => new Float64Array(line.m.length))
  const sums: Tallies = { matches: empty(), kin: empty(), strangers: empty(), match: 0, kinMass: 0, total: 0 }
  const bits = lines.map(bitsOf)
  const odds = Math.log2(prior.match / (1 - prior.match - (prior.kin ?? 0)))
  const kinOdds = prior.kin === undefined ? Number.POSITIVE_INFINITY : Math.log2(prior.match / prior.kin)
  const width = patterns.lines
  for (let p = 0; p < patterns.weights.length; p++) {
    const weight = patterns.weights[p] ?? 0
    let against = odds + (patterns.rare[p] ?? 0)
    let againstKin = kinOdds + (patterns.rareKin[p] ?? 0)
    for (let l = 0; l < width; l++) {
      const level = patterns.levels[p * width + l] ?? -1
      if (level < 0) continue
      const own = bits[l]
      against += own?.strangers[level] ?? 0
      againstKin += own?.kin[level] ?? 0
    }
    // Odds for a match against both other classes together.
    const stranger = 2 ** -against
    const kin = 2 ** -againstKin
    const all = 1 + stranger + kin
    const guessed: Classes = Number.isFinite(all)
      ? [1 / all, kin / all, stranger / all]
      : [0, kin > stranger ? 1 : 0, kin > stranger ? 0 : 1]
    const [isMatch, isKin, isStranger] = known === undefined ? guessed : told(known, guessed)
    sums.total += weight
    sums.match += weight * isMatch
    sums.kinMass += weight * isKin
    for (let l = 0; l < width; l++) {
      const level = patterns.levels[p * width + l] ?? -1
      if (level < 0) continue
      add(sums.matches[l], level, weight * isMatch)
      add(sums.kin[l], level, weight * isKin)
      add(sums.strangers[l], level, weight * isStranger)
    }
  }
  return sums
}

/** Probabilities of match, kin, stranger. */
type Classes = [match: number, kin: number, stranger: number]

function told(known: keyof ToldPatterns, [, kin, stranger]: Classes): Classes {
  if (known === 'same') return [1, 0, 0]
  const apart = kin + stranger
  return apart === 0 ? [0, 0, 1] : [0, kin / apart, stranger / apart]
}

function add(tally: Float64Array | undefined, level: number, weight: number): void {
  if (tally) tally[level] = (tally[level] ?? 0) + weight
}

/** Bits of each level for a match against strangers and against kin; the patterns carry the rarity of the values. */
function bitsOf(line: EmLine): { strangers: Float64Array; kin: Float64Array } {
  const strangers = line.m.map((m, i) => {
    const u = Math.log2(line.u[i] ?? 1)
    const usual = line.usual[i] ?? Number.NaN
    return Math.log2(m) - u + (line.share[i] ?? 0) * (Number.isNaN(usual) ? u : usual)
  })
  const kin = line.kin ? line.m.map((m, i) => Math.log2(m / (line.kin?.[i] ?? 1))) : strangers
  return { strangers, kin }
}

function shares(tally: Float64Array | undefined, start: Float64Array, strength: number): Float64Array {
  const total = (tally?.reduce((sum, one) => sum + one, 0) ?? 0) + strength
  return start.map((share, i) => ((tally?.[i] ?? 0) + strength * share) / total)
}

/** Shares cut to what each may come to; what is cut off goes to the others in proportion. */
function bounded(m: Float64Array, most: Float64Array): Float64Array {
  const over = m.reduce((sum, share, i) => sum + Math.max(0, share - (most[i] ?? 1)), 0)
  if (over === 0) return m
  const rest = m.reduce((sum, share, i) => sum + (share < (most[i] ?? 1) ? share : 0), 0)
  return m.map((share, i) => (share < (most[i] ?? 1) ? share * (1 + over / rest) : (most[i] ?? 1)))
}

/**
 * What kin may come to: where they agree less often than matches by the shares that learning starts from, they never agree
 * more often. Else pairs of one entity that are named otherwise than usual would be taken for kin, who differ in their names.
 */
function mostOfKin(m: Float64Array, start: EmLine): Float64Array {
  return m.map((share, i) => ((start.kin?.[i] ?? 1) < (start.m[i] ?? 1) ? share : 1))
}

function change(before: readonly EmLine[], after: readonly EmLine[]): number {
  let most = 0
  for (const [l, line] of after.entries()) {
    for (const [i, m] of line.m.entries()) most = Math.max(most, Math.abs(m - (before[l]?.m[i] ?? 0)))
  }
  return most
}
