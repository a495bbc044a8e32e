import type { ReliabilityBin } from '../evaluate/calibration.ts'

export type Series = { name: string; bins: readonly ReliabilityBin[]; ece: number }

const [SIZE, LEFT, TOP, RIGHT, BOTTOM] = [360, 52, 16, 210, 44]
const COLOURS = ['#2563eb', '#d97706', '#059669', '#9333ea', '#dc2626', '#475569']
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** A reliability diagram as SVG: stated against observed probability, a dot a bin, larger with more pairs. */
export function reliabilityPlot(series: readonly Series[]): string {
  const x = (value: number) => round(LEFT + SIZE * value)
  const y = (value: number) => round(TOP + SIZE * (1 - value))
  const grid = TICKS.map(
    (tick) =>
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#e2e8f0"/>` +
      `<text x="${x(tick)}" y="${y(0) + 16}" text-anchor="middle">${tick}</text>` +
      `<text x="${x(0) - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`,
  )
  const lines = series.map(({ bins }, s) => {
    const colour = colourOf(s)
    const path = bins.map(({ predicted, observed }) => `${x(predicted)},${y(observed)}`).join(' ')
    const dots = bins.map(
      ({ predicted, observed, pairs }) =>
        `<circle cx="${x(predicted)}" cy="${y(observed)}" r="${round(2 + Math.log10(pairs) / 2)}"><title>${pairs} pairs: stated ${predicted}, observed ${observed}</title></circle>`,
    )
    return `<g fill="${colour}"><polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>${dots.join('')}</g>`
  })
  const legend = series.map(
    ({ name, ece }, s) =>
      `<circle cx="${x(1) + 18}" cy="${TOP + 10 + 22 * s}" r="4" fill="${colourOf(s)}"/>` +
      `<text x="${x(1) + 28}" y="${TOP + 14 + 22 * s}">${escaped(name)}, ECE ${ece.toFixed(3)}</text>`,
  )
  const [width, height] = [LEFT + SIZE + RIGHT, TOP + SIZE + BOTTOM]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#334155">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...grid,
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#94a3b8" stroke-dasharray="4 4"/>`,
    ...lines,
    ...legend,
    `<text x="${x(0.5)}" y="${height - 8}" text-anchor="middle">stated probability</text>`,
    `<text x="14" y="${y(0.5)}" text-anchor="middle" transform="rotate(-90 14 ${y(0.5)})">share that are one entity</text>`,
    '</svg>\n',
  ].join('\n')
}

function colourOf(series: number): string {
  return COLOURS[series % COLOURS.length] ?? ''
}

function round(value: number): number {
  return Number(value.toFixed(1))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
