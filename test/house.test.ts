import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT } from '../server/env.ts'

// The house rules that a machine can hold: who may import whom, which package lives where, and where Cypher lives.
const STAGES = ['ingest', 'standardise', 'validate', 'block', 'score', 'cluster', 'survive', 'relate', 'publish']

/** What knows nothing of customers: reading and comparing text, grouping and ordering things. */
const GROUND = ['text', 'collections']

/** Folder of server/ → folders of server/ it may import from, besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  text: [],
  collections: [],
  model: GROUND,
  ...Object.fromEntries(STAGES.map((stage) => [stage, ['model', ...GROUND]])),
  // What is known of towns and postcodes, and whether an address can be.
  places: ['standardise', 'model', ...GROUND],
  // What matches without a graph: from a file to its clusters.
  rules: ['places', ...STAGES, 'model', ...GROUND],
  match: ['rules', ...STAGES, 'model', ...GROUND],
  learn: ['match', 'rules', ...STAGES, 'model', ...GROUND],
  evaluate: ['learn', 'match', 'rules', ...STAGES, 'model', ...GROUND],
  // Other systems: what they are to be told and how they are reached, without a graph.
  systems: ['rules', ...STAGES, 'model', ...GROUND],
  // Whether addresses are right: by tables, and by asking providers.
  verify: ['places', 'systems', 'rules', ...STAGES, 'model', ...GROUND],
  store: ['model', ...GROUND],
  pipeline: [
    'places',
    'verify',
    'systems',
    'evaluate',
    'learn',
    'match',
    'rules',
    ...STAGES,
    'store',
    'model',
    ...GROUND,
  ],
  access: ['model'],
  neo4j: [],
  // What is read is asked of pipeline/ask, what is written of the facade: neither api/ nor cli/ knows the store.
  api: ['pipeline', 'rules', 'model', 'access', ...GROUND],
  cli: [
    'pipeline',
    'places',
    'verify',
    'systems',
    'evaluate',
    'learn',
    'match',
    'rules',
    'model',
    ...GROUND,
    'access',
    'neo4j',
    'env.ts',
    'app.ts',
    'main.ts',
    ...STAGES.slice(0, 1),
  ],
}
/** The GraphQL library takes the driver itself, and statements as text: the one sanctioned way past pipeline/ask. */
const GRAPHQL = {
  room: 'server/api/graphql/',
  mayImport: ['server/store/graph/driver.ts', 'server/store/graph/query.ts'],
}
/** The composition root puts everything together, so it may import anything. */
const ROOT_FILES = ['app.ts', 'main.ts', 'env.ts']

/** Rooms of pipeline/, from the ground up: each may use those before it. What composes them all stands in pipeline/ itself. */
const PIPELINE_FLOORS = [
  'run',
  'feed',
  'relate',
  'resolve',
  'arrive',
  'bulk',
  'load/import',
  'load',
  'sources',
  'steward',
  'sync',
  'verify',
  'uploads',
  'ask',
  'ask/past',
  'ask/questions',
  '',
]
const MOST_FILES = 22

/** Package → where it may be imported. */
const PACKAGE_HOMES: Record<string, readonly string[]> = {
  'neo4j-driver': ['server/store/'],
  express: ['server/api/', 'server/app.ts'],
  'express-rate-limit': ['server/api/', 'server/app.ts'],
  helmet: ['server/api/', 'server/app.ts'],
  graphql: ['server/api/'],
  'graphql-http': ['server/api/'],
  '@neo4j/graphql': ['server/api/'],
  'prom-client': ['server/api/'],
  pg: ['server/systems/'],
  commander: ['server/cli/'],
  react: ['web/'],
  'react-dom': ['web/'],
  cytoscape: ['web/'],
}

const MOST_LINES = 250
/** Lists of words, which nobody reads in one go: longer is better. */
const WORD_LISTS = ['server/text/nicknames.ts']

type Import = { file: string; from: string }

const filesBelow = (folder: string, ...endings: string[]): string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).split(sep).join('/'))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .filter((file) => statSync(join(PROJECT, file)).isFile())
    .sort()
const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')

const SERVER = filesBelow('server', '.ts')
const WEB = filesBelow('web', '.ts', '.tsx')
const CODE = [...SERVER, ...WEB, ...filesBelow('test', '.ts'), ...filesBelow('seeds', '.ts')]
const CYPHER = filesBelow('cypher', '.cypher')

function importsOf(file: string): Import[] {
  const found = textOf(file).matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...found].map((match) => ({ file, from: match[1] ?? match[2] ?? match[3] ?? '' }))
}

const isRelative = ({ from }: Import) => from.startsWith('.')
const targetOf = ({ file, from }: Import) =>
  normalize(join(dirname(file), from))
    .split(sep)
    .join('/')
const packageOf = (from: string) =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
const partOf = (file: string) => relative('server', file).split(sep)[0] ?? ''

describe('imports', () => {
  test('every folder of server/ imports only what it may', () => {
    const wrong = SERVER.filter((file) => !ROOT_FILES.includes(partOf(file)))
      .flatMap(importsOf)
      .filter(isRelative)
      .filter((each) => {
        const [own, target] = [partOf(each.file), targetOf(each)]
        if (!target.startsWith('server/')) return true
        if (each.file.startsWith(GRAPHQL.room) && GRAPHQL.mayImport.includes(target)) return false
        return partOf(target) !== own && !(MAY_IMPORT[own] ?? []).includes(partOf(target))
      })
    expect(wrong.map(({ file, from }) => `${file} → ${from}`)).toEqual([])
  })

  test('every folder of server/ has a rule', () => {
    const folders = readdirSync(join(PROJECT, 'server'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map((folder) => folder.name).filter((name) => !(name in MAY_IMPORT))).toEqual([])
  })

  test('rooms of pipeline/ stand on those below them', () => {
    const floorOf = (file: string) =>
      PIPELINE_FLOORS.indexOf(dirname(relative('server/pipeline', file)).replace(/^\.$/, ''))
    const files = SERVER.filter((file) => file.startsWith('server/pipeline/'))
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([])
    const up = files
      .flatMap(importsOf)
      .filter((each) => isRelative(each) && targetOf(each).startsWith('server/pipeline/'))
      .filter((each) => floorOf(targetOf(each)) > floorOf(each.file))
    expect(up.map(({ file, from }) => `${file} → ${from}`)).toEqual([])
    expect(files.filter((file) => dirname(file) === 'server/pipeline').length).toBeLessThanOrEqual(5)
  })

  test('no files import each other in a circle', () => {
    const targets = new Map(SERVER.map((file) => [file, importsOf(file).filter(isRelative).map(targetOf)]))
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (path.includes(file) || done.has(file)) return
      for (const target of targets.get(file) ?? []) visit(target, [...path, file])
      done.add(file)
    }
    for (const file of SERVER) visit(file, [])
    expect(circles).toEqual([])
  })

  test('no room is so full that nothing is found in it', () => {
    const counts = new Map<string, number>()
    for (const file of [...SERVER, ...WEB]) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
    expect([...counts].filter(([, files]) => files > MOST_FILES)).toEqual([])
  })

  test('the explorer knows of the server only the model', () => {
    const wrong = WEB.flatMap(importsOf)
      .filter(isRelative)
      .filter((each) => !/^(web|server\/model)\//.test(targetOf(each)))
    expect(wrong).toEqual([])
  })

  test('what the explorer knows and says needs none of its views', () => {
    const wrong = WEB.filter((file) => !/^web\/(views|main)\b/.test(file))
      .flatMap(importsOf)
      .filter((each) => isRelative(each) && targetOf(each).startsWith('web/views/'))
    expect(wrong).toEqual([])
  })

  test.each(Object.entries(PACKAGE_HOMES))('%s is imported only in %s', (name, homes) => {
    const wrong = [...SERVER, ...WEB]
      .flatMap(importsOf)
      .filter(({ file, from }) => packageOf(from) === name && !homes.some((home) => file.startsWith(home)))
    expect(wrong).toEqual([])
  })

  test('relative imports carry their .ts, built-in modules their node:', () => {
    const wrong = CODE.flatMap(importsOf).filter((each) =>
      isRelative(each) ? !/\.(tsx?|css|m?js|json|svg)$/.test(each.from) : builtinModules.includes(each.from),
    )
    expect(wrong).toEqual([])
  })
})

describe('Cypher', () => {
  test('lies in cypher/, not in TypeScript', () => {
    // A clause, then a node pattern, a variable or an aggregate: prose about matching does not look so.
    const clause = /\b(MATCH|MERGE|CREATE|OPTIONAL MATCH) \(\w*[:){ ]|\bUNWIND \$\w+ AS\b|\bDETACH DELETE\b/
    expect(SERVER.filter((file) => clause.test(withoutComments(textOf(file))))).toEqual([])
  })

  test('every file says its purpose first', () => {
    expect(CYPHER.filter((file) => !/^\/\/ \S.{9,}/.test(textOf(file)))).toEqual([])
  })

  test('values are parameters, never spliced', () => {
    expect(CYPHER.filter((file) => textOf(file).includes('${'))).toEqual([])
  })

  test('every query is used, and every name that is used exists', () => {
    const sources = SERVER.map(textOf).join('\n')
    const named = CYPHER.map((file) => file.replace(/^cypher\//, '').replace(/\.cypher$/, ''))
    const own = named.filter((name) => !/^(migrations|checks|queries)\//.test(name))
    expect(own.filter((name) => !sources.includes(`'${name}'`))).toEqual([])
  })
})

describe('code', () => {
  test('process.env is read in env.ts alone', () => {
    expect(CODE.filter((file) => file.startsWith('server/') && /process\.env\b/.test(textOf(file)))).toEqual([
      'server/env.ts',
    ])
  })

  test('Kith signs with names that no key can have', () => {
    expect(SERVER.filter((file) => /\{ key: '/.test(textOf(file)))).toEqual([])
  })

  test.skipIf(!existsSync(join(PROJECT, '.git')))(
    'what npm makes a command may be run, so that installing changes no file',
    () => {
      const { stdout } = spawnSync('git', ['ls-files', '--stage', 'server/cli/kith.js'], {
        cwd: PROJECT,
        encoding: 'utf8',
      })
      expect(stdout).toMatch(/^100755 /)
    },
  )

  test('files stay short enough to be read in one go', () => {
    const lengths = [...SERVER, ...WEB].map((file) => [file, textOf(file).trimEnd().split('\n').length] as const)
    expect(lengths.filter(([file, lines]) => lines > MOST_LINES && !WORD_LISTS.includes(file))).toEqual([])
  })

  test.each<[rule: string, pattern: RegExp]>([
    ['no any', /(:\s*|\bas )any(?=\s*[;,)=\]}>|\n])|\bany\[\]|<any>/],
    ['no work left as a note', /\b(TODO|FIXME|XXX|HACK)\b/],
    ['no default export (configuration files and set-ups aside)', /^export default\b/m],
    ['no suppressed type error', /@ts-(ignore|nocheck|expect-error)/],
  ])('%s', (rule, pattern) => {
    const files = CODE.filter((file) => file !== 'test/house.test.ts')
    const excepted = rule.startsWith('no default') ? /(\.config\.ts|test\/kit\/neo4j\.ts)$/ : /^$/
    expect(files.filter((file) => !excepted.test(file) && pattern.test(withoutComments(textOf(file), rule)))).toEqual(
      [],
    )
  })

  test('no type has a namesake: a name means one thing', () => {
    const homes = SERVER.flatMap((file) => {
      const named = [...textOf(file).matchAll(/^export (?:type|interface|class) (\w+)(?! *[,}])/gm)]
      return [...new Set(named.map(([, name = '']) => name))].map((name) => ({ name, file }))
    })
    const twins = homes.filter(({ name, file }) => homes.some((other) => other.name === name && other.file !== file))
    expect(twins).toEqual([])
  })

  test('file names are kebab-case', () => {
    const names = CODE.map((file) => file.split('/').at(-1) ?? '')
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(db|browser|test|config|d))*\.tsx?$/.test(name))).toEqual(
      [],
    )
  })
})

/** A rule about notes needs the comments; every other rule is about code. */
function withoutComments(text: string, rule = ''): string {
  return rule.includes('note') || rule.includes('suppressed')
    ? text
    : text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
