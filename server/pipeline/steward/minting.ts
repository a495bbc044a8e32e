import type { MintId } from '../../model/ids.ts'
import type { PlanBody } from '../../model/plan.ts'

export type Minted = PlanBody['minted']

/** Mints and remembers, so that what was planned can be done with the very ids it was shown with. */
export function recorded(mint: MintId): { mint: MintId; minted: Minted } {
  const minted: Minted = []
  return {
    minted,
    mint: (prefix, key) => {
      const id = mint(prefix, key)
      minted.push({ prefix, id, ...(key === undefined ? {} : { key }) })
      return id
    },
  }
}

/** Mints as was remembered: by key where there is one, which also holds when a transaction is run again; else in order. */
export function replayed(minted: Minted, mint: MintId): MintId {
  const byKey = new Map(minted.flatMap(({ prefix, key, id }) => (key === undefined ? [] : [[`${prefix} ${key}`, id]])))
  const inOrder = minted.filter(({ key }) => key === undefined)
  return (prefix, key) => {
    if (key !== undefined) return byKey.get(`${prefix} ${key}`) ?? mint(prefix, key)
    const next = inOrder.findIndex((each) => each.prefix === prefix)
    return inOrder.splice(next, next < 0 ? 0 : 1)[0]?.id ?? mint(prefix)
  }
}
