/**
 * Runs pieces of work one after another, in the order they were asked for. Writers of one process that wait here do not
 * wait for each other's locks in the database, where many at once end in deadlocks that are tried again and again.
 */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => undefined) // whoever asked for it hears of it; the next one's turn comes all the same
    return own
  }
}
