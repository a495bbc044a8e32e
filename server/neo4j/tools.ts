import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LaunchProblem, WAYS_OUT } from './launch-problem.ts'

const run = promisify(execFile)
const OLDEST_JAVA = 17

/** A tool on this machine: the command that answered and what it said of itself. */
export type Tool = { command: string; version: string }

/** Finds java: the given command, else JAVA_HOME's, else the PATH's. */
export async function findJava(at: {
  java?: string | undefined
  javaHome?: string | undefined
}): Promise<Tool | undefined> {
  const commands = at.java ? [at.java] : [...(at.javaHome ? [join(at.javaHome, 'bin', 'java')] : []), 'java']
  for (const command of commands) {
    const said = await ask(command, ['-XshowSettings:properties', '-version'])
    const version = /version "([^"]+)"/.exec(said)?.[1]
    if (version === undefined) continue
    // The real binary instead of a launcher script on the PATH: it can be watched and ended by its own pid.
    const javaHome = /^[ \t]*java\.home = (.*\S)/m.exec(said)?.[1]
    return { command: javaHome ? join(javaHome, 'bin', 'java') : command, version }
  }
  return undefined
}

/** Finds Maven, which fetches the embedded server's jars once. */
export async function findMaven(): Promise<Tool | undefined> {
  const version = /Apache Maven (\S+)/.exec(await ask('mvn', ['-B', '-v']))?.[1]
  return version === undefined ? undefined : { command: 'mvn', version }
}

/** Java's major version: 17 for "17.0.15", 8 for "1.8.0_292". */
export function majorOf(version: string): number {
  const [first, second] = version.split(/[._-]/).map(Number)
  return (first === 1 ? second : first) ?? 0
}

/** The java to run Neo4j with, or a message that says how to get one. */
export async function getJava(at: { java?: string | undefined; javaHome?: string | undefined }): Promise<Tool> {
  const java = await findJava(at)
  if (!java) {
    const looked = at.java ?? (at.javaHome ? `${at.javaHome}/bin/java and java` : 'java')
    throw new LaunchProblem(
      'java.missing',
      `The embedded Neo4j needs Java, and ${looked} does not answer.\n${WAYS_OUT}`,
    )
  }
  if (majorOf(java.version) < OLDEST_JAVA) {
    const found = `${java.command} is Java ${java.version}`
    throw new LaunchProblem('java.old', `The embedded Neo4j needs Java ${OLDEST_JAVA} or newer; ${found}.\n${WAYS_OUT}`)
  }
  return java
}

async function ask(command: string, args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, args, { timeout: 30_000 })
    return stdout + stderr
  } catch {
    return '' // not there, not executable, or not what it claims to be: to us all the same
  }
}
