import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reliabilityPlot, type Series } from '../../server/cli/reliability-plot.ts'
import { PROJECT } from '../../server/env.ts'
import { evaluate } from '../../server/evaluate/evaluate.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { shippedRuleSet } from '../../server/rules/rule-files.ts'
import type { Figure } from './figure.ts'

const DATA = join(PROJECT, '..', 'shared', 'data')
const SETS: [file: string, mapping: string][] = [
  ['gen_100k.csv.gz', 'gen_100k'],
  ['b2b/companies.csv.gz', 'companies'],
  ['b2b/contacts.csv.gz', 'contacts'],
]
/** Expected calibration error that probabilities may have. */
const GOAL = 0.03

/** How far probabilities hold on the generated sets; draws `docs/reliability.svg`. */
export async function measure(): Promise<Figure[]> {
  const there = SETS.filter(([file]) => existsSync(join(DATA, file)))
  if (there.length < SETS.length) process.stderr.write('skipped: some of the generated sets are not here\n')
  const series: Series[] = []
  for (const [file, name] of there) {
    const mapping = parseMapping(JSON.parse(readFileSync(join(PROJECT, 'test', 'mappings', `${name}.json`), 'utf8')))
    const { report } = await evaluate({
      file: join(DATA, file),
      mapping,
      truth: 'true_entity',
      rules: shippedRuleSet(),
      train: true,
    })
    for (const { calibration } of Object.values(report.byEntity))
      series.push({ name, bins: calibration.reliability, ece: calibration.ece })
  }
  if (there.length === SETS.length) writeFileSync(join(PROJECT, 'docs', 'reliability.svg'), reliabilityPlot(series))
  return series.map(({ name, ece }) => ({
    name: `calibration error of ${name}`,
    value: ece,
    unit: '',
    against: { name: 'allowed', value: GOAL },
    goal: 1,
  }))
}
