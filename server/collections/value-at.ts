/**
 * What a list holds at an index that it has to have; `list[i] ?? 0` would make a silent zero of a wrong one. Loops over
 * millions of pairs, rows and letters (`match`, `block`, `cluster`, training, comparing words) keep that form or a cast:
 * their index runs from the loop itself, and a look at each value is what they spend their time on.
 * @throws RangeError that names the index
 */
export function valueAt<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError(`no index ${index} in a list of ${list.length}`)
  return value
}
