import { fold } from '../../text/fold.ts'
import { anyOf, type Knowledge } from '../knowledge.ts'

const ROMAN = new Map(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'].map((word, i) => [word, `${i + 1}`]))

/** Makes the folder of house numbers: 12/3 and 10-12 are not 123 and 1012, `12 III` is `12-3`, 8番1号 is `8-1`, One is 1. */
export function houseFolder(rules: Knowledge): (houseNumber: string, country: string | undefined) => string {
  const joins = new RegExp(anyOf(rules.written('numberJoins')), 'gu')
  const romans = rules.writes((writing) => writing.romanAdditions)
  const words = new Map<string, string>()
  for (const [, { writing }] of rules.countries)
    for (const [number, spelt] of Object.entries(writing?.numberWords ?? {}))
      for (const word of spelt) words.set(/\p{Script=Latin}/u.test(word) ? fold(word) : word, number)
  /** Figures of a script of their own stand within a number: 二丁目. */
  const figures = new RegExp(anyOf([...words.keys()].filter((word) => !/\p{Script=Latin}/u.test(word))), 'gu')

  return (houseNumber, country) => {
    const plain = /^[\d\s/-]*\p{Script=Latin}*$/u.test(houseNumber)
      ? houseNumber
      : houseNumber.replace(joins, ' ').replace(figures, (figure) => words.get(figure) ?? figure)
    const folded = words.get(fold(plain)) ?? fold(plain)
    const parts = folded
      .replace(/(?<=\d)(?=[ivx]{1,4}$)/, romans.has(country ?? '') && /\d[\s-]?[IVX]+$/.test(houseNumber) ? ' ' : '')
      .split(' ')
    const read = romans.has(country ?? '') ? parts.map((one, i) => (i > 0 ? (ROMAN.get(one) ?? one) : one)) : parts
    return read
      .join(' ')
      .replace(/(?<=\d) (?=[a-z])/g, '')
      .replace(/ /g, '-')
  }
}
