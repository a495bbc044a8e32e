/** What an object has under a name that somebody else chose: `constructor` and `toString` are values of every object. */
export function ownValue<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined
}
