import type { Palette } from '../canvas/graph-style.ts'
import type { Drawing } from '../canvas/scene.ts'
import { legendOf } from './svg.ts'

const HEAD = 90
const ROW = 40
const MARGIN = 48

type Picture = { canvas: Blob; drawing: Drawing; palette: Palette; title: string }

/** The picture of the canvas with its title above and what its colours mean below, at twice the size of the screen. */
export async function pngWithLegend({ canvas, drawing, palette, title }: Picture): Promise<Blob> {
  const image = await createImageBitmap(canvas)
  const legend = legendOf(drawing)
  const width = Math.max(900, image.width)
  const perRow = Math.max(1, Math.floor((width - 2 * MARGIN) / 400))
  const rows = Math.ceil(legend.length / perRow)
  const sheet = document.createElement('canvas')
  Object.assign(sheet, { width, height: HEAD + image.height + rows * ROW + MARGIN })
  const pen = sheet.getContext('2d')
  if (!pen) throw new Error('This browser cannot draw pictures.')
  pen.fillStyle = palette.page
  pen.fillRect(0, 0, sheet.width, sheet.height)
  pen.drawImage(image, (width - image.width) / 2, HEAD)
  image.close()
  pen.textBaseline = 'middle'
  pen.fillStyle = palette.text
  pen.font = '600 36px Inter, system-ui, sans-serif'
  pen.fillText(title, MARGIN, HEAD / 2, width - 2 * MARGIN)
  pen.font = '24px Inter, system-ui, sans-serif'
  for (const [i, entry] of legend.entries()) {
    const x = MARGIN + (i % perRow) * 400
    const y = HEAD + (sheet.height - HEAD - rows * ROW - MARGIN) + Math.floor(i / perRow) * ROW + ROW / 2
    pen.fillStyle = entry.kind ? palette[entry.kind] : palette[`edge-${entry.look}`]
    if (entry.kind) pen.fillRect(x, y - 11, 22, 22)
    else pen.fillRect(x, y - 2, 44, 4)
    pen.fillStyle = palette.muted
    pen.fillText(entry.words, x + 58, y, 330)
  }
  return new Promise((done, fail) =>
    sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error('The picture could not be made.'))), 'image/png'),
  )
}
