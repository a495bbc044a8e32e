import type { NodeKind } from './elements.ts'
import address from './icons/address.svg'
import company from './icons/company.svg'
import contact from './icons/contact.svg'
import contactPoint from './icons/contact-point.svg'
import customer from './icons/customer.svg'
import household from './icons/household.svg'
import more from './icons/more.svg'
import order from './icons/order.svg'
import product from './icons/product.svg'
import record from './icons/record.svg'
import retired from './icons/retired.svg'

/** Files of the own origin rather than data: URIs, which a strict content policy refuses. */
export const KIND_ICONS: Record<NodeKind, string> = {
  address,
  company,
  contact,
  contactPoint,
  customer,
  household,
  order,
  product,
  record,
  retired,
}

export const MORE_ICON = more
