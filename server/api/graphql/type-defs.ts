import type { EntityDef } from '../../model/entities/registry.ts'
import { ENTITIES } from '../../model/entities/registry.ts'
import { cypherText } from '../../store/graph/query.ts'

/** Most items of one list, and what it holds when nobody says. */
export const LIST_MOST = 500
export const LIST_USUAL = 50

/** Of the place itself; `line2` is of who is there. */
const PLACE_SCALARS = ['line1', 'unit', 'city', 'region', 'postcode', 'country']
const ADDRESS_SCALARS = ['line1', 'unit', 'line2', 'city', 'region', 'postcode', 'country']

/** What any golden record has, whatever it stands for. */
const GOLDEN_FIELDS = `
  id: ID!
  entity: String!
  status: String!
  reasons: [String!]
  size: Int!
  sources: [String!]!
  seq: Int
  records: [SourceRecord!]! @relationship(type: "MEMBER_OF", direction: IN)
  addresses: [Address!]! @relationship(type: "HAS_ADDRESS", direction: OUT, properties: "HasAddress")
  formerAddresses: [Address!]! @relationship(type: "WAS_HAS_ADDRESS", direction: OUT, properties: "HadAddress")`

/** Traversals of each entity. */
const RELATIONS: Record<EntityDef['name'], () => string> = {
  person: () => `
  household: [Household!]! @relationship(type: "IN_HOUSEHOLD", direction: OUT, properties: "InHousehold")
  housemates: [Customer!]! ${cypher('graphql/housemates', 'customer')}
  samePerson: [Contact!]! @relationship(type: "SAME_PERSON", direction: OUT)`,
  company: () => `
  contacts: [Contact!]! @relationship(type: "WORKS_AT", direction: IN, properties: "WorksAt")
  parent: [Company!]! @relationship(type: "SUBSIDIARY_OF", direction: OUT, properties: "SubsidiaryOf")
  formerParents: [Company!]! @relationship(type: "WAS_SUBSIDIARY_OF", direction: OUT, properties: "SubsidiaryOf")
  subsidiaries: [Company!]! @relationship(type: "SUBSIDIARY_OF", direction: IN, properties: "SubsidiaryOf")
  ultimateParent: Company ${cypher('graphql/ultimate-parent', 'top')}
  allSubsidiaries: [Company!]! ${cypher('graphql/all-subsidiaries', 'company')}
  pathToTop: [Company!]! ${cypher('graphql/path-to-top', 'company')}`,
  contact: () => `
  worksAt: [Company!]! @relationship(type: "WORKS_AT", direction: OUT, properties: "WorksAt")
  samePerson: [Customer!]! @relationship(type: "SAME_PERSON", direction: IN)`,
}

/** The GraphQL schema as `@neo4j/graphql` takes it: read-only, golden types derived from the entities. */
export function typeDefs(): string {
  return `${ENTITIES.map(goldenType).join('\n')}
union GoldenRecord = Customer | Company | Contact

type SourceRecord @node ${limit()} {
  id: ID!
  source: String!
  sourceId: String!
  entity: String!
  name: String
  channel: String
  createdAt: String
  updatedAt: String
  receivedAt: String
  issueCount: Int
  policies: [String!]
  golden: [GoldenRecord!]! @relationship(type: "MEMBER_OF", direction: OUT)
  sameAs: [SourceRecord!]! @relationship(type: "SAME_AS", direction: OUT, queryDirection: UNDIRECTED, properties: "Likeness")
  maybeSame: [SourceRecord!]! @relationship(type: "MAYBE_SAME", direction: OUT, queryDirection: UNDIRECTED, properties: "Likeness")
  orders: [Order!]! @relationship(type: "PLACED", direction: OUT)
}

type Household @node ${limit()} {
  id: ID!
  name: String
  reason: String
  size: Int
  members: [Customer!]! @relationship(type: "IN_HOUSEHOLD", direction: IN, properties: "InHousehold")
  address: [Address!]! @relationship(type: "AT", direction: OUT)
}

type Address @node ${limit()} {
  key: ID!
  text: String
${PLACE_SCALARS.map((name) => `  ${name}: String`).join('\n')}
  goldenRecords: [GoldenRecord!]! @relationship(type: "HAS_ADDRESS", direction: IN, properties: "HasAddress")
  households: [Household!]! @relationship(type: "AT", direction: IN)
}

type Order @node ${limit()} {
  id: ID!
  source: String
  orderId: String
  date: String
  status: String
  channel: String
  currency: String
  "In minor units of the currency: cents."
  amount: Float
  record: [SourceRecord!]! @relationship(type: "PLACED", direction: IN)
  products: [Product!]! @relationship(type: "CONTAINS", direction: OUT, properties: "OrderLine")
}

type Product @node ${limit()} {
  key: ID!
  name: String
  orders: [Order!]! @relationship(type: "CONTAINS", direction: IN, properties: "OrderLine")
}

type HasAddress @relationshipProperties { line2: String kind: String from: String primary: Boolean record: String }
type HadAddress @relationshipProperties { line2: String kind: String from: String to: String record: String }
type InHousehold @relationshipProperties { reason: String from: String }
type WorksAt @relationshipProperties { role: String department: String title: String primary: Boolean from: String record: String }
type SubsidiaryOf @relationshipProperties { share: Float from: String to: String source: String record: String }
type Likeness @relationshipProperties { bits: Float! probability: Float! }
type OrderLine @relationshipProperties { line: Int quantity: Float amount: Float }

extend schema @mutation(operations: []) @subscription(events: [])
`
}

function goldenType(entity: EntityDef): string {
  const values = entity.fields.flatMap((field) =>
    field.property === undefined ? [] : [[field.property, field.many ? '[String!]' : 'String'] as const],
  )
  const scalars = [['name', 'String'] as const, ...values, ...ADDRESS_SCALARS.map((name) => [name, 'String'] as const)]
  const lines = [...new Map(scalars)].map(([name, type]) => `  ${name}: ${type}`)
  return `type ${entity.label} @node ${limit()} {${GOLDEN_FIELDS}\n${lines.join('\n')}${RELATIONS[entity.name]()}\n}\n`
}

function limit(): string {
  return `@limit(default: ${LIST_USUAL}, max: ${LIST_MOST})`
}

/** A field whose statement lies in `cypher/`. */
function cypher(name: string, column: string): string {
  const statement = cypherText(name).replace(/^\/\/.*\n/gm, '')
  return `@cypher(statement: ${JSON.stringify(statement)}, columnName: "${column}")`
}
