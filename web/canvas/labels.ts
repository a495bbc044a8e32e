/** A label and where it would stand, in any one unit of length. */
export type LabelBox = {
  readonly id: string
  /** Its middle, and its upper edge. */
  readonly x: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Of two that collide the one with more of it stays. */
  readonly importance: number
}

/** Size of the letters on the screen when the canvas is not enlarged, in pixels. */
export const LETTERS = 12
/** Where a label breaks, in letter sizes. */
const BREAK = 130 / 12
/** Mean width of a letter and height of a line, in letter sizes. */
const LETTER_WIDTH = 0.56
const LINE_HEIGHT = 1.2
/** Air between two labels, in letter sizes. */
const AIR = 0.25

/**
 * Size of letters on the canvas at a zoom, so that on the screen they never become smaller than can be read. In steps of
 * half an octave: between them labels grow and shrink with the rest.
 */
export function lettersAt(zoom: number): number {
  if (zoom >= 1) return LETTERS
  return Math.round((LETTERS / 2 ** (Math.round(Math.log2(zoom) * 2) / 2)) * 10) / 10
}

/** Where labels of that size break. */
export function breakAt(letters: number): number {
  return Math.round(letters * BREAK)
}

/** Room that a text takes, broken into lines between its words. */
export function roomFor(text: string, letters: number): { width: number; height: number } {
  const most = breakAt(letters)
  const wide = (part: string) => part.length * LETTER_WIDTH * letters
  let lines = 0
  let width = 0
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && wide(longer) > most) {
        width = Math.max(width, wide(line))
        lines += 1
        line = word
      } else line = longer
    }
    width = Math.max(width, wide(line))
    lines += 1
  }
  return { width, height: lines * LINE_HEIGHT * letters }
}

/** Which labels are written so that none lies on another: the more important first, of equals the one named first. */
export function labelsThatFit(boxes: readonly LabelBox[], letters: number): Set<string> {
  const air = letters * AIR
  const cell = Math.max(1, breakAt(letters))
  const taken = new Map<string, LabelBox[]>()
  const written = new Set<string>()
  for (const box of boxes.toSorted((a, b) => b.importance - a.importance)) {
    const cells = cellsOf(box, cell, air)
    if (cells.some((name) => taken.get(name)?.some((other) => collide(box, other, air)))) continue
    written.add(box.id)
    for (const name of cells) taken.set(name, [...(taken.get(name) ?? []), box])
  }
  return written
}

function cellsOf({ x, top, width, height }: LabelBox, cell: number, air: number): string[] {
  const names: string[] = []
  const at = (length: number) => Math.floor(length / cell)
  for (let column = at(x - width / 2 - air); column <= at(x + width / 2 + air); column += 1)
    for (let row = at(top - air); row <= at(top + height + air); row += 1) names.push(`${column} ${row}`)
  return names
}

function collide(a: LabelBox, b: LabelBox, air: number): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + air &&
    a.top < b.top + b.height + air &&
    b.top < a.top + a.height + air
  )
}
