import type { AddressPartName, CheckedPart, WhyCode } from '../model/addresses/address-check.ts'

/** What a part is called in a sentence. */
const NAMES: Record<AddressPartName, string> = {
  houseNumber: 'house number',
  street: 'street',
  unit: 'unit',
  city: 'city',
  region: 'region',
  postcode: 'postcode',
  country: 'country',
}

type Told = Omit<CheckedPart, 'why'>

const SENTENCES: Record<WhyCode, (told: Told, name: string) => string> = {
  agrees: (_, name) => `The ${name} agrees with the other parts.`,
  misspelt: ({ was, is }) => `${quoted(was)} is a slip of ${quoted(is)}, which the other parts name.`,
  contradicted: ({ was, is }) => `The other parts agree on ${quoted(is)}, not ${quoted(was)}.`,
  'lost-zero': ({ was, is }) => `${quoted(was)} lost the 0 in front of ${quoted(is)}.`,
  'look-alike': ({ was, is }) =>
    `${quoted(was)} has letters that look like the digits of ${quoted(is)}, or digits like its letters.`,
  'read-as-number': ({ was, is }) => `${quoted(was)} is ${quoted(is)}, read as a number.`,
  moved: ({ is }, name) => `The ${name} ${quoted(is)} stood in another part.`,
  'from-postcode': ({ is }, name) => `The postcode is that of ${name} ${quoted(is)}.`,
  'from-city': ({ is }, name) => `The town has one ${name}: ${quoted(is)}.`,
  'from-form': ({ is }, name) => `The other parts are written as in ${name} ${quoted(is)}.`,
  required: (_, name) => `Mail needs the ${name}.`,
  placeholder: ({ was }, name) => `${quoted(was)} stands for no ${name}.`,
  unknown: ({ was }, name) => `There is no ${name} ${quoted(was)}.`,
  'bad-form': ({ was }, name) => `${quoted(was)} is not how this country writes a ${name}.`,
  elsewhere: ({ was }) => `${quoted(was)} is elsewhere than the other parts say.`,
  'not-in-table': (_, name) => `The tables do not have this ${name} here: it may be new, a suburb or another name.`,
  'form-only': (_, name) => `The ${name} has the right form; more is not known of it.`,
  'no-table': (_, name) => `Nothing here knows the ${name}.`,
  provider: (_, name) => `The provider looked at the ${name}.`,
}

/** A part with the reason for its state, in a sentence. */
export function checked(told: Told, code: WhyCode): CheckedPart {
  return { ...told, why: { code, text: SENTENCES[code](told, NAMES[told.part]) } }
}

function quoted(text: string | undefined): string {
  return `“${text ?? ''}”`
}
