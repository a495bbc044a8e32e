import { field, HUMAN_FIELDS } from './field.ts'

/** A person in a company. Golden label `:Contact`; the company is a relation with a role, never a value. */
export const contact = {
  name: 'contact',
  label: 'Contact',
  prefix: 'con',
  fields: [
    ...HUMAN_FIELDS,
    field('company.id', 'reference', 'Company', { property: null }),
    field('company.name', 'companyName', 'Company name', { property: null }),
    field('role', 'category', 'Role'),
    field('department', 'category', 'Department'),
    field('jobTitle', 'text', 'Job title'),
    field('primary', 'boolean', 'Primary contact'),
    field('role.from', 'date', 'In the role from', { property: null }),
    field('role.to', 'date', 'In the role until', { property: null }),
  ],
} as const
