import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { isOwnName } from '../model/change.ts'
import { SourceName } from '../model/ids.ts'
import { fail } from '../model/problem.ts'
import { Instant } from '../model/record.ts'
import { Role } from './roles.ts'

/** A key as it lies on disk: never the secret, only the hash of it. */
export const ApiKey = z.strictObject({
  /** Public half, part of the key itself. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  /** What changes and decisions are signed with, so never given twice. */
  name: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, 'a key name uses letters, digits, ".", "_" and "-"'),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  roles: z.array(Role).min(1),
  sources: z.array(SourceName),
  createdAt: Instant,
  revokedAt: Instant.optional(),
})
export type ApiKey = z.infer<typeof ApiKey>

const KeyFile = z.strictObject({ keys: z.array(ApiKey) })

export type NewKey = { name: string; roles: readonly Role[]; sources: readonly string[] }

/** `kith_<id>_<secret>`. The secret has 256 random bits, so one round of SHA-256 hides it as well as a slow hash would. */
const KEY_TEXT = /^kith_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

/** API keys of one installation, in a private file of its own: never in the graph, which power users can read. */
export class KeyRing {
  readonly #path: string
  #keys: ApiKey[] = []
  #readAt = ''

  constructor(home: string) {
    this.#path = join(home, 'keys.json')
  }

  /**
   * All keys, revoked ones included. Read anew when the file has changed, so that a revocation works at once.
   * @throws ProblemError `access.keys-unreadable` when there is a file, and not of keys: nobody knows then whom to let in.
   */
  list(): readonly ApiKey[] {
    try {
      const stamp = stampOf(this.#path)
      if (stamp !== this.#readAt) {
        this.#keys = stamp === '' ? [] : KeyFile.parse(JSON.parse(readFileSync(this.#path, 'utf8'))).keys
        this.#readAt = stamp
      }
      return this.#keys
    } catch (error) {
      fail(
        'access.keys-unreadable',
        `the API keys in keys.json of KITH_HOME cannot be read (${flawOf(error)}), so no key works: put a good copy of the file back, or take it away and make keys anew`,
      )
    }
  }

  /** Whether any key works at the moment. */
  usable(): boolean {
    return this.list().some((key) => this.works(key))
  }

  /** Whether a key lets anybody in: not when it was revoked, nor when an earlier Kith gave it a name of Kith's own. */
  works(key: ApiKey): boolean {
    return key.revokedAt === undefined && !isOwnName(key.name)
  }

  /** The key of a name, while it works. */
  named(name: string): ApiKey | undefined {
    return this.list().find((key) => key.name === name && this.works(key))
  }

  /** Makes a key. The text it returns is shown once and cannot be had again. */
  add(input: NewKey, now: string): { key: ApiKey; text: string } {
    if (this.list().some((key) => key.name === input.name))
      throw new KeyError(`a key called "${input.name}" exists already`)
    if (isOwnName(input.name))
      throw new KeyError(`"${input.name}" is what Kith itself signs with: give the key another name`)
    if (input.roles.includes('sync') !== input.sources.length > 0)
      throw new KeyError('a sync key names the sources it writes, and only a sync key does')
    const id = randomBytes(6).toString('hex')
    const secret = randomBytes(32).toString('base64url')
    const parsed = ApiKey.safeParse({ ...input, id, hash: secretHash(secret), createdAt: now })
    if (!parsed.success) throw new KeyError(parsed.error.issues.map((issue) => issue.message).join('; '))
    this.#write([...this.list(), parsed.data])
    return { key: parsed.data, text: `kith_${id}_${secret}` }
  }

  /** Makes a key useless from now on. Its name stays taken: it signed things. */
  revoke(name: string, now: string): ApiKey {
    const key = this.list().find((each) => each.name === name)
    if (!key) throw new KeyError(`no key is called "${name}"`)
    const revoked = { ...key, revokedAt: key.revokedAt ?? now }
    this.#write(this.list().map((each) => (each === key ? revoked : each)))
    return revoked
  }

  /** The key a text belongs to, when it is one and still works. */
  find(text: string): ApiKey | undefined {
    const [, id, secret] = KEY_TEXT.exec(text) ?? []
    if (id === undefined || secret === undefined) return undefined
    const key = this.list().find((each) => each.id === id && this.works(each))
    return key && timingSafeEqual(Buffer.from(key.hash), Buffer.from(secretHash(secret))) ? key : undefined
  }

  #write(keys: readonly ApiKey[]): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const draft = `${this.#path}.${process.pid}.new`
    // On the disk before it takes the old one's place: half a file would let nobody in.
    writeFileSync(draft, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600, flush: true })
    chmodSync(draft, 0o600)
    renameSync(draft, this.#path)
  }
}

/** A key command that cannot be done, in words for the person who gave it. */
export class KeyError extends Error {
  override readonly name = 'KeyError'
}

function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Changes with every rewrite: a rename brings a new inode even within one clock tick. Empty where nothing lies. */
function stampOf(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return ''
  const { mtimeMs, ino, size } = statSync(path)
  return `${mtimeMs}/${ino}/${size}`
}

/** What is wrong with a file, without quoting it. */
function flawOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not JSON'
  if (error instanceof z.ZodError) return 'it holds something else than keys'
  return error instanceof Error && 'code' in error ? String(error.code) : 'it is no file'
}
