import { hashOf } from '../text/hash.ts'

/** Signs of what a record says that its place in an order goes by: more seldom tell two records apart, and an index takes no text of any length. */
const MOST = 600
const [BETWEEN, BEHIND] = ['\u0001', '\u0002']

/**
 * Where a record stands among those of a common key: by what it says, comparison by comparison, then by its id. Records that
 * say the same stand together: they are one profile. Plain ASCII, so that the graph sorts it as JavaScript does.
 */
export function standing(texts: readonly (string | undefined)[], id: string): string {
  const said = plain(texts.map((text) => text ?? '').join(BETWEEN))
  return (said.length <= MOST ? said : said.slice(0, MOST) + hashOf(said)) + BETWEEN + plain(id)
}

/** The same among the records of all keys: those of one key side by side. */
export function standingAt(key: string, own: string): string {
  return plain(key) + BETWEEN + own
}

/** What all standings of a key lie between. */
export function standingsOf(key: string): { from: string; to: string } {
  return { from: plain(key) + BETWEEN, to: plain(key) + BEHIND }
}

/** What all records of the profile at a place lie between. */
export function profileOf(at: string): { from: string; to: string } {
  const own = at.slice(0, at.lastIndexOf(BETWEEN))
  return { from: own + BETWEEN, to: own + BEHIND }
}

/** What an order cannot be sure of, as its number; what lies between two parts stays. */
function plain(text: string): string {
  let made = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isPlain = (code >= 32 && code < 127) || text[i] === BETWEEN
    made += isPlain ? text[i] : `~${code.toString(16).padStart(4, '0')}`
  }
  return made
}
