import { CONTACT_STORIES } from './contacts.ts'
import { FAMILY_STORIES } from './families.ts'
import { GROUP_STORIES } from './groups.ts'
import { LOOK_ALIKE_STORIES } from './look-alikes.ts'
import { MARRIAGE_STORIES } from './marriage.ts'
import { MOVER_STORIES } from './movers.ts'
import { NAME_STORIES } from './names.ts'
import { POLICY_STORIES } from './policies.ts'
import { RETAILER_STORIES } from './retailers.ts'
import { SCRIPT_STORIES } from './scripts.ts'
import { SHOP_STORIES } from './shop.ts'
import type { Story } from './story.ts'

/** Every hand-written story, in the order of the README. */
export const STORIES: readonly Story[] = [
  ...MARRIAGE_STORIES,
  ...SHOP_STORIES,
  ...POLICY_STORIES,
  ...FAMILY_STORIES,
  ...NAME_STORIES,
  ...SCRIPT_STORIES,
  ...RETAILER_STORIES,
  ...LOOK_ALIKE_STORIES,
  ...GROUP_STORIES,
  ...CONTACT_STORIES,
  ...MOVER_STORIES,
]
