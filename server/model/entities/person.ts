import { HUMAN_FIELDS } from './field.ts'

/** A person who buys. Golden label `:Customer`. */
export const person = { name: 'person', label: 'Customer', prefix: 'cus', fields: HUMAN_FIELDS } as const
