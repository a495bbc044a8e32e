/** Why this Node cannot run Kith, or undefined when it can. */
export function nodeProblem(version: string): string | undefined
/** True when node_modules is missing or older than package-lock.json. */
export function needsInstall(root: string): boolean
