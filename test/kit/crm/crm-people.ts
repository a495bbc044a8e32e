import type { CrmFields } from './crm-rules.ts'

/**
 * Whom the demo CRM knows: a dozen customers of the ACME demo (seeds/data), as another team typed them in. Spellings differ, some
 * things are missing, and an address or two is older than what the other systems know.
 */
export const PEOPLE: readonly CrmFields[] = [
  person('Catherine', 'Johnson', 'catherine.yu@example.com', '7345550176', {
    birthDate: '1992-04-17',
    address: place('418 Orchard Gate Ln', 'Ann Arbor', 'MI', '48104'),
  }),
  person('Charlie', 'Johnson', 'charles.johnson@example.net', '734 555 0103', {
    birthDate: '1990-11-02',
    address: place('418 Orchard Gate Lane', 'Ann Arbor', 'MI', '48104'),
  }),
  person('Marcus', 'Delgado', 'marcus.delgado@quickmail.example', '(614) 555-0131', {
    address: place('905 Tamarack Bend', 'Columbus', 'OH', '43206'),
  }),
  person('Imani', 'Brooks', 'imani.brooks@mailgarden.example', '', {
    birthDate: '1998-07-09',
    address: place('31 Hazel Point St', 'Providence', 'RI', '02906'),
  }),
  person('Steven', 'Kowalczyk', 'skowalczyk@example.org', '414-555-0164', {
    birthDate: '1979-12-05',
    address: place('1660 Ironwood Crossing', 'Milwaukee', 'WI', '53211', 'Apt 12'),
  }),
  person('Laura', 'Whitfield', 'laura.whitfield@example.com', '615-555-0148', {
    birthDate: '1988-03-14',
    address: place('12 Market Square', 'Nashville', 'TN', '37201'),
  }),
  person('Nadia', 'Rahman', 'nadia.rahman@postbox.example', '', {
    birthDate: '1994-10-10',
    address: place('77 Catalpa Field Avenue', 'Baltimore', 'MD', '21210'),
  }),
  person('Victor', 'Almeida', 'valmeida@cablehome.example', '860.555.0111', {
    birthDate: '1971-09-18',
    address: place('1204 Mulberry Grove Pl.', 'Hartford', 'CT', '06106'),
  }),
  person('Bill', 'Prescott', 'bill.prescott@cablehome.example', '207-555-0116', {
    birthDate: '1954-09-09',
    address: place('57 Quince Harbor Rd', 'Portland', 'ME', '04103'),
  }),
  person('Ana', 'Torres Vega', 'ana.tv@mailgarden.example', '619-555-0187', {
    birthDate: '1991-10-28',
    address: place('7714 Jacaranda Hill Dr', 'San Diego', 'CA', '92116'),
  }),
  person('Juergen', 'Mueller', 'j.mueller@example.org', '513-555-0192', {
    birthDate: '1969-04-30',
    address: place('340 Hazel Gate Street', 'Cincinnati', 'OH', '45202'),
  }),
  person('Priya', 'Raman', 'priya.raman@fernpost.example', '208-555-0156', {
    birthDate: '1989-02-17',
    address: place('3310 Hazel View Dr', 'Boise', 'ID', '83706'),
  }),
]

function person(firstName: string, lastName: string, email: string, phone: string, more: CrmFields): CrmFields {
  return { firstName, lastName, email, phone, ...more }
}

function place(street: string, city: string, state: string, zip: string, line2?: string): CrmFields {
  return { street, ...(line2 === undefined ? {} : { line2 }), city, state, zip, country: 'US' }
}
