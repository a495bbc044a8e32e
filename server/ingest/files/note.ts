/** Something about a file that its reader decided or passed over, said once with how often it was so. */
export type FileNote = {
  readonly about: 'file' | 'rows' | 'columns' | 'cells' | 'ids'
  readonly count: number
  readonly detail: string
}

/** Hears what is worth saying of a file while it is read. */
export type OnNote = (note: FileNote) => void
