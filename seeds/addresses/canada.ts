import { groupBy } from '../../server/collections/group-by.ts'
import { hundredths, type PlaceRow } from './place-row.ts'

/** A forward sortation area as the package has it: `Ottawa (highland Park / Carlingwood)`. */
export type CanadianArea = {
  readonly zip: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
}

/** Its provinces are columns that slipped in some rows; the first letter of a code is never wrong. */
const PROVINCES: readonly (readonly [starts: RegExp, province: string])[] = [
  [/^X0[ABC]/, 'NU'],
  [/^X/, 'NT'],
  ...Object.entries({ A: 'NL', B: 'NS', C: 'PE', E: 'NB', GHJ: 'QC', KLMNP: 'ON', R: 'MB', S: 'SK', T: 'AB' }).map(
    ([letters, province]) => [new RegExp(`^[${letters}]`), province] as const,
  ),
  [/^V/, 'BC'],
  [/^Y/, 'YT'],
]

/** Letters that it lost, by the words that have them: its accents are one sign that stands for all of them. */
const ACCENTED =
  'Pelé Lamèque Hébert Açores Gaspésie Vallée Côte Trinité Région Chaudière Québec Valère Pocatière Émile Bélair Îles Sept Gaspé Rivière Lévis Laterrière Jonquière Métabetchouan Félicien Hébertville Mère Léonard Île Hélène Grâce Émard François Dorothée Geneviève Montérégie Lanaudière Prévost Chênéville Témiscamingue Jérôme Épiphanie Châteauguay Thérèse Adèle'.split(
    ' ',
  )
const LOST = '\uFFFD'

/** What tells parts of one town apart. */
const SIDES = new Set(
  'North South East West Central Northeast Northwest Southeast Southwest Upper Lower Inner Outer Downtown Midtown Riverbank Mid-riverbank'.split(
    ' ',
  ),
)
/** Words of names that no town has. */
const NO_TOWN =
  /\b(Region|County|Area|Peninsula|Government|Reserved|Provincial|Federal|Offices|Newfoundland|Labrador)\b/

/** Towns of forward sortation areas, those first that the post writes. A rural area (a 0 second) has many, of which one is known. */
export function canadianPlaces(areas: readonly CanadianArea[]): PlaceRow[] {
  const rows = areas.flatMap(({ zip: code, city, latitude, longitude }) => {
    const region = PROVINCES.find(([starts]) => starts.test(code))?.[1] ?? ''
    const at = hundredths(latitude, longitude)
    const [, head = '', inner = ''] = /^([^(]*)(?:\((.*)\))?/.exec(withAccents(city)) ?? []
    const isTown = code[1] !== '0' && !NO_TOWN.test(head)
    const main = code.startsWith('M') ? ['Toronto'] : isTown ? [withoutSides(head)] : []
    const others = [...(isTown ? [withoutSides(head)] : []), ...inner.split('/')].map((name) => name.trim())
    const names = new Map([
      ...others.map((name) => [name, false] as const),
      ...main.map((name) => [name, true] as const),
    ])
    return [...names].filter(([name]) => name !== '').map(([name, isMain]) => ({ region, name, isMain, code, at }))
  })
  return [...groupBy(rows, ({ region, name, isMain }) => `${region}|${name}|${isMain}`).values()].flatMap((codes) => {
    const [first] = codes
    return first ? [{ region: first.region, name: first.name, isMain: first.isMain, codes }] : []
  })
}

/** Proper case, joined where a line ended within a name, with the accents that are known. */
function withAccents(city: string): string {
  const cased = city.replace(/- /g, '-').replace(/(?<![\p{L}\p{N}'’.\uFFFD])\p{L}/gu, (letter) => letter.toUpperCase())
  return cased.replace(/[\p{L}\uFFFD]+/gu, (word) => {
    if (!word.includes(LOST)) return word
    const known = ACCENTED.find(
      (each) => each.length === word.length && [...each].every((letter, i) => isSameLetter(letter, word[i] ?? '')),
    )
    return known ?? word.replaceAll(LOST, '')
  })
}

function isSameLetter(letter: string, other: string): boolean {
  return other === LOST ? /[^\x20-\x7e]/.test(letter) : letter.toLowerCase() === other.toLowerCase()
}

function withoutSides(head: string): string {
  const words = head.trim().split(' ')
  while (words.length > 1 && SIDES.has(words[words.length - 1] ?? '')) words.pop()
  while (words.length > 1 && words[0] === 'Downtown') words.shift()
  return words.join(' ')
}
