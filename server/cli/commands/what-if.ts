import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { fail } from '../../model/problem.ts'
import type { WhatIfView } from '../../model/what-if.ts'
import { rulesInForce } from '../../pipeline/run/rules-in-force.ts'
import { type WhatIfInput, whatIf } from '../../pipeline/steward/what-if.ts'
import { openGraph } from '../graph.ts'
import { stageBar } from '../stage-bar.ts'

/** `kith what-if`: look before you promote rules. */
export function command(): Command {
  return new Command('what-if')
    .description('Show what other rules of survivorship would change, over the whole graph, without changing it.')
    .argument('<file>', 'a rule set as kith train writes it, or {"survive": {"person": {…}}}')
    .option('--examples <number>', 'examples of each attribute', Number, 3)
    .option('--json', 'print one JSON object')
    .action(async (file: string, options: { examples: number; json?: boolean }) => {
      const input = { ...readCandidate(file), examples: options.examples }
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      const bar = stageBar(options.json !== true)
      try {
        const view = await whatIf(graph.store, input, rulesInForce(), (entity, done) => bar.update(entity, done, 0))
        bar.stop()
        process.stdout.write(options.json ? `${JSON.stringify(view)}\n` : inWords(view))
      } finally {
        bar.stop()
        await graph.close()
      }
    })
}

function readCandidate(file: string): WhatIfInput {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    return 'survive' in value ? { survive: value.survive as WhatIfInput['survive'] } : { rules: value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return fail('rules.invalid', `not JSON: ${error.message}`, { file })
  }
}

function inWords({ goldens, changed, households, entities, examples, notCompared }: WhatIfView): string {
  const lines = [`${changed} of ${goldens} golden records would change, ${households} households with them`]
  for (const { entity, attributes } of entities)
    for (const { attribute, changed: other, gained, lost } of attributes) {
      lines.push(`${entity} ${attribute}: ${other} another value, ${gained} a first one, ${lost} none any more`)
      for (const each of examples.filter((one) => one.entity === entity && one.attribute === attribute))
        lines.push(
          `  ${each.golden} ${each.name}: ${shown(each.from)} → ${shown(each.to)}${each.because ? ` (${each.because.rule}, ${each.because.record})` : ''}`,
        )
    }
  if (notCompared.length > 0) lines.push(`not compared: ${notCompared.join(', ')}`)
  return `${lines.join('\n')}\n`
}

function shown(value: string | string[] | null): string {
  return value === null ? 'nothing' : [value].flat().join(', ')
}
