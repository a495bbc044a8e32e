import { z } from 'zod'
import { NodeType } from '../../model/hierarchy.ts'
import { RecordId } from '../../model/ids.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

const hierarchyRow = {
  name: z.string(),
  title: z.string(),
  kind: z.string(),
  owner: z.string(),
  permitted: z.array(z.string()),
  version: z.int(),
  createdAt: z.string(),
  changedAt: z.string(),
  nodes: z.int(),
}
export const listHierarchies = query('hierarchies/list', {}, hierarchyRow)
export const hierarchyByName = query('hierarchies/by-name', { name: z.string() }, hierarchyRow)
export const putHierarchy = query(
  'hierarchies/put',
  {
    name: z.string(),
    title: z.string(),
    kind: z.string(),
    owner: z.string(),
    permitted: z.array(z.string()),
    at: z.string(),
  },
  {},
)
export const lockHierarchy = query('hierarchies/lock', { name: z.string() }, { changedAt: z.string() })
export const putHierarchyVersion = query(
  'hierarchies/put-version',
  {
    name: z.string(),
    at: z.string(),
    by: z.string(),
    user: z.string().nullable(),
    reason: z.string().nullable(),
    put: z.number(),
    removed: z.number(),
  },
  { version: z.int() },
)
export const hierarchyVersions = query(
  'hierarchies/versions',
  { name: z.string(), limit: z.number() },
  {
    version: z.int(),
    at: z.string(),
    by: z.string(),
    user: maybe(z.string()),
    reason: maybe(z.string()),
    put: z.int(),
    removed: z.int(),
  },
)

const nodeRow = {
  key: z.string(),
  name: z.string(),
  type: NodeType,
  parent: maybe(z.string()),
  record: maybe(z.string()),
  company: maybe(z.string()),
}
const namedRow = { ...nodeRow, companyName: maybe(z.string()) }
export const nodesAround = query(
  'hierarchies/around',
  { name: z.string(), ids: rowsOf<string>(), records: rowsOf<string>() },
  nodeRow,
)
export const hierarchyTree = query('hierarchies/tree', { name: z.string() }, namedRow)
export const hierarchyTreeAt = query(
  'hierarchies/tree-at',
  { name: z.string(), at: z.string(), seq: z.number() },
  namedRow,
)

export const placesOfCompany = query(
  'hierarchies/places-of-company',
  { id: z.string() },
  {
    hierarchy: z.string(),
    title: z.string(),
    kind: z.string(),
    path: z.array(z.object({ key: z.string(), name: z.string(), type: NodeType })),
  },
)

const at = z.string()
export const putNodes = query(
  'hierarchies/put-nodes',
  { name: z.string(), rows: rowsOf<{ id: string; key: string; name: string; type: string }>(), at },
  {},
)
export const hangNodes = query('hierarchies/hang', { rows: rowsOf<{ id: string; parent: string | null }>(), at }, {})
export const anchorNodes = query(
  'hierarchies/anchor',
  { rows: rowsOf<{ id: string; record: string | null }>(), at },
  {},
)
export const placeNodes = query('hierarchies/place', { ids: rowsOf<string>(), at }, {})
export const projectSales = query('hierarchies/project', { ids: rowsOf<string>(), at }, { projected: z.number() })
export const nodesBelow = query('hierarchies/below', { id: z.string() }, { id: z.string() })
export const removeNodes = query('hierarchies/remove', { ids: rowsOf<string>(), at }, {})
export const strayedNodes = query(
  'hierarchies/strayed',
  { goldens: rowsOf<string>(), records: rowsOf<string>() },
  { id: z.string(), instead: maybe(RecordId) },
)
export const recordsOfCompanies = query(
  'hierarchies/record-of-company',
  { ids: rowsOf<string>() },
  { id: z.string(), record: RecordId },
)
export const companiesOfRecords = query(
  'hierarchies/placed-companies',
  { ids: rowsOf<string>() },
  { id: RecordId, company: z.string() },
)
