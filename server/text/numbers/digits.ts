import anyAscii from 'any-ascii'

const ASCII = /^[ -~]*$/
/** Minus and hyphens of any width and length. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D\u30FC]/g

/** The digits, signs and blanks of any script or width as ASCII has them; letters stay what they are. */
export function plainDigits(text: string): string {
  if (ASCII.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => anyAscii(digit))
    .replace(HYPHENS, '-')
}
