import { comparedText, type StandardRecord } from '../../../server/model/record.ts'

/** Fields that name somebody or lead to them. */
const ANCHORS = new Set([
  'givenName',
  'familyName',
  'name',
  'tradingName',
  'email',
  'phone',
  'mobile',
  'website',
  'home',
])
/** Fields of so few values that sharing one is no agreement. */
const POOR = new Set(['gender', 'address.region', 'kind', 'industry'])
const PLACES = ['street', 'city', 'postcode'] as const

/** What a record says in each field, as it is compared. */
export type Saying = ReadonlyMap<string, ReadonlySet<string>>

export function sayingOf({ values, addresses }: StandardRecord): Saying {
  const said = new Map<string, Set<string>>()
  const say = (field: string, text: string | undefined) => {
    if (!text || POOR.has(field)) return
    said.set(field, (said.get(field) ?? new Set()).add(text))
  }
  for (const [field, claims] of Object.entries(values)) for (const claim of claims) say(field, comparedText(claim))
  for (const { complete, key, folded } of addresses) {
    if (complete) say('home', key)
    for (const part of PLACES) say(`address.${part}`, folded[part])
  }
  return said
}

/**
 * Whether two agree in a name, a way to reach them or a whole address, and in another field: pairs that blocking has to find. Parts of
 * an address that is the same as a whole are not another field.
 */
export function agreeTwice(a: Saying, b: Saying): boolean {
  let [fields, anchors, home] = [0, 0, false]
  for (const [field, texts] of a) {
    const others = b.get(field)
    if (!others || ![...texts].some((text) => others.has(text))) continue
    if (field === 'home') home = true
    if (ANCHORS.has(field)) anchors++
    if (ANCHORS.has(field) || !field.startsWith('address.')) fields++
  }
  if (!home && PLACES.some((part) => share(a, b, `address.${part}`))) fields++
  return anchors > 0 && fields > 1
}

function share(a: Saying, b: Saying, field: string): boolean {
  const others = b.get(field)
  return others !== undefined && [...(a.get(field) ?? [])].some((text) => others.has(text))
}
