import { CONTACT_POINTS, field } from './field.ts'

/** A company: retailer, distributor, any legal or trading entity. Golden label `:Company`. */
export const company = {
  name: 'company',
  label: 'Company',
  prefix: 'com',
  fields: [
    field('name', 'companyName', 'Name'),
    field('tradingName', 'companyName', 'Trading name', { many: true, property: 'tradingNames' }),
    field('registrationNumber', 'identifier', 'Registration number'),
    field('taxId', 'identifier', 'Tax id'),
    field('duns', 'identifier', 'D-U-N-S'),
    field('industry', 'category', 'Industry'),
    field('kind', 'category', 'Kind'),
    ...CONTACT_POINTS,
    field('parent.id', 'reference', 'Parent', { property: null }),
    field('parent.name', 'companyName', 'Parent name', { property: null }),
    field('parent.share', 'percent', 'Share of the parent', { property: null }),
    field('parent.from', 'date', 'Under the parent from', { property: null }),
    field('parent.to', 'date', 'Under the parent until', { property: null }),
  ],
} as const
