import { tidy } from '../fold.ts'

/** How people write currencies beyond their codes and signs. */
const WORDS =
  'eur euro euros fr frs sfr chf. rs rs. inr kr. kronor kroner zl złotych kč kc ft din kn lei ron lv лв лв. руб руб. р р. rub грн грн. tl usd us$ us dollar dollars pound pounds gbp sterling yen yuan rmb 元 円 圓 원 원정 dh dhs sr kd bd ₹ rp s/ bs b/. q l ar$ a$ c$ ca$ au$ nz$ hk$ s$ r$ mx$ nt$ cl$ col$ cop$'.split(
    ' ',
  )

const KNOWN = new Set<string>()

function known(): ReadonlySet<string> {
  if (KNOWN.size > 0) return KNOWN
  for (const word of WORDS) KNOWN.add(word)
  for (const currency of Intl.supportedValuesOf('currency')) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency
    for (const word of [currency, sign]) KNOWN.add(word.toLowerCase())
  }
  return KNOWN
}

/** Whether what stands beside an amount is nothing but its currency: a code, a sign, a word, or both sign and code. */
export function isCurrency(text: string): boolean {
  const words = tidy(text)
    .toLowerCase()
    .replace(/\p{Sc}/gu, ' $& ')
  return words
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => /^\p{Sc}$/u.test(word) || known().has(word) || known().has(word.replace(/\.$/, '')))
}
