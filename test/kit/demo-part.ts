import { demoFiles } from '../../server/cli/demo.ts'
import type { LoadFile } from '../../server/pipeline/load/read-files.ts'
import { FULL } from './size.ts'

/** What a gate takes of the demo where any busy small world will do: two systems of persons, two of companies with their people, orders. */
const PART = /\/(crm-customers|loyalty-members|crm-west-companies|crm-west-contacts|erp-companies|crm-orders)\.\w+$/

/** A third of the demo, at full size all of it. */
export function partOfDemo(): LoadFile[] {
  return demoFiles().filter(({ path }) => FULL || PART.test(path))
}
