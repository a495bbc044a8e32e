import { expect, test } from 'vitest'
import { reliabilityPlot } from '../../server/cli/reliability-plot.ts'

test('draws a dot a bin and names each set', () => {
  const svg = reliabilityPlot([
    {
      name: 'people <all>',
      ece: 0.0123,
      bins: [
        { predicted: 0, observed: 0.5, pairs: 2_000 },
        { predicted: 1, observed: 1, pairs: 20_000 },
      ],
    },
  ])
  expect(svg.match(/<circle [^>]*r="\d/g)).toHaveLength(3) // two bins and the legend
  expect(svg).toContain('people &lt;all>, ECE 0.012')
  expect(svg).toContain('points="52,196 412,16"')
})
