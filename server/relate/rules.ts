import { z } from 'zod'
import { type EntityName, entityDef, fieldDef } from '../model/entities/registry.ts'
import { SourceName } from '../model/ids.ts'

const Share = z.number().min(0).max(1)

/** `namesake` bears the household's name, `oldest` was born first, `longestThere` moved in first; unknown comes last. */
const HeadCriterion = z.enum(['namesake', 'oldest', 'longestThere'])

/** Who lives together: people at one address whose surnames meet. */
export const HouseholdRules = z.strictObject({
  /** Also where a former surname meets: she kept her mail, he her name. */
  formerNames: z.boolean(),
  /** Also where one surname is a part of the other: Yu-Johnson and Johnson. */
  doubleNames: z.boolean(),
  /** Words of a surname that are no part of their own: van, de la. Folded. */
  particles: z.array(z.string()),
  /** Endings that a surname takes by gender, off which it is compared: Nováková is of the Nováks. Folded. */
  endings: z.array(z.string()),
  /** Spellings of one surname; short names are often one letter apart and yet two names. */
  typo: z.strictObject({ similarity: Share, minLength: z.int().positive() }),
  /** Surnames that sound alike need only this much similarity. */
  phoneticSimilarity: Share,
  /** More members than this under one name are an institution. */
  maxMembers: z.int().min(2),
  /** Contact points that tie people of different surnames at one address. */
  linkedBy: z.array(z.enum(['phone', 'email'])).default([]),
  /** Who heads a household: a later criterion is asked only where all earlier ones tie. Last of all: lower record id. */
  head: z.array(HeadCriterion).default(['namesake', 'oldest', 'longestThere']),
  /** At an address without a unit: more surnames than this are a block of flats or a home, where a name proves little. */
  maxSurnamesWithoutUnit: z.int().positive(),
})
export type HouseholdRules = z.infer<typeof HouseholdRules>

/** Who works where. The fields are the contact's. */
export const RoleRules = z.strictObject({
  fields: z.strictObject({
    company: z.string(),
    role: z.string(),
    department: z.string(),
    title: z.string(),
    primary: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  /** A later job at another company ends one that no record has confirmed since. */
  moveEndsRole: z.boolean(),
  /** How senior a job is by the words of its title or role; the first level that has one of them, highest first. Folded. */
  seniority: z.array(z.strictObject({ level: z.string(), words: z.array(z.string()).min(1) })).default([]),
  /** Names that one department goes by, under the one to compare by. Folded. */
  departments: z.record(z.string(), z.array(z.string())).default({}),
})
export type RoleRules = z.infer<typeof RoleRules>

/** Whose word on a company's parent counts. */
export const HierarchyRules = z.strictObject({
  parent: z.string(),
  /** Percent that the parent holds, and since and until when. */
  share: z.string().default('parent.share'),
  from: z.string().default('parent.from'),
  to: z.string().default('parent.to'),
  trust: z.strictObject({ default: Share, sources: z.record(SourceName, Share).default({}) }),
})
export type HierarchyRules = z.infer<typeof HierarchyRules>

/** When a customer and a contact are one human being. The names are properties of golden records. */
export const SamePersonRules = z.strictObject({
  given: z.string(),
  family: z.string(),
  former: z.string(),
  suffix: z.string(),
  birthDate: z.string(),
  emails: z.string(),
  mobiles: z.string(),
  /** Also looked at for a mobile of the other one: people put it in either box. */
  phones: z.string(),
  /** Mail boxes that several people read: the part before the @, and before any `+`, `-`, `_`, `.` or digit in it. */
  roleBoxes: z.array(z.string()),
  /** Similarity of given names that a shared mobile or mail box excuses. */
  similarity: Share,
})
export type SamePersonRules = z.infer<typeof SamePersonRules>

/** Who is never written to, whatever a mailing is for. */
export const MailingRules = z.strictObject({
  /** Where a property of any record has one of these values, in lower case. */
  suppressWhen: z.array(z.strictObject({ property: z.string(), values: z.array(z.string()).min(1) })).default([]),
})
export type MailingRules = z.infer<typeof MailingRules>

/** How sure the signs of an event make it, and what a sign is. */
export const LifeEventRules = z.strictObject({
  /** Years that make a parent: less apart is a partner or a sibling. */
  generation: z.number().positive().default(16),
  /** Ages at which a child leaves. */
  leavingAge: z.strictObject({ from: z.number(), to: z.number() }).default({ from: 15, to: 40 }),
  /** Less certain events wait for a steward. */
  reviewBelow: Share.default(0.75),
  /** More residents than this are no family: nothing is made of who else lives there. */
  maxResidents: z.int().positive().default(20),
  certainty: z
    .strictObject({
      name: Share.default(0.6),
      nameWithPartner: Share.default(0.9),
      nameBack: Share.default(0.6),
      move: Share.default(0.85),
      moveVerified: Share.default(0.95),
      childLeaving: Share.default(0.85),
      movedFromPartner: Share.default(0.5),
      movedAndNameBack: Share.default(0.95),
      jobChange: Share.default(0.9),
    })
    .prefault({}),
})
export type LifeEventRules = z.infer<typeof LifeEventRules>

/** When two spellings are one place: slips in the name of a street or a city. */
export const PlaceRules = z.strictObject({
  /** Edits that a word of at least so many letters forgives; of several that fit, the most. Shorter words forgive none. */
  slips: z.array(z.strictObject({ letters: z.int().positive(), edits: z.int().positive() })).default([
    { letters: 4, edits: 1 },
    { letters: 10, edits: 2 },
  ]),
  /** A street with so many houses exists: two such streets are two, however alike. */
  knownHouses: z.int().min(2).default(2),
  /** Words of directions and kinds of street: none of them is a slip of another. Folded. */
  fixedWords: z.array(z.string()).default([]),
})
export type PlaceRules = z.infer<typeof PlaceRules>

export const RelateRules = z.strictObject({
  household: HouseholdRules,
  places: PlaceRules.prefault({}),
  roles: RoleRules,
  hierarchy: HierarchyRules,
  samePerson: SamePersonRules,
  lifeEvents: LifeEventRules.prefault({}),
  mailing: MailingRules.default({ suppressWhen: [] }),
})
export type RelateRules = z.infer<typeof RelateRules>

/** Fields and properties that the entities do not have. All at once, in words; empty is good. */
export function relateRuleErrors({ roles, hierarchy, samePerson }: RelateRules): string[] {
  const { roleBoxes, similarity, ...properties } = samePerson
  return [
    ...Object.values(roles.fields).flatMap((name) => unknownField('contact', name, 'roles')),
    ...[hierarchy.parent, hierarchy.share, hierarchy.from, hierarchy.to].flatMap((name) =>
      unknownField('company', name, 'hierarchy'),
    ),
    ...Object.values(properties).flatMap((name) => unknownProperty('person', name)),
    ...Object.values(properties).flatMap((name) => unknownProperty('contact', name)),
  ]
}

function unknownField(entity: EntityName, name: string, where: string): string[] {
  return fieldDef(entity, name) ? [] : [`relate.${where}: ${entity} has no field "${name}"`]
}

function unknownProperty(entity: EntityName, name: string): string[] {
  const found = entityDef(entity).fields.some((f) => f.property === name)
  return found ? [] : [`relate.samePerson: ${entity} has no property "${name}"`]
}
