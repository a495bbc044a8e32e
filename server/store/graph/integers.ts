/**
 * Properties that are integers in the graph; every other number is a float. The driver sends all numbers as floats, so the
 * statements of cypher/ make these whole by `toInteger`, and import files give them the type `long`. A test holds this list
 * and the statements together.
 */
export const INTEGERS: ReadonlySet<string> = new Set([
  'amount',
  'approved',
  'attempts',
  'cap',
  'churn',
  'count',
  'createdSeq',
  'cursor',
  'engine',
  'exclusiveUntil',
  'failures',
  'findings',
  'fromSeq',
  'goldens',
  'holderUntil',
  'idsCreated',
  'idsRetired',
  'issueCount',
  'line',
  'near',
  'records',
  'sentSeq',
  'seq',
  'since',
  'size',
  'toSeq',
  'version',
  'writes',
])
