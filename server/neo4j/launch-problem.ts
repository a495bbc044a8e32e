export type LaunchCode =
  | 'java.missing'
  | 'java.old'
  | 'maven.missing'
  | 'fetch.failed'
  | 'home.unusable'
  | 'already.running'
  | 'port.taken'
  | 'start.failed'
  | 'disk.full'
  | 'memory.short'
  | 'import.failed'

/** Why the embedded Neo4j cannot run. The message is written for the person at the terminal and says the way out. */
export class LaunchProblem extends Error {
  override readonly name = 'LaunchProblem'
  readonly code: LaunchCode
  /** Bytes that have to be free before another try makes sense, where the disk is full. */
  readonly needs: number
  constructor(code: LaunchCode, message: string, needs = 0) {
    super(message)
    this.code = code
    this.needs = needs
  }
}

const MISSING: ReadonlySet<LaunchCode> = new Set(['java.missing', 'java.old', 'maven.missing', 'fetch.failed'])

/** True when installing something would help; the command line turns it into exit code 3. */
export function isMissing(problem: LaunchProblem): boolean {
  return MISSING.has(problem.code)
}

/** The three ways to a Neo4j, closing every message about something that is not installed. */
export const WAYS_OUT = `Three ways to a Neo4j:
  1. install Java 17 or newer and Maven (Debian: apt install openjdk-17-jre-headless maven; macOS: brew install openjdk maven), then start again
  2. use Docker: docker compose up
  3. point Kith to a Neo4j 5.26 you already run: NEO4J_URI=bolt://host:7687 NEO4J_PASSWORD=… npm start`
