import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { permits, Right, Role } from '../server/access/roles.ts'
import { ROUTES } from '../server/api/rest/routes.ts'
import { Env, PROJECT } from '../server/env.ts'
import { compileMapping } from '../server/ingest/compile-mapping.ts'
import { ingestRow } from '../server/ingest/ingest.ts'
import { SourceMapping, Target } from '../server/ingest/mapping-shape.ts'
import { parseMapping } from '../server/ingest/source-mapping.ts'
import { ADDRESS_PARTS } from '../server/model/entities/field.ts'
import { ENTITIES } from '../server/model/entities/registry.ts'
import { COMPARATORS } from '../server/score/registry.ts'

// The README is the product's front door, and docs/ the rooms behind it: what they say of routes, variables, commands,
// files and fields is held to the code.
const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')
const filesBelow = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).split(sep).join('/'))
    .filter((file) => ending.test(file))
    .sort()

const page = (name: string): string => textOf(`docs/${name}.md`)
const PAGES = [
  ...readdirSync(PROJECT).filter((file) => file.endsWith('.md')),
  ...['docs', 'server', 'cypher', 'seeds'].flatMap((folder) => filesBelow(folder, /\.md$/)),
]
const everything = PAGES.map(textOf).join('\n')

/** Texts of a page's fenced code blocks of a language; `''` for those that name none. */
const blocks = (text: string, language: string): string[] =>
  text
    .split(/^```/m)
    .filter((_text, i) => i % 2 === 1)
    .filter((text) => text.startsWith(`${language}\n`))
    .map((text) => text.slice(language.length + 1))

/** What stands under a heading of a page. An unknown heading is a fault of the test. */
function section(name: string, title: string): string {
  const found = page(name).split(`\n## ${title}\n`)[1]?.split('\n## ')[0]
  if (found === undefined) throw new Error(`docs/${name}.md has no section ${title}`)
  return found
}

/** Headings of a page, as addresses name them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Cells, without their backticks, of the table rows of a section that begin like this. */
const rows = (name: string, title: string, pattern: RegExp): string[][] =>
  section(name, title)
    .split('\n')
    .filter((line) => line.startsWith('|') && pattern.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )

describe('README', () => {
  test('is a page and a half', () => {
    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
  })

  test('leads to every page', () => {
    const reached = new Set<string>()
    const open = ['README.md']
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (reached.has(file)) continue
      reached.add(file)
      for (const path of linksOf(file).map(({ path }) => path)) if (PAGES.includes(path)) open.push(path)
    }
    expect(PAGES.length).toBeGreaterThan(40)
    expect(PAGES.filter((file) => !reached.has(file))).toEqual([])
  })
})

describe('pages', () => {
  test('explains exactly the environment variables there are', () => {
    const told = rows('operations', 'Configuration', /^\| `[A-Z0-9_]+` \|/).map(([name]) => name)
    expect(told.sort()).toEqual(Object.keys(Env.shape).sort())
  })

  test('states the defaults of the environment variables', () => {
    const stated = rows('operations', 'Configuration', /^\| `[A-Z0-9_]+` \| `/).map(
      ([name = '', value]) => [name, value] as const,
    )
    const defaults = Env.parse({}) as Record<string, unknown>
    const shown = (value: unknown) =>
      typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value).replace(`${PROJECT}/`, '')
    for (const [name, value] of stated.filter(([name]) => defaults[name] !== undefined))
      expect(`${name} ${value}`).toBe(`${name} ${shown(defaults[name])}`)
  })

  test('lists exactly the routes there are, in their order, with the right each takes', () => {
    const told = rows('rest', 'REST', /^\| (GET|POST|DELETE) \|/).map(
      ([method, path, right]) => `${method} ${path} ${right}`,
    )
    expect(told).toEqual(ROUTES.map(({ method, path, right }) => `${method.toUpperCase()} ${path} ${right}`))
  })

  test('gives each role the rights it has', () => {
    const told = rows('rest', 'Access', /^\| `(reader|analyst|steward)` \|/).map(
      ([role, rights = '']) => `${role}: ${rights}`,
    )
    const has = (role: Role) => Right.options.filter((right) => right !== 'none' && permits([role], right))
    expect(told).toEqual((['reader', 'analyst', 'steward'] as const).map((role) => `${role}: ${has(role).join(', ')}`))
    for (const role of Role.options) expect(section('rest', 'Access')).toContain(`\`${role}\``)
    expect(has('admin')).toEqual([...has('steward'), 'administer']) // the page says so
  })

  test('calls only routes that exist', () => {
    const calls = [...everything.matchAll(/\$api(\/[^\s"'?]*)|\bpost ([a-z]+) /g)]
    const paths = calls.map(([, path, name]) => path ?? `/${name}`).filter((path) => path !== '/$1')
    const patterns = [...ROUTES.map(({ path }) => path), '/graphql'].map(
      (path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    )
    expect(paths.length).toBeGreaterThan(10)
    for (const path of paths) expect(patterns.some((pattern) => pattern.test(path)) ? '' : path).toBe('')
  })

  test('changes nothing without a key or the secret of the machine', () => {
    const lines = everything.replaceAll('\\\n', ' ').match(/^.*\bcurl .*$/gm) ?? []
    const changing = lines.filter((line) => / (-d|-X) /.test(line) && !/\/(cypher|search|graphql) ?/.test(line))
    expect(changing.length).toBeGreaterThan(2)
    for (const line of changing) expect(line).toMatch(/ -H (\$me|@\S*local-secret|'Authorization: Bearer) /)
  })

  test('names every comparator, and no other', () => {
    const told = [...section('matching', 'Comparators').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(told.sort()).toEqual([...COMPARATORS.keys()].sort())
  })

  test('names labels and relationships that statements use', () => {
    const cypher = filesBelow('cypher', /\.cypher$/)
      .map(textOf)
      .join('\n')
    const graph = blocks(section('graph', 'Shape'), '').find((block) => block.includes('MEMBER_OF')) ?? ''
    const names = [...graph.matchAll(/[:|]([A-Z][A-Za-z_]+)/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(30)
    for (const name of names) expect(new RegExp(`\\b${name}\\b`).test(cypher) ? '' : name).toBe('')
  })
})

describe('the commands in the pages', () => {
  /** Each command's file is named in program.ts. */
  const commands = [...textOf('server/cli/program.ts').matchAll(/import\('\.\/commands\/([\w-]+)\.ts'\)/g)].map(
    ([, name = '']) => name,
  )
  const commandOf = async (name: string): Promise<Command> =>
    ((await import(`../server/cli/commands/${name}.ts`)) as { command(): Command }).command()

  test('are exactly the ones there are', () => {
    const told = rows('operations', 'Commands', /^\| `kith /).map(([line = '']) => line.split(' ')[1])
    expect(told).toEqual(commands)
  })

  test('are called as they can be', async () => {
    const calls = [...everything.matchAll(/\bkith ([a-z]+)([^`\n]*)/g)].filter(([, name = '']) =>
      commands.includes(name),
    )
    expect(calls.length).toBeGreaterThan(15)
    for (const [call, name = '', rest = ''] of calls) {
      const command = await commandOf(name)
      const all = [command, ...command.commands].flatMap(({ options }) => options)
      for (const [flag] of rest.split(/ {2,}/)[0]?.matchAll(/(?<=\s)--?[a-z][a-z-]*/g) ?? [])
        expect(all.some(({ short, long }) => flag === short || flag === long) ? '' : `${call}: ${flag}`).toBe('')
    }
  })

  test('have the options their rows name', async () => {
    for (const [line = '', words = ''] of rows('operations', 'Commands', /^\| `kith /)) {
      const command = await commandOf(line.split(' ')[1] ?? '')
      const options = [command, ...command.commands].flatMap((each) => each.options)
      for (const [flag] of words.matchAll(/--[a-z][a-z-]*/g)) expect(options.map(({ long }) => long)).toContain(flag)
    }
  })

  test('npm scripts exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const named = [...everything.matchAll(/npm run ([a-z:]+)|npm (start|test)\b/g)].map(
      ([, run, plain]) => run ?? plain,
    )
    expect(named.length).toBeGreaterThan(8)
    for (const name of named) expect(Object.keys(scripts)).toContain(name)
  })
})

type Link = { link: string; path: string; anchor: string | undefined }

/** A page's links into this project, by the path from its root. */
function linksOf(file: string): Link[] {
  return [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor] = link.split('#')
      return { link, anchor, path: path === '' ? file : join(dirname(file), path).split(sep).join('/') }
    })
}

describe('links', () => {
  test.each(PAGES)('of %s lead to files and headings that exist', (file) => {
    for (const { link, path, anchor } of linksOf(file)) {
      expect(existsSync(join(PROJECT, path)) ? '' : link).toBe('')
      if (anchor !== undefined) expect(anchorsOf(textOf(path)).includes(anchor) ? '' : link).toBe('')
    }
  })

  test('folders and files that pages name in backticks exist', () => {
    const named = [...everything.matchAll(/`((?:server|web|cypher|seeds|test|docs)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([])
  })

  test('pages that the code names exist, with the headings it names', () => {
    const code = ['server', 'web', 'test', 'seeds'].flatMap((folder) => filesBelow(folder, /\.(tsx?|mjs|js)$/))
    const named = code.flatMap((file) =>
      [...textOf(file).matchAll(/\bdocs\/([\w-]+(?:\/[\w-]+)*)\.md(?:#([\w-]+))?/g)].map(
        ([name, path = '', anchor]) => ({
          name: `${file}: ${name}`,
          path: `docs/${path}.md`,
          anchor,
        }),
      ),
    )
    expect(named.length).toBeGreaterThan(5)
    const wrong = named.filter(
      ({ path, anchor }) =>
        !PAGES.includes(path) || (anchor !== undefined && !anchorsOf(textOf(path)).includes(anchor)),
    )
    expect(wrong).toEqual([])
  })
})

describe('decisions', () => {
  const files = filesBelow('docs/decisions', /\/\d{4}-[\w-]+\.md$/)

  test('are numbered without a gap, and their list names each by its title', () => {
    expect(files.map((file) => Number(file.split('/').at(-1)?.slice(0, 4)))).toEqual(files.map((_, i) => i + 1))
    const titles = files.map((file) => /^# (\d+)\. (.+)$/m.exec(textOf(file)))
    const listed = files.map((file, i) => `| ${i + 1} | [${titles[i]?.[2]}](${file.split('/').at(-1)}) |`)
    expect(textOf('docs/decisions/README.md').match(/^\| \d+ .*$/gm)).toEqual(listed)
  })

  test.each(files)('%s says why, what, and what else there was', (file) => {
    expect(
      textOf(file)
        .match(/^## .+$/gm)
        ?.slice(0, 3),
    ).toEqual(['## Context', '## Decision', '## Alternatives'])
  })
})

test('the version has its entry in the change log', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string }
  expect(textOf('CHANGELOG.md')).toContain(`\n## ${version}\n`)
})

describe('the mapping example', () => {
  const text = section('sources', 'Your own file')
  const file = blocks(text, 'csv')[0] ?? ''
  const [header = [], ...lines] = file
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  const mapping = parseMapping(JSON.parse(blocks(text, 'json')[0] ?? '{}'))
  const compiled = compileMapping(mapping, header)
  const read = lines.map((cells, i) => {
    const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))
    return ingestRow(row, compiled, { file: 'members.csv', line: i + 2 })
  })

  test('reads the file beside it as the page says', () => {
    expect(read.map((each) => each.ok)).toEqual([true, true, true, false])
    expect(read[0]).toMatchObject({
      value: { source: 'club', sourceId: '1', channel: 'club', updatedAt: /^2024-03-01|^2024-02-29/ },
    })
    expect(read[2]).toMatchObject({ value: { unread: { updatedAt: 'soon' } } })
    const [, , , refused] = read
    if (refused && !refused.ok) expect(text).toContain(`members.csv:${refused.problem.line}: ${refused.problem.detail}`)
  })

  test('every column of the file goes somewhere', () => {
    const used: unknown[] = [...Object.keys(mapping.fields), mapping.id]
    expect(header.filter((column) => !used.includes(column))).toEqual([])
  })

  test('every key of a mapping and of its rules is explained', () => {
    for (const key of Object.keys(SourceMapping.shape))
      expect(section('mapping', 'Keys of a mapping')).toContain(`\`${key}\``)
    for (const key of Object.keys(Target.omit({ to: true }).shape))
      expect(section('mapping', 'Rules of a field')).toContain(`\`${key}\``)
  })

  test('the examples of mappings are mappings', () => {
    const examples = blocks(textOf('docs/mapping.md'), 'json')
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) expect(() => parseMapping(JSON.parse(example))).not.toThrow()
  })

  test('the fields of every entity are listed', () => {
    const text = section('sources', 'Fields')
    for (const { name } of ENTITIES.flatMap(({ fields }) => fields as readonly { name: string }[]))
      expect(new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?![\\w.])`).test(text) ? '' : name).toBe('')
    for (const part of ADDRESS_PARTS) expect(text).toMatch(new RegExp(`\\b${part}\\b`))
  })
})
