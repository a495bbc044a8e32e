import type { Sent } from '../kit/served.ts'

/** Beatriz Ferreira of Oregon marries Tomasz Nowak of Vermont: what three systems know of her, what one knows of him. */

const OREGON = { line1: '2930 Willow Bend Road', city: 'Eugene', region: 'OR', postcode: '97405', country: 'US' }
export const VERMONT = { line1: '61 Maple Terrace', city: 'Burlington', region: 'VT', postcode: '05401', country: 'US' }

export const SHOP: Sent = {
  source: 'shop',
  sourceId: 'B1',
  entity: 'person',
  channel: 'web',
  createdAt: '2020-02-11T10:00:00Z',
  updatedAt: '2022-08-19T10:00:00Z',
  givenName: 'Beatriz',
  familyName: 'Ferreira',
  email: 'bea.ferreira@example.com',
  phone: '(541) 555-0127',
  address: OREGON,
}
export const LOYALTY: Sent = {
  source: 'loyalty',
  sourceId: 'B2',
  entity: 'person',
  channel: 'loyalty',
  createdAt: '2021-04-02T10:00:00Z',
  updatedAt: '2023-01-05T10:00:00Z',
  givenName: 'Beatriz',
  familyName: 'Ferreira',
  birthDate: '1990-09-23',
  email: 'bea.ferreira@example.com',
  'identifier.loyalty': '88123071',
  address: OREGON,
}
export const CRM: Sent = {
  source: 'crm',
  sourceId: 'B3',
  entity: 'person',
  channel: 'store',
  createdAt: '2024-06-20T10:00:00Z',
  updatedAt: '2024-11-30T10:00:00Z',
  givenName: 'Beatriz',
  familyName: 'Nowak',
  birthDate: '1990-09-23',
  email: 'bea.ferreira@example.com',
  phone: '(802) 555-0164',
  'identifier.loyalty': '88123071',
  address: VERMONT,
}
export const HUSBAND: Sent = {
  source: 'crm',
  sourceId: 'T1',
  entity: 'person',
  channel: 'store',
  createdAt: '2023-03-15T10:00:00Z',
  updatedAt: '2024-10-12T10:00:00Z',
  givenName: 'Tomasz',
  familyName: 'Nowak',
  birthDate: '1987-01-08',
  email: 'tomasz.nowak@example.net',
  phone: '(802) 555-0164',
  address: VERMONT,
}
/** Of her name and state, and nothing else in common. */
export const NAMESAKE: Sent = {
  source: 'erp',
  sourceId: 'N1',
  entity: 'person',
  channel: 'phone',
  createdAt: '2019-05-01T10:00:00Z',
  updatedAt: '2024-05-01T10:00:00Z',
  givenName: 'Beatriz',
  familyName: 'Nowak',
  birthDate: '1961-12-02',
  email: 'bnowak61@example.org',
  phone: '(802) 555-0188',
  address: { line1: '9 Quarry Hill', city: 'Rutland', region: 'VT', postcode: '05701', country: 'US' },
}
