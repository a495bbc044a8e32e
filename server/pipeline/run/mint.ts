import { v7 } from 'uuid'
import type { MintId } from '../../model/ids.ts'

/** Ids of a running system: prefix and UUIDv7, so that they sort by when they were minted. */
export const mintId: MintId = (prefix) => `${prefix}_${v7()}`
