import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { lock } from 'proper-lockfile'
import { type ApiKey, KeyError, KeyRing } from '../../access/key-file.ts'
import { Role } from '../../access/roles.ts'
import { readEnv } from '../../env.ts'

/** Another command has the keys for milliseconds; what one that was killed held is free after ten seconds. */
const PATIENCE = { retries: 60, factor: 1, minTimeout: 250, randomize: true }

/** `kith key`: who may use Kith beyond this machine. */
export function command(): Command {
  return new Command()
    .description('Make, list and revoke API keys. Kith keeps only their hashes, in KITH_HOME.')
    .addCommand(
      new Command('add')
        .description('Make a key and print it once.')
        .argument('<name>', 'what its changes are signed with')
        .requiredOption('--role <role...>', `one or more of ${Role.options.join(', ')}`, roles)
        .option('--source <source...>', 'sources a sync key writes', [])
        .option('--json', 'print one JSON object')
        .action((name: string, options: { role: Role[]; source: string[]; json?: boolean }) =>
          change((keys, now) => {
            const { key, text } = keys.add({ name, roles: options.role, sources: options.source }, now)
            if (options.json) return json({ ...shown(key), key: text })
            return `${text}\nKeep it now: Kith has only its hash and cannot show it again.\n`
          }),
        ),
    )
    .addCommand(
      new Command('list')
        .description('List the keys that were made, revoked ones included.')
        .option('--json', 'print one JSON array')
        .action((options: { json?: boolean }) =>
          act((keys) => (options.json ? json(keys.list().map(shown)) : keys.list().map(line).join(''))),
        ),
    )
    .addCommand(
      new Command('revoke')
        .description('Make a key useless at once, also for a Kith that runs.')
        .argument('<name>')
        .action((name: string) => change((keys, now) => `${line(keys.revoke(name, now))}`)),
    )
}

/** One command at a time: each writes the whole file from what it read. */
async function change(work: (keys: KeyRing, now: string) => string): Promise<void> {
  const { KITH_HOME: home } = readEnv()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const release = await lock(home, { lockfilePath: join(home, 'keys.lock'), retries: PATIENCE })
  try {
    act(work)
  } finally {
    await release()
  }
}

function act(work: (keys: KeyRing, now: string) => string): void {
  try {
    process.stdout.write(work(new KeyRing(readEnv().KITH_HOME), new Date().toISOString()))
  } catch (error) {
    if (!(error instanceof KeyError)) throw error
    process.stderr.write(`kith: ${error.message}\n`)
    process.exitCode = 1
  }
}

function roles(word: string, before: Role[] = []): Role[] {
  const role = Role.safeParse(word)
  if (!role.success) throw new InvalidArgumentError(`roles are ${Role.options.join(', ')}`)
  return [...before, role.data]
}

function shown({ hash: _, ...rest }: ApiKey): Omit<ApiKey, 'hash'> {
  return rest
}

function line({ name, roles: held, sources, createdAt, revokedAt }: ApiKey): string {
  const writes = sources.length > 0 ? ` writes ${sources.join(', ')}` : ''
  const end = revokedAt === undefined ? '' : `, revoked ${revokedAt}`
  return `${name}\t${held.join(', ')}${writes}\tmade ${createdAt}${end}\n`
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
