import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What shows that somebody may read this machine's files as the user who runs Kith: then it is their Kith. */
export type LocalSecret = { path: string; text: string }

const SECRET = /^kith_local_[A-Za-z0-9_-]{43}$/
/** The file is a whole header line, as `curl -H @file` takes it. */
const LINE = /^Authorization: Bearer (\S+)\r?\n?$/

/** The file that holds the secret of a home. */
export function localSecretFile(home: string): string {
  return join(home, 'local-secret')
}

/**
 * The secret of a home. Made where there is none, and anew where others could have read it, or it is no secret.
 * @throws Error when the file system keeps no permissions: the secret would be everybody's.
 */
export function prepareLocalSecret(home: string): LocalSecret {
  const path = localSecretFile(home)
  const known = readSecret(path)
  if (known !== undefined) return { path, text: known }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `Authorization: Bearer kith_local_${randomBytes(32).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
  })
  try {
    // Two starts at once agree on one: whoever comes second finds the file. One that is no good is replaced.
    if (exists(path)) renameSync(draft, path)
    else linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const text = readSecret(path)
  if (text === undefined)
    throw new Error(
      `${path} cannot be kept from other users of this machine: put KITH_HOME on a file system with permissions, or set KITH_ACCESS=keys`,
    )
  return { path, text }
}

/** Whether a text is meant as the secret of a machine, this or another. */
export function isLocalSecret(text: string): boolean {
  return text.startsWith('kith_local_')
}

/** Whether a text is the secret, in a time that tells nothing. */
export function opens({ text }: LocalSecret, given: string): boolean {
  const hash = (word: string) => createHash('sha256').update(word).digest()
  return timingSafeEqual(hash(text), hash(given))
}

/** The secret in a file that is a plain one, its user's own and readable to nobody else. */
function readSecret(path: string): string | undefined {
  if (!exists(path)) return undefined
  const { mode, uid } = lstatSync(path)
  const windows = process.platform === 'win32' // which has other permissions, those of the folder
  if (!windows && (!lstatSync(path).isFile() || (mode & 0o077) !== 0 || uid !== process.getuid?.())) return undefined
  const text = LINE.exec(readFileSync(path, 'utf8'))?.[1]
  return text !== undefined && SECRET.test(text) ? text : undefined
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
