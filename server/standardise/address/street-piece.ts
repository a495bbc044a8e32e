/** A piece of the lines of an address, which of them it is in, and the number of the post box it names. */
type Piece = { readonly text: string; readonly at: number; readonly box: string | undefined }

type Words = {
  readonly isCareOf: (piece: string) => boolean
  readonly endsName: (word: string) => boolean
}

/** A number of its own at either end of a piece that has a word. */
const WITH_NUMBER =
  /^(?:\p{L}{1,4}\.?\s)?\d\S*(?:\s\d\/\d)?\s+\S*\p{L}{2}|\s(?<=\p{L}{2}\S*\s+)(?=\S{0,4}\d)\S+$|^\p{Lo}+\d/u

/** Pieces of a line, what stands in brackets one of its own; a lone number goes with the name next to it. */
export function piecesOf(line: string, without: (piece: string) => string, onlyNumber: RegExp): string[] {
  const bare = line
    .replace(/\(([^()]*)\)/g, ', $1,')
    .split(/(?<!\s)\s*[,;\n]\s*/)
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
  const pieces = together(bare, onlyNumber)
    .map(without)
    .flatMap((piece) => piece.split(/(?<!\s)\s*,\s*/))
    .map(trimmed)
    .filter((piece) => piece !== '')
  return together(pieces, onlyNumber)
}

function together(pieces: readonly string[], onlyNumber: RegExp): string[] {
  const joined: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? ''
    if (piece === '') continue
    const next = pieces[i + 1]
    const before = joined[joined.length - 1]
    if (onlyNumber.test(piece) && before !== undefined && !/\d/.test(before))
      joined[joined.length - 1] = `${before} ${piece}`
    else if (
      onlyNumber.test(piece) &&
      before === undefined &&
      next !== undefined &&
      /^(?:\D|\d+\p{L}{2})/u.test(next)
    ) {
      joined.push(`${piece} ${next}`)
      i++
    } else joined.push(piece)
  }
  return joined
}

/** Which piece is the street: one with a number and a name, else one with a number, else the first; a box goes before those of later lines. */
export function bestPiece(pieces: readonly Piece[], { isCareOf, endsName }: Words): number {
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  for (const [i, { text, at, box }] of pieces.entries()) {
    const rank = rankOf(text)
    // In the first line a box is where letters go; in a later one it stands beside the street.
    const worth = isCareOf(text) ? -1 : box === undefined ? rank : at === 0 ? 5 : 2.5
    if (worth <= most) continue
    best = i
    most = worth
  }
  return best

  function rankOf(text: string): number {
    if (!/\p{L}{2}/u.test(text)) return /\d/.test(text) ? 0.5 : 0
    if (!WITH_NUMBER.test(text)) return /\d/.test(text) ? 1 : 0.75
    return text.split(' ').some(endsName) ? 4 : 3
  }
}

function trimmed(text: string): string {
  return text.replace(/^[\s\-–/.,]+|(?<![\s\-–/,])[\s\-–/,]+$|(?<=\d)\.$/g, '')
}
