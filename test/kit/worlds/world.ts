import { Random } from '../../../seeds/generate/random.ts'
import type { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'
import { companyRecord, type Firm, firmIn, laterFirm, written } from './firms.ts'
import type { Values } from './homes.ts'
import { type Being, beingIn, contactRecord, laterOf, personRecord } from './people.ts'
import { recordsOf, type Shape } from './shape.ts'

/** Rows of a labelled file, how its columns become fields, and the column with the truth. */
export type LabelledRows = { readonly rows: readonly Values[]; readonly mapping: SourceMapping; readonly truth: string }

/** All the records of a world, in an order that tells nothing. */
export function worldOf(shape: Shape): LabelledRows {
  const random = new Random(`records:${shape.seed}`)
  const found: { entity: string; values: Values }[] = []
  const next = makerOf(random, shape)
  for (let number = 0; found.length < shape.size; number++) {
    const records = Math.min(recordsOf(shape, random, found.length), shape.size - found.length)
    for (const values of next(records)) found.push({ entity: `t${number}`, values })
  }
  const rows = random.shuffle(found).map(({ entity, values }, i): Values => {
    const source = `s${random.int(1, shape.sources)}`
    return { rec_id: `r${i + 1}`, true_entity: entity, source, ...values }
  })
  return { rows, mapping: mappingOf(rows, shape), truth: 'true_entity' }
}

/** Gives the records of one entity after the other. */
function makerOf(random: Random, shape: Shape): (records: number) => Values[] {
  if (shape.entity === 'company') return firmMaker(random, shape)
  if (shape.entity === 'person') return personMaker(random, shape)
  return contactMaker(random, shape)
}

function personMaker(random: Random, shape: Shape): (records: number) => Values[] {
  let last: Being | undefined
  return (records) => {
    let being = beingIn(random, shape, last && random.chance(shape.kin) ? last : undefined)
    last = being
    return random.times(records, (n) => {
      if (n > 0 && isChange(random, records)) being = laterOf(random, being, shape)
      return personRecord(random, being, shape)
    })
  }
}

function firmMaker(random: Random, shape: Shape): (records: number) => Values[] {
  let last: Firm | undefined
  return (records) => {
    let firm = firmIn(random, shape, last && random.chance(shape.kin) ? last : undefined)
    last = firm
    return random.times(records, (n) => {
      if (n > 0 && isChange(random, records)) firm = laterFirm(random, firm, shape)
      return companyRecord(random, firm, shape)
    })
  }
}

/** People of some companies each, some of whom move to another. */
function contactMaker(random: Random, shape: Shape): (records: number) => Values[] {
  const firms = random.times(Math.ceil(shape.size / 12), () => firmIn(random, shape))
  return (records) => {
    const being = beingIn(random, shape)
    let firm = random.pick(firms)
    return random.times(records, (n) => {
      if (n > 0 && isChange(random, records) && random.chance(shape.rates.move / 2)) firm = random.pick(firms)
      const { site, phone } = firm
      return contactRecord(random, being, { name: written(random, firm, shape), site, phone }, shape)
    })
  }
}

/** Changes come as often in a life however many records there are of it. */
function isChange(random: Random, records: number): boolean {
  return random.chance(Math.min(1, 3 / records))
}

function mappingOf(rows: readonly Values[], { entity, countries }: Shape): SourceMapping {
  const own = new Set(rows.flatMap((row) => Object.keys(row)))
  const fields = [...own].filter((column) => !['rec_id', 'true_entity', 'source'].includes(column)).sort()
  return parseMapping({
    source: { column: 'source' },
    entity,
    id: 'rec_id',
    defaultCountry: countries[0],
    fields: Object.fromEntries(
      fields.map((field) => [field, field === 'birthDate' ? { to: field, format: 'yyyy-MM-dd' } : field]),
    ),
    ignore: ['true_entity'],
  })
}
