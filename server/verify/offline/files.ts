/** Text of a table. */
export function tableText(_file: 'us.txt' | 'ca.txt'): string {
  return ''
}

/** What is known of how a country writes addresses; undefined for none. */
export function formatOf(_country: string): { fmt?: string } | undefined {
  return undefined
}
