import { describe, expect, test } from 'vitest'
import { systemKindOf } from '../../../server/ingest/propose/system-kind.ts'

describe('what kind of system has such columns', () => {
  test.each<[kind: string | undefined, header: string]>([
    [
      'shop',
      'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address City,Total Spent,Total Orders',
    ],
    ['shop', 'Name,Email,Financial Status,Total,Lineitem quantity,Lineitem name'],
    ['shop', 'Name,Username,Last active,Email,Orders,Total spend,AOV,City'],
    ['shop', 'id_customer,id_shop,firstname,lastname,email,newsletter'],
    ['crm', '"Id",IsDeleted,MasterRecordId,AccountId,LastName,FirstName'],
    ['crm', 'Id,FirstName,LastName,AccountId,LeadSource'],
    ['crm', '(Do Not Modify) Contact,(Do Not Modify) Row Checksum,First Name,Last Name'],
    ['crm', 'Record ID,First Name,Last Name,Email,Lifecycle Stage,Lead Status'],
    ['crm', 'Person - Name,Person - Open deals,Person - Won deals'],
    ['erp', 'KUNNR,NAME1,STRAS,ORT01,PSTLZ,LAND1'],
    ['erp', 'No.,Name,City,Customer Posting Group,Payment Terms Code'],
    ['erp', 'customer_no,name,credit_limit,payment_terms'],
    ['loyalty', 'member_id,first_name,points_balance,tier'],
    ['loyalty', 'Kartennummer;Vorname;Nachname;Punktestand'],
    ['register', 'LEI,Entity.LegalName,Entity.LegalAddress.City'],
    ['register', 'CompanyName, CompanyNumber,RegAddress.PostTown,CompanyStatus'],
    ['register', 'siren,nic,siret,denominationUniteLegale'],
    ['marketing', 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID,EUID'],
    ['marketing', 'EMAIL,FIRSTNAME,EMAIL_BLACKLISTED,SMS_BLACKLISTED'],
    // Columns that any system has, one of a pair alone, and those of two kinds.
    [undefined, 'id,first name,last name,email,phone,city'],
    [undefined, 'id,name,loyalty points,credit limit'],
    [undefined, 'id,name,status,owner,lead source'],
    [undefined, 'KUNNR,first,last'],
    [undefined, 'kunnr,name1,points,tier'],
  ])('%s: %s', (kind, header) => expect(systemKindOf(header.split(/[,;]/).map((name) => name.trim()))).toBe(kind))
})
