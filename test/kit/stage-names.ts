import { pick, seeded } from './seeded.ts'

export type StageName = { person: number; copy: number; said: Record<string, string> }

/**
 * A town where half the records carry another given name than the person's others: a stage name, a second name. By the
 * shipped shares two given names behind one surname and phone are two of a household.
 */
export function stageNames(seed: number, people: number): StageName[] {
  const random = seeded(seed)
  const given = 'John Mary Robert Susan Walter Ingrid Pablo Elena Keith Yvonne Marcus Tilda'.split(' ')
  const family = 'Smith Weber Ortiz Lang Novak Petrov Haines Costa Fischer Okafor Lindgren Duarte'.split(' ')
  return Array.from({ length: people }, (_, person) => {
    const [first, last] = [pick(given, random), pick(family, random)]
    const phone = `512 ${200 + Math.floor(random() * 700)} ${1000 + Math.floor(random() * 9000)}`
    const copies = 1 + Math.floor(random() * 3)
    return Array.from({ length: copies }, (_, copy) => {
      const givenName = random() < 0.5 ? first : pick(given, random)
      const reached = random() < 0.9 ? { phone } : { email: `${first}.${person}@example.com` }
      return { person, copy, said: { givenName, familyName: last, ...reached } }
    })
  }).flat()
}
