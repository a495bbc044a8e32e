/** Parts of invented company names; a brand is a first and a second part, or a place word of its own. */
export const FIRST: readonly string[] =
  split(`Maple Cobalt Harbor Prairie Granite Willow Copper Aspen Bright Silver Ember
  Fern Summit North Cedar Quarry Raven Stone Tidal Umber Velvet Wander Alder Beacon Cardinal Drift Elm Flint Gable Heron
  Iron Juniper Kestrel Lantern Meadow Nimbus Orchard Pepper Quill Russet`)
export const SECOND: readonly string[] = split(`crest field line wood bridge gate mark stead well way ford haven brook
  leaf point song craft lane ridge work`)
export const ADJECTIVES: readonly string[] =
  split(`Blue Golden Little Grand Quiet Old Wild Lucky Second Northern Painted
  Hidden Royal Honest Crooked Seven Gilded Rustic Urban Coastal`)
export const THINGS: readonly string[] =
  split(`Lantern Anchor Sparrow Thimble Saddle Button Compass Acorn Spindle Kettle
  Wagon Feather Needle Bobbin Paddle Timber Canoe Barn Lighthouse Mitten`)
export const LINES: readonly string[] = [
  'Apparel',
  'Outfitters',
  'Clothing',
  'Sportswear',
  'Footwear',
  'Denim',
  'Knitwear',
  'Outdoor',
  'Kids',
  'Workwear',
  'Uniforms',
  'Accessories',
  'Department Stores',
  'Fashion',
  'Activewear',
  'Boutique',
  'Trading Company',
  'Wholesale',
  'Distribution',
  'Supply',
]
export const DISTRIBUTOR_LINES: readonly string[] = ['Trading Company', 'Wholesale', 'Distribution', 'Supply']

/** Legal forms as registered, each with the spellings that people type; the empty one leaves it out. */
export const LEGAL: Readonly<Record<string, readonly string[]>> = {
  'Inc.': ['Inc.', 'Inc', 'Incorporated', 'INC', ''],
  LLC: ['LLC', 'L.L.C.', 'Llc', ''],
  'Corp.': ['Corp.', 'Corporation', 'Corp', ''],
  'Co.': ['Co.', 'Company', 'Co'],
  'Ltd.': ['Ltd.', 'Limited', 'Ltd', ''],
  'S.A. de C.V.': ['S.A. de C.V.', 'SA de CV', ''],
}

export const ABBREVIATIONS: readonly (readonly [string, string])[] = [
  ['Department Stores', 'Dept. Stores'],
  ['Distribution', 'Dist.'],
  ['Company', 'Co.'],
  ['Wholesale', 'Whsl'],
  ['Outfitters', 'Outfttrs'],
  ['Accessories', 'Access.'],
  ['Clothing', 'Clothg'],
  ['Trading', 'Trdg'],
]

export const INDUSTRIES: readonly string[] = [
  'Apparel retail',
  'Footwear retail',
  'Sporting goods',
  'Department stores',
  'Wholesale apparel',
]
export const TERMS: readonly string[] = ['Net 30', 'Net 45', 'Net 60', '2/10 Net 30', 'Prepaid']

/** Role at the customer, department, titles. */
export const JOBS: readonly (readonly [role: string, department: string, titles: readonly string[]])[] = [
  ['purchaser', 'Purchasing', ['Buyer', 'Senior Buyer', 'Purchasing Manager', 'Head of Procurement']],
  ['billing', 'Accounts Payable', ['Accounts Payable Clerk', 'Controller', 'Bookkeeper']],
  ['marketing', 'Marketing', ['Marketing Manager', 'Brand Manager', 'Marketing Analyst']],
  ['technical', 'IT', ['IT Manager', 'EDI Coordinator', 'Systems Administrator']],
  ['account owner', 'Sales', ['Account Owner', 'Account Manager', 'Regional Sales Manager']],
  ['sales rep', 'Sales', ['Sales Representative', 'Store Manager', 'Floor Manager']],
]

function split(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
