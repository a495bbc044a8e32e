/** MiB that a command wants for its records; undefined where what Node takes by itself will do, or somebody has told it. */
export function roomFor(args: readonly string[], told?: string): number | undefined
/** Runs the same command in a process with so much room, which ends when this one does, and ends as it did. */
export function runWithRoom(room: number, file: string, args: readonly string[]): Promise<number>
/** Ends this process when the one that gave it room is gone, however that ended. */
export function endWithParent(): void
