import { z } from 'zod'

const Words = z.array(z.string())
const Spellings = z.record(z.string(), Words)

/** What is known of the names of people; all words are compared folded but for those that say otherwise. */
export const NameLexicon = z.strictObject({
  titles: Spellings,
  /** Jr, III: they tell father from son. */
  generations: Spellings,
  /** MD, PhD: they tell nothing apart. */
  credentials: Spellings,
  /** Small words that belong to the family name: van, de la. */
  particles: Words,
  /** Words between a name and the one its bearer had before: née, geb., z domu. */
  former: Words,
  /** The same, where they are written in small letters or stand in brackets: born, f., ur. */
  formerIfSmall: Words,
  /** What stands between the name somebody was born with and the one of the marriage: Rossi in Bianchi, Dupont épouse Martin. */
  married: Words,
  /** The same, only in small letters and between names. */
  marriedIfSmall: Words,
  /** Words between two people of one row: and, und. */
  and: Words,
  /** The same, where both stand beside given names: y and e are in family names too. */
  andIfNames: Words,
  /** Words that make a name a household's: Familie, Eheleute. */
  families: Words,
  /** What stands beside names in their column: ahead of one, with all that follows, anywhere, or apart from it; what it says of fields. */
  notes: z.array(
    z.strictObject({
      as: z.enum(['front', 'rest', 'word', 'aside']),
      words: Words,
      says: z.record(z.string(), z.string()).optional(),
    }),
  ),
  /** What stands behind an Eastern name in its honour: 様. */
  honorifics: Words,
  /** Endings of a father's name: ович, овна. */
  patronymics: Words,
  /** Family names that stand first where nothing else is said, spelt as at home: Nguyễn, Kovács. */
  familyFirst: Words,
  /** The same, where what a person is called by stands last. */
  givenLast: Words,
  /** What children are called before they have a name: Baby Boy, Twin A. */
  newborns: Words,
})
