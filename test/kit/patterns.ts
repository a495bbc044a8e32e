import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { PROJECT } from '../../server/env.ts'

/** A regular expression of server/, and the file that holds or makes it. */
export type Found = { readonly file: string; readonly source: string; readonly flags: string }

/** Every regular expression that is written in server/. */
export function writtenPatterns(): Found[] {
  const found: Found[] = []
  const files = readdirSync(join(PROJECT, 'server'), { recursive: true, encoding: 'utf8' })
  for (const name of files.filter((each) => each.endsWith('.ts')).sort()) {
    const file = name.replaceAll('\\', '/')
    const { program } = parseSync(file, readFileSync(join(PROJECT, 'server', name), 'utf8'), { lang: 'ts' })
    const visitor = new Visitor({
      Literal(node) {
        if ('regex' in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags })
      },
    })
    visitor.visit(program)
  }
  return found
}

/** Every regular expression that is made, by `new RegExp`, while something runs: those of the rules are made of words. */
export async function madePatterns(work: () => Promise<void>): Promise<Found[]> {
  const found = new Map<string, Found>()
  const own = globalThis.RegExp
  globalThis.RegExp = new Proxy(own, {
    construct(target, given, newTarget) {
      const made: object = Reflect.construct(target, given, newTarget)
      const file = /\/server\/([\w/-]+\.ts)/.exec(new Error().stack ?? '')?.[1]
      if (made instanceof own && file) found.set(`${file} ${made}`, { file, source: made.source, flags: made.flags })
      return made
    },
  })
  try {
    await work()
  } finally {
    globalThis.RegExp = own
  }
  return [...found.values()]
}
