import type { z } from 'zod'
import { AddressesReport, WorstAddresses } from '../../server/model/addresses/address-report.ts'
import { ChangeLog } from '../../server/model/lists/change-log.ts'
import { GoldenList } from '../../server/model/lists/golden-list.ts'
import { MailingView } from '../../server/model/relation-views.ts'
import { BestCustomersReport, CustomersReport, HouseholdsReport, QualityReport } from '../../server/model/reports.ts'
import type { QueryText } from '../state/query-text.ts'
import type { Call } from './api.ts'

/** Whom a mailing is for, and which part of its answer is asked for. */
export type MailingRequest = {
  purpose: string
  per: 'household' | 'person'
  consentNeeded: boolean
  verifiedOnly: boolean
  refusal: 'person' | 'household'
  left?: string | undefined
  offset?: number
  limit: number
}

/** Routes behind lists and reports. What an address asks goes to the server as it stands. */
export function listApi(
  call: <T>(shape: z.ZodType<T>, path: string, how?: Call) => Promise<T>,
  ask: (path: string, how?: Call) => Promise<Response>,
) {
  const file = async (path: string, how?: Call): Promise<Blob> => (await ask(path, how)).blob()
  const mailing = (body: MailingRequest): Call => ({ method: 'POST', body })
  return {
    /** What happened, latest first. */
    changeLog: (query: QueryText, signal?: AbortSignal) => call(ChangeLog, `/changes/latest?${query}`, { signal }),
    goldens: (query: QueryText, signal?: AbortSignal) => call(GoldenList, `/golden?${query}`, { signal }),
    goldensFile: (query: QueryText) => file(`/golden?format=csv&${query}`),
    mailing: (request: MailingRequest, signal?: AbortSignal) =>
      call(MailingView, '/mailings', { ...mailing(request), signal }),
    mailingFile: (request: MailingRequest) => file('/mailings?format=csv', mailing(request)),
    customers: (query: QueryText, signal?: AbortSignal) =>
      call(CustomersReport, `/reports/customers?${query}`, { signal }),
    bestCustomers: (query: QueryText, signal?: AbortSignal) =>
      call(BestCustomersReport, `/reports/best-customers?${query}`, { signal }),
    bestCustomersFile: (query: QueryText) => file(`/reports/best-customers?format=csv&${query}`),
    households: (signal?: AbortSignal) => call(HouseholdsReport, '/reports/households', { signal }),
    addresses: (signal?: AbortSignal) => call(AddressesReport, '/reports/addresses', { signal }),
    /** Addresses that need a hand, from a place in their order on. */
    worstAddresses: (offset: number, limit: number, signal?: AbortSignal) =>
      call(WorstAddresses, `/reports/addresses/worst?offset=${offset}&limit=${limit}`, { signal }),
    quality: (signal?: AbortSignal) => call(QualityReport, '/reports/quality', { signal }),
  }
}
