import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MIB = 1024 ** 2

/** A file system of one's own, in memory, that may be filled without harm to anybody. */
export type SmallDisk = {
  folder: string
  freeMib(): number
  /** Fills it until so much is free. */
  fill(leaveMib: number): void
  /** Takes away what filled it. */
  clear(): void
  drop(): void
}

/** Needs the right to mount; says why there is none where there is no such right. */
export function smallDisk(mib: number): SmallDisk | { refused: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kith-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return {
      refused: `no file system can be mounted here: ${mounted.stderr || mounted.error?.message || 'mount failed'}`,
    }
  }
  const ballast = join(folder, 'ballast')
  const freeMib = () => {
    const { bavail, bsize } = statfsSync(folder)
    return Math.floor((bavail * bsize) / MIB)
  }
  return {
    folder,
    freeMib,
    fill: (leaveMib) => {
      const chunk = Buffer.alloc(MIB)
      try {
        while (freeMib() > leaveMib) writeFileSync(ballast, chunk, { flag: 'a' })
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    },
    clear: () => rmSync(ballast, { force: true }),
    drop: () => {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
