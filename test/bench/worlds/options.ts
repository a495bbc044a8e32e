/** What part of the bench of worlds a run does, and how. */
export type WorldOptions = {
  /** Names, or beginnings of names that end with a hyphen; empty: all. */
  only: readonly string[]
  /** Records that a world has at most. */
  size: number
  /** Folder of the given sets, where it is not the usual one. */
  data: string | undefined
  /** Seed of the first world, and how many there are. */
  seed: number
  worlds: number
  /** Seconds after which no further world is begun. */
  seconds: number
  /** Goes on where the last run stopped. */
  resume: boolean
  /** Leaves the files of worlds, to be looked at with `kith evaluate`. */
  keep: boolean
}

/** Worlds that a run has unless told. */
const WORLDS = 48

/** @throws Error for an option that is none */
export function worldOptions(args: readonly string[]): WorldOptions {
  const own = args.filter((arg) => arg.startsWith('--') && arg !== '--json')
  const wrong = own.filter((arg) => !/^--((only|data)=.+|(size|seed|worlds|seconds)=[1-9]\d*|resume|keep)$/.test(arg))
  if (wrong.length > 0)
    throw new Error(
      `no such option: ${wrong.join(' ')}; there are --only=NAME,… --data=FOLDER --size=N --seed=N --worlds=N --seconds=N --resume --keep --json`,
    )
  const textOf = (name: string) => own.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const number = (name: string, usual: number) => Number(textOf(name) ?? usual)
  return {
    only: textOf('only')?.split(',') ?? [],
    data: textOf('data'),
    size: number('size', 50_000),
    seed: number('seed', 1),
    worlds: number('worlds', WORLDS),
    seconds: number('seconds', Number.POSITIVE_INFINITY),
    resume: own.includes('--resume'),
    keep: own.includes('--keep'),
  }
}
