/** A small world of our own for the tests of the surface: two people who share a flat, a namesake, and a group of shops. */

export const NADIA_OLD = {
  source: 'shop',
  sourceId: 'S1',
  entity: 'person',
  channel: 'web',
  createdAt: '2023-01-10T09:00:00Z',
  updatedAt: '2023-02-01T09:00:00Z',
  givenName: 'Nadia',
  familyName: 'Okafor',
  birthDate: '1988-05-19',
  email: 'nadia.okafor@example.com',
  phone: '+1 512 555 0134',
  address: { line1: '12 Juniper Court', city: 'Austin', region: 'TX', postcode: '78704', country: 'US' },
}
export const NADIA_NEW = {
  source: 'crm',
  sourceId: 'C/1:a%b',
  entity: 'person',
  channel: 'phone',
  createdAt: '2024-01-10T09:00:00Z',
  updatedAt: '2025-02-01T09:00:00Z',
  givenName: 'Nadia',
  familyName: 'Lindqvist',
  birthDate: '1988-05-19',
  email: 'nadia.okafor@example.com',
  phone: '+1 512 555 0134',
  address: { line1: '88 Harbour Street', city: 'Portland', region: 'ME', postcode: '04101', country: 'US' },
}
export const EMIL = {
  source: 'crm',
  sourceId: 'C2',
  entity: 'person',
  createdAt: '2024-01-10T09:00:00Z',
  updatedAt: '2025-02-01T09:00:00Z',
  givenName: 'Emil',
  familyName: 'Lindqvist',
  birthDate: '1985-11-02',
  email: 'emil.lindqvist@example.com',
  address: { line1: '88 Harbour Street', city: 'Portland', region: 'ME', postcode: '04101', country: 'US' },
}
export const STRANGER = {
  source: 'erp',
  sourceId: 'E9',
  entity: 'person',
  updatedAt: '2024-06-01T09:00:00Z',
  givenName: 'Tomas',
  familyName: 'Berg',
  birthDate: '1970-07-07',
  email: 'tomas.berg@example.net',
}
export const HOLDING = {
  source: 'crm-west',
  sourceId: 'W1',
  entity: 'company',
  updatedAt: '2024-06-01T09:00:00Z',
  name: 'Fernhill Stores Holding Inc.',
  registrationNumber: 'DE-4417001',
  website: 'https://fernhill-stores.example',
  address: { line1: '1 Mill Lane', city: 'Denver', region: 'CO', postcode: '80202', country: 'US' },
}
export const BRANCH = {
  source: 'crm-west',
  sourceId: 'W2',
  entity: 'company',
  updatedAt: '2024-06-02T09:00:00Z',
  name: 'Fernhill Garden Centres LLC',
  registrationNumber: 'DE-4417002',
  'parent.id': 'W1',
  address: { line1: '700 Canal Road', city: 'Tulsa', region: 'OK', postcode: '74103', country: 'US' },
}
export const BUYER = {
  source: 'crm-west',
  sourceId: 'P1',
  entity: 'contact',
  updatedAt: '2024-06-03T09:00:00Z',
  givenName: 'Ingrid',
  familyName: 'Sato',
  email: 'ingrid.sato@fernhill-stores.example',
  'company.id': 'W1',
  department: 'Purchasing',
  role: 'Buyer',
  primary: true,
}
const CLERK = {
  source: 'crm-west',
  sourceId: 'P2',
  entity: 'contact',
  updatedAt: '2024-06-04T09:00:00Z',
  givenName: 'Rafael',
  familyName: 'Moreau',
  email: 'rafael.moreau@fernhill-garden.example',
  'company.id': 'W2',
  department: 'IT',
  role: 'Administrator',
}

export const WORLD = [HOLDING, BRANCH, BUYER, CLERK, NADIA_OLD, NADIA_NEW, EMIL, STRANGER]

/** Address of a record below the API. */
export function recordPath({ source, sourceId }: { source: string; sourceId: string }): string {
  return `/records/${encodeURIComponent(source)}/${encodeURIComponent(sourceId)}`
}
