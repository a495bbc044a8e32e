import { fold } from '../../text/fold.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'
import { firstWords, type TextWords, wordsOf } from './first-words.ts'

export type Units = {
  /** Flat, suite, floor, staircase and door in a line, as shown, and the line without them. */
  readonly find: (line: string) => { readonly unit: string; readonly rest: string } | undefined
  /** Whether a line of plain words has one that a unit or a post box starts with. */
  readonly mayHold: (line: string) => boolean
  /** Number of a post box in a line. */
  readonly postBox: (line: string) => string | undefined
  /** What tells units apart: `Apt. 04B`, `#4b` and `4 B` are `4b`; `3º B` and `piso 3, puerta B` are `3b`. */
  readonly fold: (unit: string) => string
}

const ORDINAL_SIGN = /[ºª°]/
const always = () => true

/** What a part of a unit is, the widest first: a staircase has storeys, a storey has doors. */
const KINDS = ['block', 'storey', 'door'] as const
type Kind = (typeof KINDS)[number]
type Part = { readonly kind: Kind; readonly id: string }
type Found = { readonly at: number; readonly whole: string; readonly shown: string; readonly parts: readonly Part[] }
type Reader = (line: string) => Found | undefined
/** A reader and what a line has to have for it. */
type Gated = readonly [mayRead: (words: TextWords, line: string) => boolean, read: Reader]

const ROMAN = new Map(
  ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'].map((word, i) => [word, `${i + 1}`]),
)

/** End of a word: `\b` does not see letters beyond ASCII. */
const AFTER = String.raw`(?![\p{L}\d])`

/** Any of some words, with their accents or without; between two there may be a point. */
function alternatives(words: readonly string[]): string {
  const spelled = [
    ...new Set(words.flatMap((word) => [word, /^[\p{Script=Latin}\s]+$/u.test(word) ? fold(word) : word])),
  ]
  const escaped = spelled.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return anyOf(escaped.map((word) => word.split(' ').join(String.raw`\.?\s*`)))
}

export function unitFinder(rules: Knowledge): Units {
  const { units, blocks, storeys, poBoxes, groundFloors, groundDoors, houseParts, sides, storeyNumbers } =
    rules.addresses
  const kindOf = new Map<string, Kind>()
  const labels: readonly (readonly [Kind, readonly string[]])[] = [
    ['door', units],
    ['block', blocks],
    ['storey', storeys],
  ]
  for (const [kind, words] of labels)
    for (const word of words) if (!kindOf.has(fold(word))) kindOf.set(fold(word), kind)
  const sideOf = new Map(
    Object.entries(sides).flatMap(([side, words]) => words.map((word) => [fold(word), side] as const)),
  )
  const atGround = new Set(groundDoors.map(fold))
  const numberOf = new Map(
    Object.entries(storeyNumbers).flatMap(([number, words]) => words.map((word) => [fold(word), number] as const)),
  )

  const words = alternatives([...units, ...blocks, ...storeys])
  const floors = alternatives([...rules.written('floors'), ...storeys])
  const boxes = alternatives(poBoxes)
  const side = alternatives([...sideOf.keys(), ...Object.values(sides).flat()])
  const lettered = anyOf(rules.written('ordinals'))
  const labelled = String.raw`(?:(?:${words})${AFTER}\.?[\s:#.]*(?:n[or]\.?(?=\s*\d)\s*)?|#\s*)`
  const id = String.raw`(?:\d[\p{L}\d]*(?:[/-][\p{L}\d]+)*|\p{L}\d*(?:-[\p{L}\d]{1,3})?|[ivx]{2,4})`
  const unit = new RegExp(String.raw`(?:^|[\s,(/–-])(${labelled})(${id})(?=$|[\s,)/;]|\.(?=$|[\s,]))`, 'iu')
  const glued = new RegExp(String.raw`(?:^|[\s,])(${words})(\d+[a-z]?)(?=$|[\s,)])`, 'iu')
  const floorNumber = String.raw`\d{1,3}|[ivx]{1,4}`
  const floorWord = alternatives([...numberOf.keys(), ...Object.values(storeyNumbers).flat()])
  /** `2nd Floor`; without letters behind its number only where no other number follows: `Unit 3, Level 2`. */
  const storey = new RegExp(
    String.raw`(?:^|[\s,–-])(?<!(?:${words})[\s.:#]*)(?:(?:(${floorNumber})\s?${lettered}|(${floorWord})|([ivx]{1,4})\.)\s*(?:${floors})|(${floorNumber})\s?[.ºª°]?\s*(?:${floors})(?!\.?\s*\d))${AFTER}\.?(?:\s+(${side}|\p{L})${AFTER}\.?)?`,
    'iu',
  )
  const tail = String.raw`(?:\s*[-–]?\s*(${side}|\p{L}|\d{1,2}[ºª]?)${AFTER}\.?)?(?=\s*(?:$|[,)]))`
  const ordinalDoor = new RegExp(String.raw`(?:^|\d\s?,?\s+|,\s*|[–-]\s*)(\d{1,2})\.?[ºª°]${tail}`, 'iu')
  const sided = new RegExp(
    String.raw`(?:^|(?<=\d\p{L}?[\s,–-]+))(\d{1,2}|${alternatives(groundDoors)})\.?\s?(${side})${AFTER}\.?(?=\s*(?:$|[,)]))`,
    'iu',
  )
  const codes = new RegExp(String.raw`(?:^|[\s,–-]|(?<=\p{Lo}))(${anyOf(rules.written('unitCodes'))})${AFTER}`, 'iu')
  const ground = new RegExp(
    String.raw`(?:^|(?<=\d\p{L}?)[\s,–-]+|,\s*)(${alternatives(groundFloors)})${AFTER}\.?(?:\s*(${side}|\p{L})${AFTER}\.?)?(?=\s*(?:$|[,)]))`,
    'iu',
  )
  const part = new RegExp(
    String.raw`(?:^|(?<=\d\p{L}?)[\s,–-]+|,\s*)((?:\d{1,2}\.\s?)?${alternatives(houseParts)})(?:\s+(${side}))?${AFTER}(?=\s*(?:$|[,)]))`,
    'iu',
  )
  const box = new RegExp(
    String.raw`(?:^|[\s,])(?:${boxes})${AFTER}\.?[\s:#.]*(?:no\.?|nr\.?|number)?\s*(\p{L}?\d[\d\s-]*\p{L}?)${AFTER}`,
    'iu',
  )
  const aloneSided = new RegExp(String.raw`^(\d{1,2}|${alternatives(groundDoors)})\.?\s?(${side})\.?$`, 'iu')

  const doorOf = (text: string): Part => ({ kind: 'door', id: sideOf.get(fold(text)) ?? fold(text) })
  const doors = (text: string | undefined): Part[] => (text === undefined ? [] : [doorOf(text)])
  const storeyOf = (text: string): Part => {
    const folded = fold(text)
    return { kind: 'storey', id: numberOf.get(folded) ?? (atGround.has(folded) ? '0' : (ROMAN.get(folded) ?? folded)) }
  }

  /** A reader by one pattern: which parts its groups are. */
  const by =
    (pattern: RegExp, read: (groups: readonly (string | undefined)[]) => readonly Part[], cased = false): Reader =>
    (line) => {
      const found = pattern.exec(line)
      if (!found) return undefined
      const [whole, ...groups] = found
      const shown = whole.replace(/^[\s,(/–-]+|(?<![\s,–-])[\s,–-]+$/g, '')
      // What stands in front is the house number's, where the pattern looked at it.
      const text = cased ? shown : shown.replace(/^\d+\s?,?\s+(?=\d)/, '')
      return {
        at: found.index + whole.lastIndexOf(text),
        whole: text,
        shown: text,
        parts: read(groups),
      }
    }

  const labelledUnit: Reader = (line) => {
    const found = unit.exec(line) ?? glued.exec(line)
    if (!found) return undefined
    const [whole, label = '', number = ''] = found
    const name = label.replace(/(?<![:#.\s])[:#.\s]+$/, '').replace(/(?<![.\s])[.\s]+n[or]$/i, '')
    const at = found.index + whole.indexOf(label, whole.search(/[^\s,(/–-]/))
    const isWord = /^[\p{Script=Latin}\s]{3,}$/u.test(name)
    const shown = isWord
      ? `${rules.titleCase(name.toLowerCase())} ${number}`
      : `${label.trim()} ${number}`.replace('# ', '#')
    const kind = kindOf.get(fold(name)) ?? 'door'
    const ids = number.split('/').map((one, i, all): Part => ({ kind: i < all.length - 1 ? 'storey' : kind, id: one }))
    return { at, whole: line.slice(at, found.index + whole.length), shown, parts: ids }
  }

  const ofStorey = by(
    storey,
    ([number, word, roman, bare, door]) => [storeyOf(number ?? word ?? roman ?? bare ?? ''), ...doors(door)],
    true,
  )
  const ofNumber = (pattern: RegExp) => by(pattern, ([number = '', door]) => [storeyOf(number), ...doors(door)])
  const ofGround = by(ground, ([, door]) => [{ kind: 'storey', id: '0' }, ...doors(door)], true)
  const ofCode = by(codes, ([code = '']) => [{ kind: 'door', id: code.replace(/[^\dA-Za-z]/g, '') }], true)
  const ofPart = by(part, ([name = '', door]) => [{ kind: 'block', id: fold(name) }, ...doors(door)], true)
  const mayBox = firstWords(poBoxes)
  const readers: readonly Gated[] = [
    [firstWords([...rules.written('floors'), ...storeys]), ofStorey],
    [firstWords(['#', ...units, ...blocks, ...storeys]), labelledUnit],
    [(_, line) => ORDINAL_SIGN.test(line), ofNumber(ordinalDoor)],
    [firstWords(Object.values(sides).flat()), ofNumber(sided)],
    [firstWords(groundFloors), ofGround],
    [always, ofCode],
    [firstWords(houseParts), ofPart],
  ]

  /** Every unit in a line, in the order they stand in. */
  const all = (line: string): { found: Found[]; rest: string } => {
    const found: Found[] = []
    let rest = line
    const words = wordsOf(line)
    for (const [mayRead, read] of readers) {
      if (!mayRead(words, line)) continue
      for (let one = read(rest); one !== undefined && one.whole !== ''; one = read(rest)) {
        found.push(one)
        rest = rest.slice(0, one.at) + ','.padEnd(one.whole.length) + rest.slice(one.at + one.whole.length)
      }
    }
    return { found: found.sort((a, b) => a.at - b.at), rest }
  }

  return {
    find(line) {
      const { found, rest } = all(line)
      return found.length > 0 ? { unit: found.map(({ shown }) => shown).join(', '), rest } : undefined
    },
    mayHold(line) {
      const words = wordsOf(line)
      return mayBox(words) || readers.some(([mayRead]) => mayRead !== always && mayRead(words, line))
    },
    postBox(line) {
      if (!mayBox(wordsOf(line))) return undefined
      return box.exec(line)?.[1]?.replace(/[\s-]/g, '').toUpperCase()
    },
    fold(text) {
      const pieces = text.split(',').map((piece) => piece.trim())
      const parts = pieces.flatMap((piece): Part[] => {
        const lone = aloneSided.exec(piece)
        if (lone) return [storeyOf(lone[1] ?? ''), doorOf(lone[2] ?? '')]
        const { found, rest } = all(piece)
        const left = rest.split(/[\s,/]+/).filter((word) => fold(word) !== '')
        // 2/15 and `2 15` are a wider and a narrower part; 4 B is one.
        return [...found.flatMap((one) => one.parts), ...left.map(doorOf)]
      })
      return KINDS.flatMap((kind) => parts.filter((one) => one.kind === kind))
        .map(({ id: one }) =>
          fold(one)
            .replace(/(?<=\d) (?=\d)/g, '-')
            .replace(/ /g, '')
            .replace(/(?<![\da-z])0+(?=\d)/g, ''),
        )
        .filter((one) => one !== '')
        .reduce((joined, one) => (/\d$/.test(joined) && /^\d/.test(one) ? `${joined}-${one}` : joined + one), '')
    },
  }
}
