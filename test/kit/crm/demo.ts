import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openCrm } from './crm.ts'
import { PEOPLE } from './crm-people.ts'
import type { CrmWrite } from './crm-records.ts'

// A CRM to keep in step, without anybody's account: `npm run demo:crm`. docs/coexistence.md turns it on. It forgets everything when
// it ends, unless it is told a file to keep it in. Options: --port 4850, --token …, --keep <file>, --quiet; or the environment
// KITH_DEMO_CRM_PORT, KITH_DEMO_CRM_TOKEN.
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    token: { type: 'string' },
    keep: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})
const port = Number(values.port ?? process.env.KITH_DEMO_CRM_PORT ?? 4850)
const token = values.token ?? process.env.KITH_DEMO_CRM_TOKEN ?? 'demo-crm'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** One line a write: when, who, which record, what changed. */
function told({ by, id, kind, changed }: CrmWrite): string {
  const changes = Object.entries(changed).map(([field, [from, to]]) => `${field}: ${shown(from)} → ${shown(to)}`)
  return [new Date().toISOString().slice(11, 19), by, kind, id, changes.join(', ')].join('  ')
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/** Before anybody is told that something is stored, so that a kill loses nothing. */
function keep(): void {
  if (values.keep === undefined) return
  writeFileSync(`${values.keep}.new`, crm.backup())
  renameSync(`${values.keep}.new`, values.keep)
}

let ready = false
const crm = await openCrm({
  port,
  token,
  page: true,
  onWrite: (write) => {
    if (ready && !values.quiet) say(told(write))
    if (ready) keep()
  },
}).catch((error: Error) => {
  process.stderr.write(`demo CRM: cannot listen on port ${port}: ${error.message} (another one: --port)\n`)
  process.exit(1)
})
if (values.keep !== undefined && existsSync(values.keep)) crm.restore(readFileSync(values.keep, 'utf8'))
else for (const fields of PEOPLE) crm.add('person', fields)
ready = true
keep()

say(
  `Demo CRM with ${crm.records('person').length} persons at ${crm.url} (a page to change them; the interface for programs is below it)`,
)
say(`token: ${token}   so that Kith is let in: export KITH_DEMO_CRM_TOKEN=${token}`)
say('its definition: seeds/systems/demo-crm.json')
if (!values.quiet) say('what is written to it:')

const stop = () => {
  void crm.close().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
