import type { AddressVerdict, NextStep } from './address-check.ts'

/** What to do next by the verdict alone, whoever gave it. */
export const NEXT_STEPS: Readonly<Record<AddressVerdict, NextStep>> = {
  deliverable: 'accept',
  plausible: 'accept',
  correctable: 'confirm',
  ambiguous: 'confirm',
  incomplete: 'fix',
  undeliverable: 'fix',
  unchecked: 'accept',
}
