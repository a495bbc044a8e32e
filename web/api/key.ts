const NAME = 'kith.api-key'
/** What the secret of a machine begins with, which lets a browser on it read without saying it. */
const LOCAL = 'kith_local_'

/** The API key the user gave, or the secret of the machine, for this tab only: closing it forgets the key. */
export function storedKey(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined
}

export function storeKey(key: string): void {
  sessionStorage.setItem(NAME, key)
}

export function clearKey(): void {
  sessionStorage.removeItem(NAME)
}

/** Whether the server would answer somebody who shows no key: an event stream cannot. */
export function readsWithoutKey(): boolean {
  return storedKey()?.startsWith(LOCAL) ?? true
}

/** The secret in the link that `kith start` prints. */
export function secretIn(hash: string): string | undefined {
  return /^#secret=([A-Za-z0-9_-]+)$/.exec(hash)?.[1]
}

/** A key as people paste it: by itself, or as the header line that the file of the secret holds. */
export function keyIn(text: string): string {
  return text.trim().replace(/^(?:authorization:\s*)?bearer\s+/i, '')
}

/** Keeps the secret that the address brought, and takes it out of the address before anybody sees it there. */
export function takeSecret(): boolean {
  const secret = secretIn(location.hash)
  if (secret === undefined) return false
  storeKey(secret)
  history.replaceState(null, '', location.pathname + location.search)
  return true
}
