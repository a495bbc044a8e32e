import { fold } from '../text/fold.ts'
import { anyOf, type Knowledge } from './knowledge.ts'

export type Units = {
  /** Flat, suite and floor in a line, as shown, and the line without them. */
  readonly find: (line: string) => { readonly unit: string; readonly rest: string } | undefined
  /** Whether a line of plain words has one that a unit or a post box starts with. */
  readonly mayHold: (line: string) => boolean
  /** Number of a post box in a line. */
  readonly postBox: (line: string) => string | undefined
  /** What tells units apart: `Apt. 04B`, `#4b` and `4 B` are `4b`. */
  readonly fold: (unit: string) => string
}

function alternatives(words: readonly string[]): string {
  const longest = [...words].sort((a, b) => b.length - a.length)
  return anyOf(longest.map((word) => word.split(' ').join(String.raw`\.?\s*`)))
}

export function unitFinder(rules: Knowledge): Units {
  const words = alternatives(rules.addresses.units)
  const boxes = alternatives(rules.addresses.poBoxes)
  const labelled = String.raw`(?:(?:${words})\b\.?[\s:#.]*(?:no\.?\s*)?|#\s*)`
  const id = String.raw`(?:\d[\w/-]*|[a-z]\d*(?:-\w{1,3})?(?![\p{L}]))`
  const unit = new RegExp(String.raw`(?:^|[\s,(/-])(${labelled})(${id})(?=$|[\s,)/])`, 'iu')
  const box = new RegExp(
    String.raw`(?:^|[\s,])(?:${boxes})\b\.?[\s:#.]*(?:no\.?|nr\.?|number)?\s*([a-z]?\d[\d\s-]*[a-z]?)\b`,
    'iu',
  )
  const floor = new RegExp(
    String.raw`(?:^|[\s,])(\d+)${anyOf(rules.written('ordinals'))}\s+${anyOf(rules.written('floors'))}\b\.?`,
    'i',
  )
  const start = new RegExp(`(?:^|[^a-z])(?:${words}|${boxes})(?![a-z])`, 'i')
  const label = new RegExp(String.raw`^(?:${labelled})(?=[\da-z])`, 'iu')

  const findOne = (line: string): { unit: string; rest: string } | undefined => {
    const found = unit.exec(line)
    if (found) {
      const [whole, word = '', number = ''] = found
      const name = word.replace(/[:#.\s]+$/, '')
      const shown = name === '' ? `#${number}` : `${rules.titleCase(name.toLowerCase())} ${number}`
      return { unit: shown, rest: cut(line, found.index, whole) }
    }
    const level = floor.exec(line)
    return level ? { unit: `Floor ${level[1]}`, rest: cut(line, level.index, level[0]) } : undefined
  }

  return {
    find(line) {
      const units: string[] = []
      let rest = line
      for (let found = findOne(rest); found; found = findOne(rest)) {
        units.push(found.unit)
        rest = found.rest
      }
      return units.length > 0 ? { unit: units.join(', '), rest } : undefined
    },
    mayHold: (line) => start.test(line),
    postBox(line) {
      return box.exec(line)?.[1]?.replace(/[\s-]/g, '').toUpperCase()
    },
    fold(text) {
      const ids = text.split(',').map((one) => {
        const bare = one.trim()
        return bare.replace(label, '') || bare
      })
      return fold(ids.join(' '))
        .replace(/ /g, '')
        .replace(/^0+(?=\d)/, '')
    },
  }
}

function cut(line: string, index: number, whole: string): string {
  return `${line.slice(0, index)}, ${line.slice(index + whole.length)}`
}
