import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { permits, Right, Role } from '../server/access/roles.ts'
import { ROUTES } from '../server/api/rest/routes.ts'
import { Env, PROJECT } from '../server/env.ts'
import { compileMapping } from '../server/ingest/compile-mapping.ts'
import { ingestRow } from '../server/ingest/ingest.ts'
import { parseMapping, SourceMapping } from '../server/ingest/source-mapping.ts'
import { ADDRESS_PARTS } from '../server/model/entities/field.ts'
import { ENTITIES } from '../server/model/entities/registry.ts'
import { COMPARATORS } from '../server/score/registry.ts'

// The README is the product's front door: what it says of routes, variables, commands, files and fields is held to the code.
const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')
const readme = textOf('README.md')

/** Texts of the fenced code blocks of a language; `''` for those that name none. */
const blocks = (language: string): string[] =>
  readme
    .split(/^```/m)
    .filter((_text, i) => i % 2 === 1)
    .filter((text) => text.startsWith(`${language}\n`))
    .map((text) => text.slice(language.length + 1))

const section = (title: string): string => readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''

/** Cells, without their backticks, of the table rows of a section that begin like this. */
const rows = (title: string, pattern: RegExp): string[][] =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('|') && pattern.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )

describe('README', () => {
  test('explains exactly the environment variables there are', () => {
    const told = rows('Configuration', /^\| `[A-Z0-9_]+` \|/).map(([name]) => name)
    expect(told.sort()).toEqual(Object.keys(Env.shape).sort())
  })

  test('states the defaults of the environment variables', () => {
    const stated = rows('Configuration', /^\| `[A-Z0-9_]+` \| `/).map(([name = '', value]) => [name, value] as const)
    const defaults = Env.parse({}) as Record<string, unknown>
    const shown = (value: unknown) =>
      typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value).replace(`${PROJECT}/`, '')
    for (const [name, value] of stated.filter(([name]) => defaults[name] !== undefined))
      expect(`${name} ${value}`).toBe(`${name} ${shown(defaults[name])}`)
  })

  test('lists exactly the routes there are, in their order, with the right each takes', () => {
    const told = rows('REST', /^\| (GET|POST|DELETE) \|/).map(([method, path, right]) => `${method} ${path} ${right}`)
    expect(told).toEqual(ROUTES.map(({ method, path, right }) => `${method.toUpperCase()} ${path} ${right}`))
  })

  test('gives each role the rights it has', () => {
    const told = rows('Access', /^\| `(reader|analyst|steward)` \|/).map(([role, rights = '']) => `${role}: ${rights}`)
    const has = (role: Role) => Right.options.filter((right) => right !== 'none' && permits([role], right))
    expect(told).toEqual((['reader', 'analyst', 'steward'] as const).map((role) => `${role}: ${has(role).join(', ')}`))
    for (const role of Role.options) expect(section('Access')).toContain(`\`${role}\``)
    expect(has('admin')).toEqual(has('steward')) // the README says they are the same today
  })

  test('calls only routes that exist', () => {
    const calls = [...readme.matchAll(/\$api(\/[^\s"'?]*)|\bpost ([a-z]+) /g)]
    const paths = calls.map(([, path, name]) => path ?? `/${name}`).filter((path) => path !== '/$1')
    const patterns = [...ROUTES.map(({ path }) => path), '/graphql'].map(
      (path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    )
    expect(paths.length).toBeGreaterThan(10)
    for (const path of paths) expect(patterns.some((pattern) => pattern.test(path)) ? '' : path).toBe('')
  })

  test('names every comparator, and no other', () => {
    const told = [...section('Matching').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(told.sort()).toEqual([...COMPARATORS.keys()].sort())
  })

  test('names labels and relationships that statements use', () => {
    const cypher = readdirSync(join(PROJECT, 'cypher'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.cypher'))
      .map((file) => textOf(join('cypher', file)))
      .join('\n')
    const graph = blocks('').find((block) => block.includes('MEMBER_OF')) ?? ''
    const names = [...graph.matchAll(/[:|]([A-Z][A-Za-z_]+)/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(30)
    for (const name of names) expect(new RegExp(`\\b${name}\\b`).test(cypher) ? '' : name).toBe('')
  })
})

describe('the commands in the README', () => {
  /** Each command's file is named in program.ts. */
  const commands = [...textOf('server/cli/program.ts').matchAll(/import\('\.\/commands\/([\w-]+)\.ts'\)/g)].map(
    ([, name = '']) => name,
  )
  const commandOf = async (name: string): Promise<Command> =>
    ((await import(`../server/cli/commands/${name}.ts`)) as { command(): Command }).command()

  test('are exactly the ones there are', () => {
    const told = rows('Commands', /^\| `kith /).map(([line = '']) => line.split(' ')[1])
    expect(told).toEqual(commands)
  })

  test('are called as they can be', async () => {
    const calls = [...readme.matchAll(/\bkith ([a-z]+)([^`\n]*)/g)].filter(([, name = '']) => commands.includes(name))
    expect(calls.length).toBeGreaterThan(15)
    for (const [call, name = '', rest = ''] of calls) {
      const command = await commandOf(name)
      const all = [command, ...command.commands].flatMap(({ options }) => options)
      for (const [flag] of rest.split(/ {2,}/)[0]?.matchAll(/(?<=\s)--?[a-z][a-z-]*/g) ?? [])
        expect(all.some(({ short, long }) => flag === short || flag === long) ? '' : `${call}: ${flag}`).toBe('')
    }
  })

  test('have the options their rows name', async () => {
    for (const [line = '', words = ''] of rows('Commands', /^\| `kith /)) {
      const { options } = await commandOf(line.split(' ')[1] ?? '')
      for (const [flag] of words.matchAll(/--[a-z][a-z-]*/g)) expect(options.map(({ long }) => long)).toContain(flag)
    }
  })

  test('npm scripts exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/npm run ([a-z:]+)|npm (start|test)\b/g)].map(([, run, plain]) => run ?? plain)
    expect(named.length).toBeGreaterThan(8)
    for (const name of named) expect(Object.keys(scripts)).toContain(name)
  })
})

describe('links', () => {
  const files = ['README.md', 'cypher/README.md', 'seeds/README.md']

  test.each(files)('of %s lead to files and headings that exist', (file) => {
    const text = textOf(file)
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    )
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue
      const [path = '', anchor] = link.split('#')
      if (path !== '') expect(existsSync(join(PROJECT, file, '..', path)) ? '' : link).toBe('')
      else expect(anchors).toContain(anchor)
    }
  })

  test('folders and files that the README names in backticks exist', () => {
    const named = [...readme.matchAll(/`((?:server|web|cypher|seeds|test|docs)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    )
    expect(named.length).toBeGreaterThan(3)
    for (const path of named) expect(existsSync(join(PROJECT, path)) ? '' : path).toBe('')
  })
})

describe('the mapping example', () => {
  const file = blocks('csv')[0] ?? ''
  const [header = [], ...lines] = file
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  const mapping = parseMapping(JSON.parse(blocks('json')[0] ?? '{}'))
  const compiled = compileMapping(mapping, header)
  const read = lines.map((cells, i) => {
    const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))
    return ingestRow(row, compiled, { file: 'members.csv', line: i + 2 })
  })

  test('reads the file beside it as the README says', () => {
    expect(read.map((each) => each.ok)).toEqual([true, true, false])
    expect(read[0]).toMatchObject({
      value: { source: 'club', sourceId: '1', channel: 'club', updatedAt: /^2024-03-01|^2024-02-29/ },
    })
    const [, , refused] = read
    if (refused && !refused.ok)
      expect(readme).toContain(`members.csv:${refused.problem.line}: ${refused.problem.detail}`)
  })

  test('every column of the file goes somewhere', () => {
    const used = [...Object.keys(mapping.fields), mapping.id]
    expect(header.filter((column) => !used.includes(column))).toEqual([])
  })

  test('the table below it explains every key of a mapping', () => {
    for (const key of Object.keys(SourceMapping.shape)) expect(section('Your own file')).toContain(`\`${key}\``)
  })

  test('the fields of every entity are listed', () => {
    const text = section('Your own file')
    for (const { name } of ENTITIES.flatMap(({ fields }) => fields as readonly { name: string }[]))
      expect(new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?![\\w.])`).test(text) ? '' : name).toBe('')
    for (const part of ADDRESS_PARTS) expect(text).toMatch(new RegExp(`\\b${part}\\b`))
  })
})
