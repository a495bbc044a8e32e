const NAME = 'kith.api-key'

/** The API key the user gave, for this tab only: closing it forgets the key. */
export function storedKey(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined
}

export function storeKey(key: string): void {
  sessionStorage.setItem(NAME, key)
}

export function clearKey(): void {
  sessionStorage.removeItem(NAME)
}
