import type { NodeInput } from '../../model/hierarchy.ts'
import type { RecordId } from '../../model/ids.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { WantedNode } from '../../relate/forest.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import { companiesOfRecords, recordsOfCompanies } from '../../store/write/hierarchies.ts'

/** The record each node goes by, and the company that record belongs to. */
export async function wantedNodes(tx: Tx, nodes: readonly NodeInput[]): Promise<WantedNode[]> {
  const named = nodes.flatMap(({ company, record }) => (record === undefined && company !== undefined ? [company] : []))
  const anchors = new Map(
    named.length === 0 ? [] : (await recordsOfCompanies.run(tx, { ids: named })).map((row) => [row.id, row.record]),
  )
  // Only a record of a company has a place, so that its name need not say of which entity it is.
  const meant = await maybeNamed(
    tx,
    nodes.flatMap(({ record }) => record ?? []),
    ['company'],
  )
  const recordOf = ({ key, record }: NodeInput): RecordId | undefined => {
    const found = record === undefined ? undefined : meant.get(record)
    if (typeof found === 'object') throw new ProblemError(found)
    if (record !== undefined && found === undefined)
      return fail('record.not-found', `${record}, placed at ${key}, is no record of a company`)
    return found
  }
  const wanted = nodes.map((node) => {
    const record = recordOf(node) ?? (node.company === undefined ? undefined : anchors.get(node.company))
    if (node.company !== undefined && record === undefined)
      return fail('golden.not-found', `there is no company ${node.company} to place at ${node.key}`)
    const { company: _, ...rest } = node
    return record === undefined ? rest : { ...rest, record }
  })
  const ids = wanted.flatMap(({ record }) => record ?? [])
  const rows = ids.length === 0 ? [] : await companiesOfRecords.run(tx, { ids })
  const companyOf = new Map<string, string>(rows.map((row) => [row.id, row.company]))
  return wanted.map((node) => {
    if (node.record === undefined) return node
    const company = companyOf.get(node.record)
    if (company === undefined)
      return fail('record.not-found', `${node.record}, placed at ${node.key}, is no record of a company`)
    return { ...node, company }
  })
}
