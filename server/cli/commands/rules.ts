import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { ownActor } from '../../model/change.ts'
import type { Plan } from '../../model/plan.ts'
import { fail } from '../../model/problem.ts'
import type { RulesAsked } from '../../pipeline/ask/questions/rule-questions.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { rulesInForce } from '../../pipeline/run/rules-in-force.ts'
import { openPlans } from '../../pipeline/steward/plans.ts'
import { changedRules, differences } from '../../rules/changed-rules.ts'
import { type OpenGraph, openGraph } from '../graph.ts'

/** `kith rules`: what is in force, how a file differs from it, and changing it, by a plan. */
export function command(): Command {
  return new Command('rules')
    .description('Show the rule set in force, compare a file with it, or change it by a plan.')
    .addCommand(
      new Command('show')
        .description('The rule set in force: its name and hash, what it was learned from; all of it with --json.')
        .option('--json', 'print the whole rule set as one JSON object')
        .action((options: { json?: boolean }) =>
          withGraph(async ({ ask }) => {
            const asked = await ask.rules.inForce()
            return options.json ? JSON.stringify(asked.rules, null, 2) : inWords(asked)
          }),
        ),
    )
    .addCommand(
      new Command('diff')
        .description('What a rule set, or a part of one, would make other than it is in force.')
        .argument('<file>', 'a rule set as kith train writes it, or only what is to change')
        .option('--json', 'print one JSON array')
        .action((file: string, options: { json?: boolean }) =>
          withGraph(async ({ ask }) => {
            const { rules } = await ask.rules.inForce()
            const found = differences(rules, changedRules(rules, readChange(file)))
            if (options.json) return JSON.stringify(found)
            const lines = found.map(({ path, from, to }) => `${path}: ${shown(from)} → ${shown(to)}`)
            return lines.length === 0 ? 'no difference' : lines.join('\n')
          }),
        ),
    )
    .addCommand(
      new Command('edit')
        .description('Plan a change of the rule set in force and tell what it would do; --apply makes it.')
        .argument('<file>', 'a rule set as kith train writes it, or only what is to change')
        .option('--reason <text>', 'why', 'kith rules edit')
        .option('--apply', 'put it in force')
        .option('--json', 'print the plan as one JSON object')
        .action((file: string, options: { reason: string; apply?: boolean; json?: boolean }) =>
          withGraph(async ({ store }) => {
            const plans = openPlans(store, rulesInForce(), (actor) => ({ actor, now: () => new Date(), mint: mintId }))
            const actor = ownActor('cli')
            const made = await plans.make({ kind: 'rules', change: readChange(file), reason: options.reason }, actor)
            const plan = options.apply ? await plans.apply(made.id, actor) : made
            return options.json ? JSON.stringify(plan) : planInWords(plan)
          }),
        ),
    )
}

async function withGraph(work: (graph: OpenGraph) => Promise<string>): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  try {
    process.stdout.write(`${await work(graph)}\n`)
  } finally {
    await graph.close()
  }
}

function readChange(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return fail('rules.invalid', `not JSON: ${error.message}`, { file })
  }
}

function inWords({ name, hash, version, learned }: RulesAsked): string {
  const lines = learned.map(({ entity, learnedFrom, records, outgrown }) => {
    const from = learnedFrom === null ? 'shipped weights' : `learned from ${learnedFrom} records`
    return `${entity}: ${from}, ${records} stored${outgrown ? '; kith train --graph would learn from all of them' : ''}`
  })
  return [`${name} ${hash} (version ${version})`, ...lines].join('\n')
}

function planInWords({ id, status, warnings, effects: { totals } }: Plan): string {
  const { created, retired, kept, merges, splits, flips } = totals
  const lines = [
    `${id} ${status}: ${created} golden records created, ${retired} retired, ${kept} changed; ${merges} merges, ${splits} splits, ${flips} values flip`,
    ...warnings,
  ]
  if (status === 'open') lines.push('nothing was changed; --apply, or POST /plans/{id}/apply, puts it in force')
  return lines.join('\n')
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
