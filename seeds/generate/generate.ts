import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { makeCompanies } from './companies.ts'
import { companyRecords } from './company-records.ts'
import { contactRecords } from './contacts.ts'
import { type Draft, FILES, type FileName, recordOf } from './draft.ts'
import { type Row, rowOf } from './layout.ts'
import { backgroundOrders } from './orders.ts'
import { makePeople, type Person } from './people.ts'
import { personRecords } from './person-records.ts'
import { Random } from './random.ts'
import { STORIES } from './stories/stories.ts'
import { csv, dataFileOf, textOf, writeAll } from './write.ts'

/** What is true, by record id (`source:id`) and true entity. */
export type Truth = {
  readonly persons: ReadonlyMap<string, string>
  readonly companies: ReadonlyMap<string, string>
  readonly contacts: ReadonlyMap<string, string>
  /** True company of each contact record. */
  readonly worksAt: ReadonlyMap<string, string>
  /** Household of each person who does not live alone among the customers. */
  readonly households: ReadonlyMap<string, string>
  /** Child company to parent company. */
  readonly parents: ReadonlyMap<string, string>
  /** Person to the contact who is the same human. */
  readonly samePerson: ReadonlyMap<string, string>
}

/** `files` by base name, which is also the name of the mapping: `crm-customers` is `data/crm-customers.csv` and `sources/crm-customers.json`. */
export type World = { readonly files: Readonly<Record<FileName, readonly Row[]>>; readonly truth: Truth }

/** The stories and, around them, a background population `scale` times the committed one. The same arguments give the same world. */
export function generateWorld({ scale, seed }: { scale: number; seed: number }): World {
  const random = new Random(seed)
  const { people, phones } = makePeople(random.fork('people'), Math.round(368 * scale))
  const firms = makeCompanies(random.fork('companies'), Math.round(132 * scale), phones)
  const personDrafts = personRecords(random.fork('person records'), people)
  const { drafts: companyDrafts, known } = companyRecords(random.fork('company records'), firms)
  const contactDrafts = contactRecords(random.fork('contacts'), known, phones)
  const orders = backgroundOrders(random.fork('orders'), [...personDrafts, ...companyDrafts])
  const stories = STORIES.flatMap((story) => story.drafts)
  const drafts = [...stories, ...personDrafts, ...companyDrafts, ...contactDrafts, ...orders]
  const byFile = groups(drafts, (draft) => draft.file)
  const files = Object.fromEntries(FILES.map((file) => [file, (byFile.get(file) ?? []).map(rowOf)])) as Record<
    FileName,
    Row[]
  >
  const parents = firms.flatMap((firm): [string, string][] =>
    firm.parent === undefined ? [] : [[firm.entity, firm.parent]],
  )
  return { files, truth: truthOf(drafts, people, parents) }
}

/** Every committed text by path: `data/…` and `truth/…`. */
export function textsOf({ files, truth }: World): Map<string, string> {
  const texts = new Map(FILES.map((file) => [`data/${dataFileOf(file)}`, textOf(file, files[file])]))
  const table = (name: string, columns: readonly [string, string], rows: ReadonlyMap<string, string>) =>
    texts.set(
      `truth/${name}.csv`,
      csv(
        columns,
        [...rows].map(([a, b]) => ({ [columns[0]]: a, [columns[1]]: b })),
      ),
    )
  table('persons', ['record', 'entity'], truth.persons)
  table('companies', ['record', 'entity'], truth.companies)
  table('contacts', ['record', 'entity'], truth.contacts)
  table('works-at', ['record', 'company'], truth.worksAt)
  table('households', ['person', 'household'], truth.households)
  table('parents', ['child', 'parent'], truth.parents)
  table('same-person', ['person', 'contact'], truth.samePerson)
  return texts
}

function truthOf(drafts: readonly Draft[], people: readonly Person[], parents: readonly [string, string][]): Truth {
  const of = (ending: string) => drafts.filter((draft) => draft.file.endsWith(ending))
  const entities = (some: readonly Draft[]) => new Map(some.map((draft) => [recordOf(draft), draft.entity]))
  const homes = groups(people, (who) => who.household)
  const background = people.filter((who) => (homes.get(who.household) ?? []).length > 1)
  const contacts = of('-contacts')
  return {
    persons: entities([...of('-customers'), ...of('-members')]),
    companies: entities(of('-companies')),
    contacts: entities(contacts),
    worksAt: new Map(contacts.map((draft) => [recordOf(draft), draft.company ?? ''])),
    households: new Map([
      ...STORIES.flatMap(({ households = {} }) =>
        Object.entries(households).flatMap(([home, members]) => members.map((who): [string, string] => [who, home])),
      ),
      ...background.map((who): [string, string] => [who.entity, who.household]),
    ]),
    parents: new Map([...STORIES.flatMap((story) => Object.entries(story.parents ?? {})), ...parents]),
    samePerson: new Map(STORIES.flatMap((story) => Object.entries(story.samePerson ?? {}))),
  }
}

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = out.get(key)
    if (group) group.push(item)
    else out.set(key, [item])
  }
  return out
}

function main(): void {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'seeds' },
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '7' },
    },
  })
  const world = generateWorld({ scale: Number(values.scale), seed: Number(values.seed) })
  writeAll(values.out, textsOf(world))
  for (const file of FILES) console.log(`${String(world.files[file].length).padStart(7)}  ${dataFileOf(file)}`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) main()
